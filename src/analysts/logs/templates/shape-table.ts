import { COARSEST, coarsenShape, type Vocabulary } from './coarsen-shape.ts'
import { contentStart } from './content-start.ts'
import type { HeaderModel } from './header-model.ts'
import { writeShape } from './line-shape.ts'
import { createHashIndex } from './shape-hash.ts'

/** Of a longer line only so many bytes are looked at. */
export const LONGEST_LINE = 64 * 1024
/** With more shapes than this they are made coarser, so that memory and the final joining stay bounded. */
export const MOST_SHAPES = 20_000

export interface ShapeRecord {
  /** The shape's bytes as Latin-1 text. */
  shape: string
  count: number
  /** Where its first and last lines are: whatever `at` was given to `add`. */
  first: number
  last: number
}

/** Counts the shapes of lines. */
export interface ShapeTable {
  /** Takes the line `bytes[start, end)` that stands at `at`; returns its shape's id for `resolve`. */
  add(bytes: Uint8Array, start: number, end: number, at: number): number
  /** The index in `records` that an id from `add` has in the end. */
  resolve(id: number): number
  records(): ShapeRecord[]
  level(): number
}

/** A table with at most `most` shapes; what it answers depends on the set of lines, not on their order. */
export function createShapeTable(
  model: HeaderModel,
  vocabulary: () => Vocabulary,
  most = MOST_SHAPES,
  startLevel = 0,
): ShapeTable {
  const out = new Uint8Array(LONGEST_LINE + 8)
  let level = startLevel
  let index = createHashIndex()
  let records: ShapeRecord[] = []
  /** From ids as given out to places in `records`. */
  let places: number[] = []
  let idOfPlace: number[] = []

  function put(length: number): number {
    const found = index.find(out, length)
    if (found >= 0) return found
    const place = records.push({ shape: latin1(out, length), count: 0, first: Number.POSITIVE_INFINITY, last: -1 }) - 1
    index.put(place)
    return place
  }

  function coarsen(): void {
    level++
    const finer = records
    index = createHashIndex()
    records = []
    const moved = finer.map((record) => {
      const place = put(coarsenShape(out, bytesOf(record.shape, out), level, vocabulary()))
      addRecord(records[place], record)
      return place
    })
    places = places.map((place) => moved[place] ?? 0)
    idOfPlace = []
  }

  return {
    add(bytes, start, end, at) {
      const stop = end - start > LONGEST_LINE ? start + LONGEST_LINE : end
      let length = writeShape(bytes, contentStart(bytes, start, stop, model), stop, out)
      if (level > 0) length = coarsenShape(out, length, level, vocabulary())
      const place = put(length)
      const record = records[place]
      if (record) {
        record.count++
        if (at < record.first) record.first = at
        if (at > record.last) record.last = at
      }
      let id = idOfPlace[place]
      if (id === undefined) {
        id = places.push(place) - 1
        idOfPlace[place] = id
      }
      while (records.length > most && level < COARSEST) coarsen()
      return id
    },
    resolve: (id) => places[id] ?? 0,
    records: () => records,
    level: () => level,
  }
}

/** Joins the records of tables over parts of a file; the same for any division. */
export function joinRecords(
  parts: readonly (readonly ShapeRecord[])[],
  startLevel: number,
  vocabulary: () => Vocabulary,
  most = MOST_SHAPES,
): { records: ShapeRecord[]; places: number[][] } {
  const scratch = new Uint8Array(LONGEST_LINE + 8)
  for (let level = startLevel; ; level++) {
    const records: ShapeRecord[] = []
    const known = new Map<string, number>()
    const places = parts.map((part) =>
      part.map((record) => {
        const shape =
          level === 0
            ? record.shape
            : latin1(scratch, coarsenShape(scratch, bytesOf(record.shape, scratch), level, vocabulary()))
        const place =
          known.get(shape) ?? records.push({ shape, count: 0, first: Number.POSITIVE_INFINITY, last: -1 }) - 1
        known.set(shape, place)
        addRecord(records[place], record)
        return place
      }),
    )
    if (records.length <= most || level >= COARSEST) return { records, places }
  }
}

function addRecord(into: ShapeRecord | undefined, from: ShapeRecord): void {
  if (!into) return
  into.count += from.count
  into.first = Math.min(into.first, from.first)
  into.last = Math.max(into.last, from.last)
}

/** Bytes as text of one character a byte. */
export function latin1(bytes: Uint8Array, length: number): string {
  let text = ''
  for (let i = 0; i < length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, Math.min(length, i + 4096)))
  return text
}

/** The reverse of `latin1`, into `out`; returns the length. */
export function bytesOf(text: string, out: Uint8Array): number {
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i)
  return text.length
}
