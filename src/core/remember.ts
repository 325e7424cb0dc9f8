/** What a function without effects gives, kept for as long as its argument lives. */
export function rememberedBy<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before.value
    const value = find(key)
    known.set(key, { value })
    return value
  }
}

/** The same for words, which come again and again; when so many are kept, remembering begins anew. */
export function remembered<V>(most: number, find: (word: string) => V): (word: string) => V {
  const known = new Map<string, { value: V }>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before.value
    const value = find(word)
    if (known.size >= most) known.clear()
    known.set(word, { value })
    return value
  }
}
