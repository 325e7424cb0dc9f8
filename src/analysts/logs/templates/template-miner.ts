import { detachedText } from '../detached.ts'
import { type Vocabulary, vocabularyOf } from './coarsen-shape.ts'
import { type HeaderModel, NO_HEADER } from './header-model.ts'
import { mergeShapes } from './merge-shapes.ts'
import { patternText } from './pattern-text.ts'
import { bytesOf, createShapeTable, LONGEST_LINE, type ShapeRecord } from './shape-table.ts'

export interface Template {
  id: number
  /** The message with `<*>` for its variable parts. */
  pattern: string
  count: number
  /** The first message of this template. */
  example: string
}

export interface TemplateMiner {
  /** Takes a message; returns an id that `templateOf` maps to a template, now or later. */
  add(message: string): number
  /** The templates of the messages so far, in the order of their first message. */
  templates(): Template[]
  /** The template's id (as of now) for an id that `add` returned. */
  templateOf(id: number): number
}

export interface TemplateMinerOptions {
  /** What stands in front of the messages; none for messages that were parsed already. */
  header?: HeaderModel
}

const EXAMPLE_LENGTH = 400

/**
 * Mines the templates of messages, one message at a time. Messages are first grouped by their shape (words stay, what is
 * spelled like a value becomes a variable) and shapes are joined where only one varying word parts them, in the spirit of
 * Drain (He et al., ICWS 2017) and Brain (Yu et al., TSC 2023). Memory is bounded by the number of shapes, not messages.
 */
export function createTemplateMiner(options: TemplateMinerOptions = {}): TemplateMiner {
  const scratch = new Uint8Array(LONGEST_LINE)
  const encoder = new TextEncoder()
  const examples: string[] = []
  const table = createShapeTable(options.header ?? NO_HEADER, () => ownVocabulary(table.records()))
  let joined: number[] | undefined

  function targets(): number[] {
    const records = table.records()
    joined ??= mergeShapes(
      records.map((record) => record.shape),
      records.map((record) => record.count),
    )
    return joined
  }

  let at = 0
  return {
    add(message) {
      joined = undefined
      const { written } = encoder.encodeInto(message, scratch)
      const id = table.add(scratch, 0, written, at++)
      examples[id] ??= detachedText(message.slice(0, EXAMPLE_LENGTH))
      return id
    },
    templateOf: (id) => targets()[table.resolve(id)] ?? 0,
    templates() {
      const exampleOf = new Map<number, string>()
      examples.forEach((example, id) => {
        const target = targets()[table.resolve(id)] ?? 0
        if (!exampleOf.has(target)) exampleOf.set(target, example)
      })
      return templatesOf(table.records(), targets(), exampleOf)
    },
  }
}

function templatesOf(
  records: readonly ShapeRecord[],
  target: readonly number[],
  exampleOf: ReadonlyMap<number, string>,
): Template[] {
  const members = new Map<number, ShapeRecord[]>()
  records.forEach((record, index) => {
    const id = target[index] ?? index
    const list = members.get(id)
    if (list) list.push(record)
    else members.set(id, [record])
  })
  return [...members].map(([id, list]) => ({
    id,
    pattern: patternText(list.map((record) => record.shape)),
    count: list.reduce((sum, record) => sum + record.count, 0),
    example: exampleOf.get(id) ?? '',
  }))
}

/** When shapes become too many, the words that several of them share are what their language consists of. */
function ownVocabulary(records: readonly ShapeRecord[]): Vocabulary {
  return vocabularyOf(
    records.map((record) => {
      const bytes = new Uint8Array(record.shape.length)
      bytesOf(record.shape, bytes)
      return bytes
    }),
  )
}
