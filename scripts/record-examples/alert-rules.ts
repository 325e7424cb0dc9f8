import type { GatheredSeries } from './range-matrix.ts'

export interface AlertRule {
  name: string
  service: string
  severity: 'critical' | 'warning'
  summary: string
  description: string
  /** The value that is compared, from the series so far, at `at` (seconds since the Unix epoch); NaN where there is none. */
  value(series: readonly GatheredSeries[], at: number): number
  threshold: number
  forSeconds: number
}

export interface FiredAlert {
  rule: AlertRule
  /** Seconds since the Unix epoch. */
  firedAt: number
  resolvedAt?: number
}

/** Evaluates the rules after each scrape, as Prometheus does: pending first, firing once a rule has held for its time. */
export function alertEvaluator(rules: readonly AlertRule[]) {
  const pending = new Map<AlertRule, number>()
  const fired: FiredAlert[] = []
  return {
    fired,
    evaluate(series: readonly GatheredSeries[], at: number): void {
      for (const rule of rules) {
        const open = fired.find((alert) => alert.rule === rule && alert.resolvedAt === undefined)
        if (!(rule.value(series, at) > rule.threshold)) {
          pending.delete(rule)
          if (open) open.resolvedAt = at
          continue
        }
        const since = pending.get(rule) ?? at
        pending.set(rule, since)
        if (!open && at - since >= rule.forSeconds) fired.push({ rule, firedAt: at })
      }
    },
  }
}

/** Increase of the counter over the last `seconds`; resets count from zero. Zero where there is no such series. */
export function increase(
  series: readonly GatheredSeries[],
  name: string,
  service: string,
  seconds: number,
  at: number,
): number {
  const samples = samplesOf(series, name, service).filter(([time]) => time >= at - seconds)
  return samples.slice(1).reduce((sum, [, value], index) => {
    const before = samples[index]?.[1] ?? 0
    return sum + (value < before ? value : value - before)
  }, 0)
}

export function latest(series: readonly GatheredSeries[], name: string, service: string, at: number): number {
  const last = samplesOf(series, name, service).at(-1)
  return last && last[0] === at ? last[1] : Number.NaN
}

function samplesOf(series: readonly GatheredSeries[], name: string, service: string): GatheredSeries['samples'] {
  return series.find((candidate) => candidate.name === name && candidate.labels.service === service)?.samples ?? []
}
