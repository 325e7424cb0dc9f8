import type { Change, Series } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { own } from '../../core/own.ts'
import { componentSeries } from '../metrics/component-series.ts'
import { figure } from '../metrics/figure.ts'
import { strengthOf } from '../statistics/surprise.ts'
import { type CanaryVerdict, judgeCanary } from './canary.ts'

const AGENT = 'change-analyst'
/** Changes later than this after the first symptom cannot have caused it; clocks may be off by as much. */
const TOLERANCE = 60_000
/** Half as suspect after this long. */
const HALF_LIFE = 30 * 60_000

/** Ranks what changed before the incident: how close in time, how risky, and how the new version does against the old. */
export function analyseChanges(changes: readonly Change[], all: Iterable<Series>, context: AnalystContext): Finding[] {
  const series = Array.from(all, componentSeries)
  const { windows } = context
  const onset = windows.origin === 'none' ? undefined : windows.incident.from
  const latest = Math.max(...changes.map((change) => (isBefore(change, windows.incident.to) ? (change.at ?? 0) : 0)))
  return changes.flatMap((change) => {
    const verdict = judgeCanary(change, series, windows)
    return [
      ...(verdict ? [canaryFinding(verdict)] : []),
      timingFinding(change, onset, verdict !== undefined, change.at === latest),
    ]
  })
}

function isBefore(change: Change, time: number): boolean {
  return change.at !== undefined && change.at <= time
}

function canaryFinding({ change, outcome, surprise, worst }: CanaryVerdict): Finding {
  const { service, version } = change
  const summary =
    outcome === 'silent'
      ? `The new version ${version} of ${service} reports no metrics at all while the old one does: it never came into service.`
      : worst && outcome === 'worse'
        ? `The new version ${version} of ${service} does worse than the old one: ${worst.series.series.name} ${figure(worst.after, worst.series.series.name)} against ${figure(worst.before, worst.series.series.name)}.`
        : `The new version ${version} of ${service} does as well as the old one.`
  return {
    agent: AGENT,
    component: service,
    cause: outcome === 'sound' ? 'unknown' : causeOf(change),
    signal: 'canary',
    role: outcome === 'sound' ? 'context' : 'cause',
    strength: strengthOf(surprise),
    ...(change.at !== undefined && { at: new Date(change.at).toISOString() }),
    summary,
    citations: [change.citation, ...(worst && outcome === 'worse' ? [worst.series.series.cite(worst.index)] : [])],
    figures: { surprise },
  }
}

/** Kinds of change, by how often they turn out to be the cause. */
const RISK: Record<string, number> = {
  deploy: 1,
  release: 1,
  rollout: 1,
  config: 1,
  configmap: 1,
  secret: 0.9,
  migration: 1,
  commit: 0.7,
  'feature-flag': 0.8,
  scale: 0.6,
}

function timingFinding(change: Change, onset: number | undefined, isCompared: boolean, isLatest: boolean): Finding {
  const { at, service, kind, version, summary } = change
  const lead = at === undefined || onset === undefined ? undefined : onset - at
  const isLate = lead !== undefined && lead < -TOLERANCE
  const nearness = lead === undefined ? 0.2 : isLate ? 0 : 0.5 ** (Math.max(0, lead) / HALF_LIFE)
  const risk = own(RISK, kind.toLowerCase()) ?? 0.5
  // Where versions could be compared, when it happened says little more.
  const strength = nearness * risk * (isCompared ? 0.05 : isLatest ? 0.75 : 0.55)
  const what = `${kind}${version ? ` ${version}` : ''} of ${service}${summary ? `: ${summary}` : ''}`
  return {
    agent: AGENT,
    component: service,
    cause: causeOf(change),
    signal: 'change-timing',
    role: isLate ? 'context' : 'cause',
    strength,
    ...(at !== undefined && { at: new Date(at).toISOString() }),
    summary: `${what} (${[when(lead), `risk ${riskWord(risk)}`, ...(isLate ? [] : [rollBackWord(change)]), ...touched(change)].join('; ')}).`,
    citations: [change.citation],
    ...(lead !== undefined && { figures: { minutesBeforeFirstSymptom: lead / 60_000 } }),
  }
}

function riskWord(risk: number): string {
  return risk >= 0.9 ? 'high' : risk >= 0.65 ? 'medium' : 'low'
}

function rollBackWord({ previousVersion, commit }: Change): string {
  if (previousVersion) return `can go back to ${previousVersion}`
  return commit ? `can be reverted (${commit.slice(0, 12)})` : 'a candidate to take back'
}

const MOST_NAMED = 3

/** The endpoints that a change names, or else the files that it touches. */
function touched({ summary = '', files = [] }: Change): string[] {
  const endpoints = [
    ...new Set(summary.match(/(?:GET|POST|PUT|PATCH|DELETE)\s+\/[\w/{}:.-]*|(?<=^|\s)\/[a-z][\w-]*\/[\w/{}:-]+/g)),
  ]
  const named = endpoints.length > 0 ? endpoints : files
  if (named.length === 0) return []
  const rest = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : ''
  return [`touches ${named.slice(0, MOST_NAMED).join(', ')}${rest}`]
}

function when(lead: number | undefined): string {
  if (lead === undefined) return 'time unknown'
  const minutes = Math.abs(lead) / 60_000
  const span = minutes < 1.5 ? `${Math.round(minutes * 60)} s` : `${Math.round(minutes)} min`
  return lead >= 0 ? `${span} before the first symptom` : `${span} after the first symptom`
}

function causeOf({ kind }: Change): string {
  return /config|flag|secret/i.test(kind) ? 'bad-config' : 'bad-deploy'
}
