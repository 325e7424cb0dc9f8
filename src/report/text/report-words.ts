import type { Action, Analysis, Impact, TimelineEntry } from '../../core/analysis.ts'
import type { Severity, SpecialistReport } from '../../core/finding.ts'
import type { SimilarIncident } from '../../core/memory.ts'

/** The words in which every medium speaks of the same things. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  P1: 'critical',
  P2: 'high',
  P3: 'medium',
  P4: 'low',
}

export const VERDICT_WORDS: Readonly<Record<Analysis['verdict'], string>> = {
  'root-cause': 'Root cause found',
  inconclusive: 'Inconclusive',
  healthy: 'Healthy',
}

const ACTION_WORDS: Readonly<Record<Action['kind'], string>> = {
  check: 'check',
  mitigate: 'mitigate',
  fix: 'fix for good',
  escalate: 'escalate',
}

const EFFECT_WORDS: Readonly<Record<Action['effect'], string>> = {
  read: 'only reads',
  write: 'CHANGES the system',
  destroy: 'DESTROYS data',
}

export const TIMELINE_WORDS: Readonly<Record<TimelineEntry['kind'], string>> = {
  change: 'change',
  'first-symptom': 'FIRST SYMPTOM',
  symptom: 'symptom',
  alert: 'alert',
  incident: 'incident',
  propagation: 'spreads',
  recovery: 'recovery',
}

export const STATUS_WORDS: Readonly<Record<SpecialistReport['status'], string>> = {
  completed: 'done',
  partial: 'partly done',
  'timed-out': 'ran out of time',
  failed: 'failed',
  'no-evidence': 'nothing to read',
}

const CERTAINTY: readonly (readonly [number, string])[] = [
  [0.9, 'very likely'],
  [0.7, 'likely'],
  [0.4, 'possible'],
  [0, 'a guess'],
]

/** How sure, in words: `very likely` from 0.9, `likely` from 0.7, `possible` from 0.4, below `a guess`. */
export function certainty(confidence: number): string {
  return CERTAINTY.find(([from]) => confidence >= from)?.[1] ?? 'a guess'
}

/** `91%`. Never rounded up to certainty or down to nothing. */
export function percent(share: number): string {
  if (share > 0.99 && share < 1) return 'over 99%'
  if (share > 0 && share < 0.01) return 'under 1%'
  return `${Math.round(share * 100)}%`
}

/** At most four significant digits below 1000, whole numbers above, groups of three with commas. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value !== 0 && (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-4)) return value.toExponential(2)
  return value.toLocaleString(
    'en-US',
    Math.abs(value) < 1000 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 0 },
  )
}

/** `2.5 h`, `25 min`, `40 s`. */
export function formatMinutes(minutes: number): string {
  if (minutes >= 2880) return `${formatNumber(minutes / 1440)} days`
  if (minutes >= 120) return `${formatNumber(minutes / 60)} h`
  return minutes < 1 ? `${Math.round(minutes * 60)} s` : `${formatNumber(minutes)} min`
}

/** `18.2 MB`, powers of 1000. */
export function formatBytes(bytes: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
  ]
  const [divisor, unit] = steps.find(([from]) => bytes >= from) ?? [1, 'B']
  return `${(bytes / divisor).toFixed(divisor === 1 ? 0 : 1)} ${unit}`
}

/** `6 min to 15 min`, or that there is no estimate. */
export function recoveryWords(recovery: Analysis['recovery']): string {
  if (recovery.minutes === null) return 'no estimate: nothing in the evidence supports one'
  const { low, high } = recovery.minutes
  return low === high ? formatMinutes(low) : `${formatMinutes(low)} to ${formatMinutes(high)}`
}

/** `5,259 EUR`. */
export function figureWords(figure: Impact['figures'][number]): string {
  return `${formatNumber(figure.value)} ${figure.unit}`.trim()
}

/** Who was sent, where that was chosen: `One specialist was sent: one alert, …`. */
export function crewWords({ kind, why }: NonNullable<Analysis['crew']>): string {
  const who = { crew: 'The whole crew was sent', one: 'One specialist was sent', search: 'Nobody was sent' }[kind]
  return `${who}: ${why}.`
}

export function severityRuleWords(rule: Analysis['severityRule']): string {
  return rule === 'majority' ? 'the vote of most specialists' : 'the most severe vote that carries weight'
}

/** `mitigate · CHANGES the system · risk: low · can be undone`. What only reads leaves nothing to undo. */
export function safetyWords({ kind, effect, risk, reversible }: Action): string {
  const undo = effect === 'read' ? [] : [reversible ? 'can be undone' : 'CANNOT be undone']
  return [ACTION_WORDS[kind], EFFECT_WORDS[effect], `risk: ${risk}`, ...undo].join(' · ')
}

/** Whether a person should look twice before doing this. */
export function isRisky({ effect, risk, reversible }: Action): boolean {
  return effect === 'destroy' || risk === 'high' || (effect !== 'read' && !reversible)
}

/** How the windows that were compared came about. */
export const ORIGIN_WORDS: Readonly<Record<Analysis['window']['origin'], string>> = {
  given: 'as given with the incident',
  estimated: 'estimated from the data',
  none: 'not known: nothing with a clock was found',
}

export function droppedWords(count: number): string {
  const [claims, their] = count === 1 ? ['claim was', 'its'] : ['claims were', 'their']
  return `${count} ${claims} dropped because ${their} quote does not stand in the source.`
}

export const SIMILAR_NOTE = 'Earlier incidents that look like it. They prove nothing about this one.'

/** What an earlier incident came of, and who says so. */
export function similarWords({
  component,
  cause,
  confirmed,
  note,
}: Pick<SimilarIncident, 'component' | 'cause' | 'confirmed' | 'note'>): string {
  if (cause === undefined && component === undefined)
    return confirmed === 'corrected' ? 'the verdict was wrong, and nobody said what it was' : 'without a cause'
  const what = [component, cause].filter((part) => part !== undefined).join(': ')
  const who = {
    confirmed: 'confirmed by a person',
    corrected: 'as a person has corrected it',
    no: 'nobody has confirmed it',
  }[confirmed]
  return `${what} (${who}${note === undefined ? '' : `: ${note}`})`
}
