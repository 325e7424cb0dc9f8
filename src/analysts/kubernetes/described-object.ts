import type { DocumentLine } from './document-lines.ts'

export type DescribedKind =
  | 'pod'
  | 'workload'
  | 'replicaset'
  | 'service'
  | 'node'
  | 'claim'
  | 'volume'
  | 'namespace'
  | 'quota'
  | 'other'

/** One object as `kubectl describe` prints it. */
export interface DescribedObject {
  kind: DescribedKind
  name: string
  namespace: string | undefined
  lines: readonly DocumentLine[]
}

export interface Field {
  value: string
  line: DocumentLine
}

/** What tells the kinds apart: keys that only this kind prints. First match wins. */
const KINDS: readonly [DescribedKind, RegExp][] = [
  ['node', /^Allocatable:|^System Info:/],
  ['service', /^TargetPort:|^Session Affinity:|^Endpoints:/],
  ['replicaset', /^Controlled By:\s+Deployment\//],
  ['workload', /^StrategyType:|^Pod Template:|^Update Strategy:|^NewReplicaSet:/],
  ['volume', /^Reclaim Policy:/],
  ['claim', /^Used By:|^VolumeMode:/],
  ['pod', /^Containers:|^QoS Class:|^Init Containers:|^Node-Selectors:/],
  ['quota', /^Resource\s+Used\s+Hard/],
  ['namespace', /^Resource Quotas|^No resource quota|^No Resource Quotas/i],
]

/** Takes describe output apart: an object begins at each `Name:` in the first column. Other text gives nothing. */
export function describedObjects(lines: readonly DocumentLine[]): DescribedObject[] {
  const starts = lines.flatMap((line, index) => (/^Name:\s+\S/.test(line.text) ? [index] : []))
  return starts.map((start, index) => {
    const own = lines.slice(start, starts[index + 1] ?? lines.length)
    return { kind: kindOf(own), name: fieldOf(own, 'Name')?.value ?? '', namespace: fieldOf(own, 'Namespace')?.value, lines: own }
  })
}

function kindOf(lines: readonly DocumentLine[]): DescribedKind {
  return KINDS.find(([, sign]) => lines.some(({ text }) => sign.test(text)))?.[0] ?? 'other'
}

/** A key in the first column of the block, or at any depth with `anywhere`. */
export function fieldOf(lines: readonly DocumentLine[], key: string, anywhere = false): Field | undefined {
  for (const line of lines) {
    const text = anywhere ? line.text.trimStart() : line.text
    if (text.startsWith(`${key}:`)) return { value: text.slice(key.length + 1).trim(), line }
  }
  return undefined
}

/** The lines below a key that are indented further than it, without the key itself. */
export function blockOf(lines: readonly DocumentLine[], key: string): DocumentLine[] {
  const start = lines.findIndex(({ text }) => text.trimStart().startsWith(`${key}:`))
  const head = lines[start]
  if (!head) return []
  const end = lines.findIndex(({ indent, text }, index) => index > start && text.trim() !== '' && indent <= head.indent)
  return lines.slice(start + 1, end < 0 ? lines.length : end)
}

/** All values of a key that may hold several, one a line (labels, selectors), `none` left out. */
export function valuesOf(lines: readonly DocumentLine[], key: string): Field[] {
  const field = fieldOf(lines, key, true)
  if (!field) return []
  const start = lines.indexOf(field.line)
  const values: Field[] = [field]
  for (const line of lines.slice(start + 1)) {
    if (line.indent <= field.line.indent + key.length || /^\s*[A-Z][\w -]*:\s/.test(line.text)) break
    values.push({ value: line.text.trim(), line })
  }
  return values.filter(({ value }) => value !== '' && !/^<none>|^none$/i.test(value))
}

export interface ObjectEvent {
  type: string
  reason: string
  message: string
  line: DocumentLine
}

const EVENT = /^\s*(Normal|Warning)\s+(\S+)\s+(.*?)\s{2,}(\S+)\s{2,}(\S.*)$/

/** The events at the end of a description. */
export function eventsOf(object: DescribedObject): ObjectEvent[] {
  return object.lines.flatMap((line) => {
    const match = EVENT.exec(line.text)
    return match ? [{ type: match[1] ?? '', reason: match[2] ?? '', message: match[5] ?? '', line }] : []
  })
}
