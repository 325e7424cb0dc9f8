import { type Document, isMap, isNode, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import type { Problem } from '../../../core/analysis.ts'
import type { Citation, TextDocument } from '../../../core/evidence.ts'

/** An object as YAML or JSON declares it. */
export interface Manifest {
  kind: string
  name: string
  namespace: string | undefined
  body: Record<string, unknown>
  /** Cites the first line of the manifest that holds all of the texts; its first line where none does. */
  cite(...texts: (string | undefined)[]): Citation
}

const LOOKS_DECLARED = /^\s*(?:-\s*|\{\s*)?"?(?:apiVersion|kind)"?\s*:/m
/** Beyond this an alias is a bomb. */
const MOST_ALIASES = 50

export function isManifestText(text: string): boolean {
  return LOOKS_DECLARED.test(text) && /"?kind"?\s*:/.test(text) && /"?metadata"?\s*:/.test(text)
}

/** Reads all documents of a YAML or JSON text, lists opened. What cannot be read is a problem; the rest stands. */
export function readManifests({ source, text }: TextDocument): { manifests: Manifest[]; problems: Problem[] } {
  const counter = new LineCounter()
  const problems: Problem[] = []
  const lines = text.split('\n')
  const documents = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false })
  const manifests = (Array.isArray(documents) ? documents : []).flatMap((document) => {
    if (document.errors[0])
      problems.push({
        code: 'not-yaml',
        source,
        message: `${source}: a document is not readable YAML: ${document.errors[0].message.split('\n')[0]}`,
        hint: 'It may be cut; the other documents were read.',
      })
    return objectsOf(document, source, problems).map(({ body, range }) => {
      const from = counter.linePos(range[0]).line
      const to = counter.linePos(range[1]).line
      return toManifest(body, source, lines.slice(from - 1, to), from)
    })
  })
  return { manifests: manifests.filter(({ kind, name }) => kind !== '' && name !== ''), problems }
}

interface ParsedObject {
  body: Record<string, unknown>
  /** Where its text begins and ends. */
  range: readonly [from: number, to: number]
}

function objectsOf(document: Document.Parsed, source: string, problems: Problem[]): ParsedObject[] {
  if (!isMap(document.contents)) return []
  const whole = [document.range[0], document.range[2]] as const
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES })
    const items = digList(value, 'items')
    const nodes = document.contents.get('items', true)
    // An object of a list is cited from its own lines: others may say the same.
    return (items.length > 0 ? items : [value]).flatMap((body, place) => {
      const range = items.length > 0 && isSeq(nodes) ? rangeOf(nodes.items[place]) : undefined
      return isRecord(body) ? [{ body, range: range ?? whole }] : []
    })
  } catch {
    problems.push({
      code: 'yaml-bomb',
      source,
      message: `${source}: a document expands its aliases too often and is not read.`,
      hint: 'Export the object itself with kubectl get -o yaml.',
    })
    return []
  }
}

function rangeOf(node: unknown): readonly [from: number, to: number] | undefined {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toManifest(body: Record<string, unknown>, source: string, lines: readonly string[], from: number): Manifest {
  const namespace = dig(body, 'metadata', 'namespace')
  const name = String(dig(body, 'metadata', 'name') ?? '')
  const own = Math.max(
    0,
    lines.findIndex((line) => line.includes(name)),
  )
  return {
    kind: String(body.kind ?? ''),
    name,
    namespace: namespace === undefined ? undefined : String(namespace).trim(),
    body,
    cite(...texts) {
      const wanted = texts.filter((text) => text !== undefined && text !== '')
      // In a list each object stands behind its name, with what matters below it.
      const holds = (line: string) => wanted.every((text) => line.includes(text ?? ''))
      const below = lines.findIndex((line, index) => index >= own && holds(line))
      const index = below >= 0 ? below : lines.findIndex(holds)
      const found = index >= 0 ? index : own
      return { source, line: from + found, quote: (lines[found] ?? '').trim().slice(0, 300) }
    },
  }
}

/** Follows keys into nested objects; undefined where one is missing. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value,
  )
}

/** The same for a list; empty where there is none. */
export function digList(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = dig(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The same for text; undefined where there is none. Numbers and booleans count as text. */
export function digText(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = dig(value, ...path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? String(found)
    : undefined
}

/** The same for a map of texts. */
export function digTexts(value: unknown, ...path: (string | number)[]): Record<string, string> {
  const found = dig(value, ...path)
  if (!isRecord(found)) return {}
  return Object.fromEntries(
    Object.keys(found).flatMap((key) => {
      const text = digText(found, key)
      return text === undefined ? [] : [[key, text]]
    }),
  )
}
