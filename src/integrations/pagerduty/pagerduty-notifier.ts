import type { Analysis } from '../../core/analysis.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import { isForGood, type Notice, type Notifier, refusal } from '../../core/notifier.ts'
import { orderedActions } from '../../core/ordered-actions.ts'

export interface PagerDutyOptions {
  /** Of the service's integration "Events API v2". */
  routingKey: string
  url?: string
}

const EVENTS = 'https://events.pagerduty.com/v2/enqueue'
const TIMEOUT = 10_000
const SEVERITY: Readonly<Record<Analysis['severity'], string>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
}
const LONGEST_SUMMARY = 1_024

/** Opens an incident where the analysis is critical, and resolves it with its alerts. PagerDuty tells one from its repetition by `dedup_key`. */
export function pagerDutyNotifier({ routingKey, url = EVENTS }: PagerDutyOptions): Notifier {
  return {
    channel: 'pagerduty',
    wants: (notice) => notice.kind === 'resolved' || (notice.kind === 'analysis' && notice.analysis.severity === 'P1'),
    async deliver({ notice, signal }) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key: routingKey, ...eventOf(notice) }),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      })
      const text = await response.text()
      if (response.status === 202) return
      const why = `PagerDuty answered ${response.status}: ${text.slice(0, 200)}`
      throw isForGood(response.status) ? refusal(why) : new Error(why)
    },
  }
}

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
function eventOf(notice: Notice): object {
  if (notice.kind === 'resolved') return { event_action: 'resolve', dedup_key: notice.incident }
  if (notice.kind !== 'analysis')
    throw new WatchfloorFault('internal', `PagerDuty hears nothing of kind ${notice.kind}.`)
  const { incident, run, analysis } = notice
  const [best] = analysis.hypotheses
  return {
    event_action: 'trigger',
    dedup_key: incident,
    payload: {
      summary: `${analysis.title}: ${analysis.headline}`.slice(0, LONGEST_SUMMARY),
      source: best?.component ?? 'watchfloor',
      severity: SEVERITY[analysis.severity],
      ...(best && { component: best.component, class: best.cause }),
      custom_details: {
        run,
        confidence: analysis.confidence,
        first: orderedActions(analysis)[0]?.title ?? '',
        evidence: best?.evidence.slice(0, 5).map(({ source, line, quote }) => `${source}:${line ?? ''} ${quote}`) ?? [],
      },
    },
  }
}
