import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml'

/** A part of a YAML document with its place. Aliases are not followed: they stand as `unknown`. */
export type YamlPart = { line: number; endLine: number } & (
  | { kind: 'map'; entries: readonly YamlEntry[] }
  | { kind: 'list'; items: readonly YamlPart[] }
  | { kind: 'scalar'; value: string | number | boolean | null }
  | { kind: 'unknown' }
)

export interface YamlEntry {
  key: string
  /** Where the key stands. */
  line: number
  value: YamlPart
}

/** Larger files are data, and deeper ones are no configuration. Characters, levels. */
const LARGEST = 1_000_000
const DEEPEST = 60

/** Every document of a file; none where it is too large or can not be read. Never throws. */
export function readYaml(text: string): YamlPart[] {
  if (text.length > LARGEST || nestsTooDeep(text)) return []
  const lines = new LineCounter()
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false })
    if (!Array.isArray(documents)) return []
    return documents.flatMap(({ contents }) => (contents === null ? [] : [partOf(contents as Node, lines, 0)]))
  } catch {
    return []
  }
}

/** Brackets, and indentation by single spaces, are how a text would go very deep. */
function nestsTooDeep(text: string): boolean {
  return /[[{]\s*(?:[[{]\s*){60}|\n {300}|(?:- ){60}/.test(text)
}

function partOf(node: Node | null, lines: LineCounter, depth: number): YamlPart {
  const [start = 0, end = start] = node?.range ?? []
  const place = { line: lines.linePos(start).line, endLine: lines.linePos(Math.max(start, end - 1)).line }
  if (node === null || isAlias(node) || depth > DEEPEST) return { ...place, kind: 'unknown' }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }): YamlEntry => {
      const name = partOf(key as Node | null, lines, depth + 1)
      return {
        key: name.kind === 'scalar' ? String(name.value) : '',
        line: name.line,
        value:
          value === null
            ? { line: name.line, endLine: name.line, kind: 'scalar', value: null }
            : partOf(value as Node, lines, depth + 1),
      }
    })
    return { ...place, kind: 'map', entries }
  }
  if (isSeq(node))
    return { ...place, kind: 'list', items: node.items.map((item) => partOf(item as Node | null, lines, depth + 1)) }
  return isScalar(node) ? { ...place, kind: 'scalar', value: scalarOf(node.value) } : { ...place, kind: 'unknown' }
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The entry of a map under a key; undefined where there is none, and of what is no map. */
export function entryAt(part: YamlPart | undefined, key: string): YamlEntry | undefined {
  return part?.kind === 'map' ? part.entries.find((entry) => entry.key === key) : undefined
}

/** What stands under these keys, one below the other. */
export function partAt(part: YamlPart | undefined, ...keys: readonly string[]): YamlPart | undefined {
  return keys.reduce((at, key) => entryAt(at, key)?.value, part)
}

/** The text of a scalar; numbers and booleans as they are written. Undefined of anything else. */
export function textOf(part: YamlPart | undefined): string | undefined {
  return part?.kind === 'scalar' && part.value !== null ? String(part.value) : undefined
}

export function itemsOf(part: YamlPart | undefined): readonly YamlPart[] {
  return part?.kind === 'list' ? part.items : []
}

export function entriesOf(part: YamlPart | undefined): readonly YamlEntry[] {
  return part?.kind === 'map' ? part.entries : []
}

/** The texts of a list, or of a single text. */
export function textsOf(part: YamlPart | undefined): string[] {
  const one = textOf(part)
  return one !== undefined ? [one] : itemsOf(part).flatMap((item) => textOf(item) ?? [])
}
