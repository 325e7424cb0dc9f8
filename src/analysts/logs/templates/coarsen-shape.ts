import { VARIABLE } from './line-shape.ts'
import { createHashIndex, type HashIndex } from './shape-hash.ts'

/** The words that a sample of lines shares: what is not among them is a value once shapes become too many. */
export interface Vocabulary {
  has(word: Uint8Array): boolean
}

/** Words kept from the front at each level of coarseness; level 1 keeps all that the vocabulary has. */
const KEPT_WORDS = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 12, 6, 3, 1, 0]
export const COARSEST = KEPT_WORDS.length - 1
const SPACE = 32
const COMMON = 3

/**
 * Makes the shape `out[0, length)` coarser in place and returns its new length. Coarsening in steps gives the same as
 * at once: a shape that is already coarse by a lower level may be passed.
 */
export function coarsenShape(out: Uint8Array, length: number, level: number, vocabulary: Vocabulary): number {
  if (level < 1) return length
  const most = KEPT_WORDS[level] ?? 0
  let n = 0
  let words = 0
  for (let from = 0; from < length; ) {
    const space = out.indexOf(SPACE, from)
    const to = space < 0 || space > length ? length : space
    if (words++ >= most) break
    if (n > 0) out[n++] = SPACE
    if (to - from > 1 && !vocabulary.has(out.subarray(from, to))) out[n++] = VARIABLE
    else for (let i = from; i < to; i++) out[n++] = out[i] ?? 0
    from = to + 1
  }
  return n
}

/** The blank-separated parts that at least three of the shapes have. */
export function vocabularyOf(shapes: Iterable<Uint8Array>): Vocabulary {
  const index: HashIndex = createHashIndex()
  const counts: number[] = []
  for (const shape of shapes) {
    for (let from = 0; from < shape.length; ) {
      const space = shape.indexOf(SPACE, from)
      const to = space < 0 ? shape.length : space
      const word = shape.subarray(from, to)
      const id = index.find(word, word.length)
      if (id < 0) index.put(counts.push(1) - 1)
      else counts[id] = (counts[id] ?? 0) + 1
      from = to + 1
    }
  }
  return {
    has(word) {
      const id = index.find(word, word.length)
      return id >= 0 && (counts[id] ?? 0) >= COMMON
    },
  }
}
