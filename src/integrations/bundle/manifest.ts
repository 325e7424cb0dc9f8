import { parseDocument } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../../core/analysis.ts'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../core/evidence.ts'
import { messageOf } from '../../core/fault.ts'
import type { IncidentContext } from '../../core/incident.ts'
import { parseTimeField } from '../../formats/timestamp.ts'

export interface Manifest {
  incident: IncidentContext
  /** Paths and globs that override the folders of a part. */
  sources: Partial<Record<EvidenceKind, string[]>>
  problems: Problem[]
}

const time = z.unknown().transform((value, context) => {
  const parsed = parseTimeField(value instanceof Date ? value.toISOString() : value)
  if (parsed) return parsed.at
  context.addIssue({ code: 'custom', message: `"${String(value)}" is not a time` })
  return z.NEVER
})
const words = z.array(z.coerce.string())
const paths = z.union([z.string().transform((path) => [path]), z.array(z.string())])

/** One schema a key, so that a broken key costs only itself. */
const KEYS = {
  id: z.coerce.string(),
  title: z.coerce.string(),
  description: z.coerce.string(),
  startedAt: time,
  endedAt: time,
  baseline: z.object({ from: time, to: time }),
  services: words,
  namespace: z.coerce.string(),
  symptom: z.coerce.string(),
  candidates: words,
  sources: z.partialRecord(z.enum(EVIDENCE_KINDS), paths),
} as const
type Key = keyof typeof KEYS
type Values = { [K in Key]?: z.infer<(typeof KEYS)[K]> }

const HINTS: Partial<Record<Key, string>> = {
  startedAt: 'Write times as ISO 8601, for example 2026-01-05T10:00:00Z.',
  endedAt: 'Write times as ISO 8601, for example 2026-01-05T10:00:00Z.',
  baseline: 'Write baseline as {from, to} in ISO 8601.',
}

/** Reads incident.yaml. A key that is broken is named in `problems` and left out; a file that is no YAML gives the defaults. */
export function parseManifest(text: string, source: string, fallbackId: string): Manifest {
  const problems: Problem[] = []
  const values: Values = {}
  for (const [key, value] of Object.entries(readYaml(text, source, problems))) {
    if (!(key in KEYS) || value === null) continue
    const result = KEYS[key as Key].safeParse(value)
    if (result.success) Object.assign(values, { [key]: result.data })
    else problems.push(badKey(source, key as Key, result.error))
  }
  const { sources = {}, id = fallbackId, title = id, services = [], candidates = [], ...rest } = values
  dropImpossible(rest, source, problems)
  return { incident: { id, title, services, candidates, ...rest }, sources, problems }
}

function readYaml(text: string, source: string, problems: Problem[]): Record<string, unknown> {
  try {
    const document = parseDocument(text, { logLevel: 'silent' })
    const [fault] = document.errors
    if (fault) problems.push(notYaml(source, fault.message))
    const value: unknown = document.toJS({ maxAliasCount: 50 })
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
    if (value !== null && !fault) problems.push(notYaml(source, 'it holds no keys'))
  } catch (thrown) {
    problems.push(notYaml(source, messageOf(thrown)))
  }
  return {}
}

function notYaml(source: string, why: string): Problem {
  return {
    code: 'not-yaml',
    source,
    message: `${source} is not readable YAML: ${why.split('\n')[0]}`,
    hint: 'Mend the file; what could be read of it is used.',
  }
}

function badKey(source: string, key: Key, error: z.ZodError): Problem {
  const issue = error.issues[0]
  const where = [key, ...(issue?.path ?? [])].map(String).join('.')
  return {
    code: 'bad-key',
    source,
    message: `${source}: ${where}: ${issue?.message ?? 'not usable'}.`,
    hint: HINTS[key] ?? 'Mend the key; until then it is left out.',
  }
}

function dropImpossible(values: Values, source: string, problems: Problem[]): void {
  const { startedAt, endedAt, baseline } = values
  if (startedAt !== undefined && endedAt !== undefined && endedAt < startedAt) {
    problems.push({
      code: 'bad-key',
      source,
      message: `${source}: endedAt lies before startedAt; endedAt is left out.`,
      hint: 'Check the two times and their zones.',
    })
    delete values.endedAt
  }
  if (baseline && baseline.to <= baseline.from) {
    problems.push({
      code: 'bad-key',
      source,
      message: `${source}: baseline ends before it begins; it is left out.`,
      hint: 'Check the two times and their zones.',
    })
    delete values.baseline
  }
}
