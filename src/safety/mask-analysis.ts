import type { Analysis } from '../core/analysis.ts'
import { isSecretOption } from './mask-keyed-values.ts'
import { createMasker, type Masker } from './masker.ts'

/** Fields that hold a word of ours or a time, never text from the evidence. */
// biome-ignore format: a list of words
const OWN_WORDS: ReadonlySet<string> = new Set([
  'verdict', 'severity', 'severityRule', 'origin', 'kind', 'effect', 'risk', 'status', 'role', 'cause', 'agent',
  'code', 'at', 'from', 'to', 'generatedAt', 'part', 'supportedBy', 'contradictedBy', 'agents',
])

/**
 * The analysis as it may be shown and sent: every text in it without credentials and personal data. Equal values get the
 * same placeholder everywhere, so that a person can still see that two lines speak of the same one. A credential that was
 * announced in one place (`token=…`) is also masked where it stands bare in another. Mask after citations were checked:
 * a masked quote no longer stands literally in its source. Components keep their names, unless a credential stands in one.
 */
export function maskAnalysis(analysis: Analysis): Analysis {
  return maskWith(createMasker(componentNames(analysis)), analysis)
}

/** Any structure with every text in it masked, for what is shown of a journal. */
export function maskStructure<T>(value: T): T {
  return maskWith(createMasker(), value)
}

/** With a masker that is kept, so that its placeholders can be put back. Twice: what is announced in one place may stand bare in another that comes before it. */
export function maskWith<T>(masker: Masker, value: T): T {
  const masked = mapStrings(value, (text) => masker.mask(text), masker)
  return mapStrings(masked, (text) => masker.maskKnown(text), masker)
}

/** What is spoken of. */
export function componentNames({ hypotheses, specialists, callGraph, plots }: Analysis): string[] {
  const findings = specialists.flatMap((report) => report.findings)
  const named = [...hypotheses, ...findings, ...plots].map(({ component }) => component)
  return [...new Set([...named, ...callGraph.nodes.map(({ name }) => name)])]
}

/** Any structure with `change` done to every text in it but words of ours. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return mapStrings(value, change, createMasker())
}

/** A copy of the same shape; only strings change. */
function mapStrings<T>(value: T, change: (text: string) => string, masker: Masker): T {
  return mapValue(value, change, masker) as T
}

function mapValue(value: unknown, change: (text: string) => string, masker: Masker): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapValue(item, change, masker))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapField(key, item, change, masker)]))
}

function mapField(key: string, value: unknown, change: (text: string) => string, masker: Masker): unknown {
  if (OWN_WORDS.has(key)) return value
  return key === 'command' && Array.isArray(value) ? mapCommand(value, change, masker) : mapValue(value, change, masker)
}

/** In a command the option and its value are two words. */
function mapCommand(words: readonly unknown[], change: (text: string) => string, masker: Masker): unknown[] {
  return words.map((word, index) => {
    const before = words[index - 1]
    const announced = typeof word === 'string' && typeof before === 'string' && isSecretOption(before)
    return announced ? masker.maskWhole(word, 'password') : mapValue(word, change, masker)
  })
}
