import { type Document, isMap, LineCounter, parseAllDocuments } from 'yaml'
import type { Problem } from '../../core/analysis.ts'
import type { Citation, TextDocument } from '../../core/evidence.ts'

/** An object as YAML or JSON declares it. */
export interface Manifest {
  kind: string
  name: string
  namespace: string | undefined
  body: Record<string, unknown>
  /** Cites the line of a text that stands in this manifest; its first line where the text is not found. */
  cite(text: string): Citation
}

const LOOKS_DECLARED = /^\s*(?:\{\s*)?"?apiVersion"?\s*:/m
const MOST_ALIASES = 50

export function isManifestText(text: string): boolean {
  return LOOKS_DECLARED.test(text.slice(0, 4000)) && /"?kind"?\s*:/.test(text)
}

/** Reads all documents of a YAML or JSON text, lists opened. What cannot be read is a problem; the rest stands. */
export function readManifests({ source, text }: TextDocument): { manifests: Manifest[]; problems: Problem[] } {
  const counter = new LineCounter()
  const problems: Problem[] = []
  const manifests: Manifest[] = []
  const lines = text.split('\n')
  for (const document of parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent', uniqueKeys: false }) as Document.Parsed[]) {
    const fault = document.errors[0]
    if (fault) problems.push({ code: 'not-yaml', source, message: `${source}: a document is not readable YAML: ${fault.message.split('\n')[0]}`, hint: 'It may be cut; the other documents were read.' })
    const from = counter.linePos(document.range[0]).line
    const to = counter.linePos(document.range[2]).line
    manifests.push(...objectsOf(document, source, problems).map((body) => toManifest(body, source, lines, from, to)))
  }
  return { manifests: manifests.filter(({ kind, name }) => kind !== '' && name !== ''), problems }
}

function objectsOf(document: Document.Parsed, source: string, problems: Problem[]): Record<string, unknown>[] {
  if (!isMap(document.contents)) return []
  try {
    const value = document.toJS({ maxAliasCount: MOST_ALIASES }) as Record<string, unknown>
    return Array.isArray(value.items) ? value.items.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null) : [value]
  } catch {
    problems.push({ code: 'yaml-bomb', source, message: `${source}: a document expands its aliases too often and is not read.`, hint: 'Export the object itself with kubectl get -o yaml.' })
    return []
  }
}

function toManifest(body: Record<string, unknown>, source: string, lines: readonly string[], from: number, to: number): Manifest {
  const metadata = (body.metadata ?? {}) as { name?: unknown; namespace?: unknown }
  return {
    kind: String(body.kind ?? ''),
    name: String(metadata.name ?? ''),
    namespace: metadata.namespace === undefined ? undefined : String(metadata.namespace).trim(),
    body,
    cite(text) {
      for (let line = from; line <= to; line++) {
        const content = lines[line - 1] ?? ''
        if (content.includes(text)) return { source, line, quote: content.trim().slice(0, 300) }
      }
      return { source, line: from, quote: (lines[from - 1] ?? '').trim() }
    },
  }
}

/** Follows keys into nested objects; undefined where one is missing. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined), value)
}

/** The same for a list; empty where there is none. */
export function digList(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = dig(value, ...path)
  return Array.isArray(found) ? found : []
}
