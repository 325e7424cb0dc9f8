import type { DailyReport } from '../core/daily-report.ts'
import type { RunRecord } from '../core/engine.ts'
import type { RememberedIncident } from '../core/memory.ts'
import { DAILY_REPORT } from '../crews/incident/report-day.ts'
import type { Platform } from './open-platform.ts'

const MOST = 5_000
const MINUTE = 60_000

/** What is kept of a time: incidents, causes, investigations, actions. What daily reports have looked at themselves is none of it. */
export async function countDay(
  { engine, store }: Pick<Platform, 'engine' | 'store'>,
  from: number,
  to: number,
): Promise<Omit<DailyReport, 'state'>> {
  const within = (at: number | undefined) => at !== undefined && at >= from && at < to
  const incidents = await store.intake.incidents({ limit: MOST })
  const closed = incidents.filter(({ closedAt }) => within(closedAt))
  const known = await engine.list({ limit: MOST, children: true })
  const reports = new Set(known.filter(({ workflow }) => workflow === DAILY_REPORT).map(({ id }) => id))
  const ownLooks = new Set(known.filter(({ parent = '' }) => reports.has(parent)).map(({ id }) => id))
  const remembered = (await store.memory.list(MOST)).filter(({ run, at }) => within(at) && !ownLooks.has(run))
  const runs = known.filter(({ id, endedAt }) => within(endedAt) && !ownLooks.has(id))
  const of = (workflow: string) => runs.filter((run) => run.workflow === workflow)
  const investigations = of('incident.investigate')
  return {
    from,
    to,
    incidents: {
      opened: incidents.filter(({ openedAt }) => within(openedAt)).length,
      closed: closed.length,
      medianMinutes: median(closed.map(({ openedAt, closedAt = openedAt }) => (closedAt - openedAt) / MINUTE)),
      open: incidents
        .filter(({ status }) => status === 'open')
        .map(({ id, title, severity, openedAt }) => ({
          id,
          title,
          openedAt,
          ...(severity !== undefined && { severity }),
        })),
    },
    causes: causesOf(remembered),
    investigations: {
      ended: investigations.filter(({ status }) => status === 'completed').length,
      failed: investigations.filter(({ status }) => status === 'failed' || status === 'timed-out').length,
      withoutCause: remembered.filter(({ cause }) => cause === undefined).length,
    },
    actions: await countActions(engine, of('action.perform')),
    approvalsWaiting: (await store.approvals.list({ status: 'pending', limit: MOST })).length,
    undeliverable: (await store.outbox.count()).undeliverable,
  }
}

function causesOf(remembered: readonly RememberedIncident[]): DailyReport['causes'] {
  const causes = new Map<string, DailyReport['causes'][number]>()
  for (const { component, cause, judged } of remembered) {
    if (component === undefined || cause === undefined) continue
    const key = `${component} ${cause}`
    const one = causes.get(key) ?? { component, cause, count: 0, confirmed: 0, wrong: 0 }
    one.count++
    if (judged?.verdict === 'right') one.confirmed++
    if (judged?.verdict === 'wrong') one.wrong++
    causes.set(key, one)
  }
  return [...causes.values()].sort((a, b) => b.count - a.count || (a.component < b.component ? -1 : 1))
}

/** Lists leave out results: each action is asked for its own. */
async function countActions(
  engine: Platform['engine'],
  actions: readonly RunRecord[],
): Promise<DailyReport['actions']> {
  let done = 0
  for (const { id } of actions) {
    const result = (await engine.get(id))?.result
    if (typeof result === 'object' && result !== null && 'status' in result && result.status === 'done') done++
  }
  return { done, other: actions.length - done }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
