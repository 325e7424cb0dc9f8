import type { Analysis } from '../core/analysis.ts'
import { isSecretOption } from './mask-keyed-values.ts'
import { looksRandom } from './mask-rule.ts'
import { createMasker, type Masker } from './masker.ts'

/** Fields that hold a word of ours or a time wherever they are ours. */
// biome-ignore format: a list of words
const OWN_WORDS: ReadonlySet<string> = new Set([
  'verdict', 'severity', 'severityRule', 'origin', 'kind', 'effect', 'risk', 'status', 'role', 'cause', 'agent',
  'code', 'at', 'from', 'to', 'generatedAt', 'part', 'supportedBy', 'contradictedBy', 'agents',
])

/** Fields whose own fields have the names that others gave them. */
// biome-ignore format: a list of words
const OF_OTHERS: ReadonlySet<string> = new Set([
  'labels', 'annotations', 'attributes', 'tags', 'headers', 'env', 'environment', 'groupLabels', 'commonLabels',
  'commonAnnotations', 'resource', 'fields', 'selector',
])

const SLUG = /^[a-z][a-z0-9-]{0,40}$/
const SEVERITY = /^P[1-4]$/
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})$/

/** By its form: text from the evidence may have come into a field that is called like one of ours. */
function isOwnWord(text: string): boolean {
  return SEVERITY.test(text) || TIME.test(text) || (SLUG.test(text) && !looksRandom(text))
}

/** What is done to a text that stands in a field of that name. */
type Change = (text: string, key: string | undefined) => string

/** Where in a structure a value stands. */
interface Place {
  /** The field that it is the value of, also in a list. */
  key?: string | undefined
  isOfOthers: boolean
}

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
  const masked = mapStrings(value, (text, key) => masker.maskField(key, text), masker)
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
function mapStrings<T>(value: T, change: Change, masker: Masker): T {
  return mapValue(value, { isOfOthers: false }, change, masker) as T
}

function mapValue(value: unknown, place: Place, change: Change, masker: Masker): unknown {
  if (typeof value === 'string') return isOwn(value, place) ? value : change(value, place.key)
  if (Array.isArray(value))
    return place.key === 'command'
      ? mapCommand(value, place, change, masker)
      : value.map((item) => mapValue(item, place, change, masker))
  if (typeof value !== 'object' || value === null) return value
  const isOfOthers = place.isOfOthers || (place.key !== undefined && OF_OTHERS.has(place.key))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapValue(item, { key, isOfOthers }, change, masker)]),
  )
}

function isOwn(text: string, { key, isOfOthers }: Place): boolean {
  return !isOfOthers && key !== undefined && OWN_WORDS.has(key) && isOwnWord(text)
}

/** In a command the option and its value are two words. */
function mapCommand(words: readonly unknown[], place: Place, change: Change, masker: Masker): unknown[] {
  return words.map((word, index) => {
    const before = words[index - 1]
    const announced = typeof word === 'string' && typeof before === 'string' && isSecretOption(before)
    return announced ? masker.maskWhole(word, 'password') : mapValue(word, place, change, masker)
  })
}
