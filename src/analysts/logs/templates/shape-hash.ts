/** A map from byte strings to small whole numbers by two 32-bit hashes (FNV-1a and a multiplicative one), without allocations. */
export interface HashIndex {
  /** The id stored for the bytes `key[0, length)`, or -1 and a free place for `put`. */
  find(key: Uint8Array, length: number): number
  /** Stores `id` for the key that `find` missed last. */
  put(id: number): void
}

export function createHashIndex(initial = 1 << 12): HashIndex {
  let size = initial
  let used = 0
  let slots = new Int32Array(size * 3)
  let a = 0
  let b = 0

  function place(): number {
    let slot = a & (size - 1)
    while (slots[slot * 3 + 2] !== 0 && !(slots[slot * 3] === a && slots[slot * 3 + 1] === b))
      slot = (slot + 1) & (size - 1)
    return slot * 3
  }

  function grow(): void {
    const old = slots
    size *= 2
    slots = new Int32Array(size * 3)
    for (let i = 0; i < old.length; i += 3) {
      if (old[i + 2] === 0) continue
      a = old[i] ?? 0
      b = old[i + 1] ?? 0
      slots.set(old.subarray(i, i + 3), place())
    }
  }

  return {
    find(key, length) {
      let x = 0x811c9dc5 | 0
      let y = length | 0
      for (let i = 0; i < length; i++) {
        const code = key[i] ?? 0
        x = Math.imul(x ^ code, 0x01000193)
        y = (Math.imul(y, 0x5bd1e995) + code) | 0
      }
      a = x ^ (x >>> 15)
      b = y
      return (slots[place() + 2] ?? 0) - 1
    },
    put(id) {
      const keyA = a
      const keyB = b
      if (++used * 2 > size) grow()
      a = keyA
      b = keyB
      slots.set([a, b, id + 1], place())
    },
  }
}
