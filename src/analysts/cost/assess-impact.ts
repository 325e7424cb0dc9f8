import type { Impact } from '../../core/analysis.ts'
import type { CostFigure, Series } from '../../core/evidence.ts'
import type { ComparisonWindows } from '../../core/incident.ts'
import { componentSeries } from '../metrics/component-series.ts'
import { short } from '../metrics/figure.ts'
import { mean, median } from '../statistics/robust.ts'

const AGENT = 'cost-analyst'

export interface CostEvidence {
  figures: readonly CostFigure[]
  series: Iterable<Series>
}

type ImpactFigure = Impact['figures'][number]

const REVENUE = /revenue|sales|gmv|income|turnover/i
const PER_MINUTE = /per.?min|_min(?:ute)?$|\/min/i
const FAILED = /fail|lost|declin|error/i
const RATE = /transaction|order|request|checkout|payment/i
const AVERAGE_VALUE = /(?:average|avg|mean).*(?:value|amount|order|basket)/i
const NODE_PRICE = /(?:node|instance|vm|pod|replica).*(?:price|cost|hour)|price.*(?:node|instance|hour)/i

/** What the incident cost, with the sums shown. What the evidence does not hold is named as unknown, never guessed. */
export function assessImpact(
  { figures, series }: CostEvidence,
  windows: ComparisonWindows,
): Pick<Impact, 'durationMinutes' | 'figures' | 'unknown'> {
  const minutes = windows.origin === 'none' ? null : (windows.incident.to - windows.incident.from) / 60_000
  const all = Array.from(series, componentSeries)
  const failedShare = shareOfFailures(all, windows)
  const found: ImpactFigure[] = []
  const unknown: string[] = []
  if (minutes === null) unknown.push('How long it lasted: nothing with a clock was found.')
  const failed = failedRequests(all, figures, windows)
  if (failed) found.push(failed)
  else unknown.push('How many requests failed: no error count and no success rate with traffic was found.')
  const lost = minutes === null ? undefined : lostRevenue(figures, minutes, failedShare)
  if (lost) found.push(lost)
  else
    unknown.push(
      REVENUE.test(figures.map(({ name }) => name).join(' '))
        ? 'Lost revenue: the share of failed requests is not known.'
        : 'Lost revenue: no revenue figure is in the evidence.',
    )
  const waste = minutes === null ? undefined : wastedCompute(figures, all, windows, minutes)
  if (waste) found.push(...waste)
  else
    unknown.push('Wasted compute and what scaling would have cost: no price of a node or replica is in the evidence.')
  return { durationMinutes: minutes === null ? null : Number(minutes.toFixed(1)), figures: found, unknown }
}

type Measured = ReturnType<typeof componentSeries>

function within(of: Measured, from: number, to: number): number[] {
  return Array.from(of.values).filter(
    (value, index) =>
      Number.isFinite(value) && (of.series.timestamps[index] ?? 0) >= from && (of.series.timestamps[index] ?? 0) <= to,
  )
}

interface FailedShare {
  /** 0 to 1. */
  share: number
  of: Measured
}

/**
 * The share of failed requests, with the series that shows it: counted errors over counted requests of the service that
 * failed most often, or else the worst lasting error or success ratio among the services.
 */
function shareOfFailures(all: readonly Measured[], windows: ComparisonWindows): FailedShare | undefined {
  return countedShare(all, windows) ?? ratioShare(all, windows)
}

function countedShare(all: readonly Measured[], { incident }: ComparisonWindows): FailedShare | undefined {
  const own = all.filter((of) => of.caller === undefined && /_total$|count/i.test(of.series.name))
  const total = (of: Measured) => sumOver(of, incident.from, incident.to)
  const errors = own.filter(({ kind }) => kind === 'errors').map((of) => ({ of, failed: total(of) }))
  const worst = errors.sort((a, b) => b.failed - a.failed)[0]
  if (!worst || worst.failed <= 0) return undefined
  const requests = own
    .filter(
      ({ kind, component, series }) =>
        kind === 'traffic' && component === worst.of.component && /request/i.test(series.name),
    )
    .reduce((sum, of) => sum + total(of), 0)
  return requests > 0 ? { share: Math.min(1, worst.failed / requests), of: worst.of } : undefined
}

function ratioShare(all: readonly Measured[], { baseline, incident }: ComparisonWindows): FailedShare | undefined {
  let worst: { share: number; of: Measured } | undefined
  for (const of of all) {
    const isShare =
      (of.kind === 'success' && !/(?:^|_)up$|uptime|health/i.test(of.series.name)) ||
      (of.kind === 'errors' && /rate|ratio|percent|share/i.test(of.series.name))
    const during = within(of, incident.from, incident.to)
    if (!isShare || during.length === 0 || of.caller !== undefined) continue
    const scale = /percent|pct/i.test(of.series.name) || Math.max(...during) > 1.5 ? 100 : 1
    const before = within(of, baseline.from, baseline.to)
    const level = mean(during) - (before.length > 0 ? median(before) : of.kind === 'success' ? scale : 0)
    const share = Math.min(1, Math.max(0, (of.kind === 'success' ? -level : level) / scale))
    if (share > (worst?.share ?? 0)) worst = { share, of }
  }
  return worst
}

