/** Remembers the last ids, so that what comes twice is known. */
export function recentIds(most = 20_000): { isNew(id: string): boolean; forget(id: string): void } {
  const known = new Set<string>()
  return {
    isNew(id) {
      if (known.has(id)) return false
      known.add(id)
      if (known.size > most) for (const oldest of known) if (known.delete(oldest)) break
      return true
    },
    forget: (id) => void known.delete(id),
  }
}
