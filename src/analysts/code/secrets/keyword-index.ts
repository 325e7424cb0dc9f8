/** Something to do where a word stands. `exact`: case counts. */
export interface Keyword<T> {
  word: string
  exact: boolean
  value: T
}

/** Words by their first two or three characters, each folded to five bits: `A`, `a` and `!` are one. */
export interface KeywordIndex<T> {
  byThree: readonly (readonly Keyword<T>[] | undefined)[]
  byTwo: readonly (readonly Keyword<T>[] | undefined)[]
}

const FOLD = 31
const THREE = 0x7fff
const TWO = 0x3ff

/** Words of fewer than two characters are left out. */
export function indexKeywords<T>(keywords: readonly Keyword<T>[]): KeywordIndex<T> {
  const byThree: Keyword<T>[][] = []
  const byTwo: Keyword<T>[][] = []
  for (const keyword of keywords) {
    const length = Math.min(keyword.word.length, 3)
    if (length < 2) continue
    const slots = length === 3 ? byThree : byTwo
    let hash = 0
    for (let at = 0; at < length; at++) hash = (hash << 5) | (keyword.word.charCodeAt(at) & FOLD)
    const slot = slots[hash] ?? []
    slots[hash] = slot
    slot.push(keyword)
  }
  return { byThree: Array.from({ length: THREE + 1 }, (_, hash) => byThree[hash]), byTwo: Array.from(byTwo) }
}

/** Calls `visit` for each word that stands in the text, ascending by the last character of its beginning; reads the text once. */
export function visitKeywords<T>(text: string, index: KeywordIndex<T>, visit: (value: T, at: number) => void): void {
  let hash = 0
  for (let end = 0; end < text.length; end++) {
    hash = ((hash << 5) | (text.charCodeAt(end) & FOLD)) & THREE
    const three = index.byThree[hash]
    if (three !== undefined) visitSlot(text, three, end - 2, visit)
    const two = index.byTwo[hash & TWO]
    if (two !== undefined) visitSlot(text, two, end - 1, visit)
  }
}

function visitSlot<T>(
  text: string,
  slot: readonly Keyword<T>[],
  at: number,
  visit: (value: T, at: number) => void,
): void {
  if (at < 0) return
  for (const { word, exact, value } of slot) {
    const stands = exact ? text.startsWith(word, at) : startsWithFolded(text, word, at)
    if (stands) visit(value, at)
  }
}

/** `word` is in lower case; letters of ASCII only. */
function startsWithFolded(text: string, word: string, at: number): boolean {
  for (let offset = 0; offset < word.length; offset++) {
    const code = text.charCodeAt(at + offset)
    const folded = code >= 65 && code <= 90 ? code + 32 : code
    if (folded !== word.charCodeAt(offset)) return false
  }
  return true
}