function failedRequests(
  all: readonly Measured[],
  figures: readonly CostFigure[],
  { incident }: ComparisonWindows,
): ImpactFigure | undefined {
  const stated = figures.find(
    ({ name }) => FAILED.test(name) && !PER_MINUTE.test(name) && !/rate|share|percent/i.test(name),
  )
  if (stated)
    return {
      name: 'Failed requests',
      value: stated.value,
      unit: 'requests',
      arithmetic: `as stated in ${stated.citation.source}`,
      evidence: [{ ...stated.citation, agent: AGENT }],
    }
  const counters = all.filter(
    (of) => of.kind === 'errors' && of.caller === undefined && /_total$|count|requests/i.test(of.series.name),
  )
  const sums = counters.map((of) => ({ of, sum: sumOver(of, incident.from, incident.to) })).filter(({ sum }) => sum > 0)
  const worst = sums.sort((a, b) => b.sum - a.sum)[0]
  if (!worst) return undefined
  return {
    name: 'Failed requests',
    value: Math.round(worst.sum),
    unit: 'requests',
    arithmetic: `${worst.of.series.name} of ${worst.of.component}, added up over the incident = ${short(Math.round(worst.sum))}`,
    evidence: [{ ...worst.of.series.cite(worst.of.series.values.length - 1), agent: AGENT }],
  }
}

/** A rate per second times the seconds that each sample stands for; a plain count as it is. */
function sumOver(of: Measured, from: number, to: number): number {
  let sum = 0
  of.values.forEach((value, index) => {
    const at = of.series.timestamps[index] ?? 0
    if (!Number.isFinite(value) || at < from || at > to) return
    const seconds = (at - (of.series.timestamps[index - 1] ?? at)) / 1000
    sum += of.values === of.series.values ? value : value * seconds
  })
  return sum
}

function lostRevenue(
  figures: readonly CostFigure[],
  minutes: number,
  failed: { share: number; of: Measured } | undefined,
): ImpactFigure | undefined {
  const revenue =
    figures.find(({ name }) => REVENUE.test(name) && PER_MINUTE.test(name)) ?? perMinuteFromOrders(figures)
  if (!revenue || !failed || failed.share <= 0) return undefined
  const value = revenue.value * minutes * failed.share
  const unit = revenue.unit?.split('/')[0]?.trim() ?? currencyIn(revenue.name)
  return {
    name: 'Lost revenue',
    value: Number(value.toFixed(0)),
    unit,
    arithmetic: `${short(revenue.value)} ${unit} a minute × ${short(minutes)} minutes × ${short(failed.share * 100)}% failed (${failed.of.series.name} of ${failed.of.component}) = ${short(Math.round(value))} ${unit}`,
    evidence: [
      { ...revenue.citation, agent: AGENT },
      { ...failed.of.series.cite(failed.of.series.values.length - 1), agent: AGENT },
    ],
  }
}

function perMinuteFromOrders(figures: readonly CostFigure[]): CostFigure | undefined {
  const value = figures.find(({ name }) => AVERAGE_VALUE.test(name))
  const rate = figures.find(({ name }) => RATE.test(name) && PER_MINUTE.test(name) && !FAILED.test(name))
  return value && rate ? { ...value, name: `${rate.name} × ${value.name}`, value: value.value * rate.value } : undefined
}

function currencyIn(name: string): string {
  return /(USD|EUR|GBP|CHF|JPY|INR|AUD|CAD)/i.exec(name)?.[1]?.toUpperCase() ?? 'currency units'
}

/** Replicas that burned CPU or memory without serving, and what one more replica for that time would have cost. */
function wastedCompute(
  figures: readonly CostFigure[],
  all: readonly Measured[],
  windows: ComparisonWindows,
  minutes: number,
): ImpactFigure[] | undefined {
  const price = figures.find(({ name }) => NODE_PRICE.test(name))
  if (!price) return undefined
  const hourly = /per.?month/i.test(price.name) ? price.value / 730 : price.value
  const unit = price.unit?.split('/')[0]?.trim() ?? currencyIn(price.name)
  const restarts = all
    .filter((of) => of.kind === 'restarts')
    .reduce((sum, of) => {
      const during = within({ ...of, values: of.series.values }, windows.incident.from, windows.incident.to)
      return sum + Math.max(0, (during.at(-1) ?? 0) - (during[0] ?? 0))
    }, 0)
  const scaled: ImpactFigure = {
    name: 'One more node for the time of the incident would have cost',
    value: Number(((hourly * minutes) / 60).toFixed(2)),
    unit,
    arithmetic: `${short(hourly)} ${unit} an hour × ${short(minutes)} minutes ÷ 60 = ${short((hourly * minutes) / 60)} ${unit}`,
    evidence: [{ ...price.citation, agent: AGENT }],
  }
  if (restarts === 0) return [scaled]
  const wastedMinutes = Math.min(minutes, restarts)
  return [
    scaled,
    {
      name: 'Compute spent on restarts',
      value: Number(((hourly * wastedMinutes) / 60).toFixed(2)),
      unit,
      arithmetic: `${short(restarts)} restarts × about 1 minute each × ${short(hourly)} ${unit} an hour ÷ 60 = ${short((hourly * wastedMinutes) / 60)} ${unit}`,
      evidence: [{ ...price.citation, agent: AGENT }],
    },
  ]
}
