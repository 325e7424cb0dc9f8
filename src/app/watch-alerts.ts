import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { CallEdge } from '../core/evidence.ts'
import { messageOf } from '../core/fault.ts'
import type { Incident } from '../core/intake.ts'
import { groupAlerts, knownIncident, type OpenIncident } from '../crews/incident/group-alerts.ts'
import { type Again, again } from './again.ts'
import type { Deliverer } from './deliver-notices.ts'
import type { Platform } from './open-platform.ts'

const LEASE = 5_000
const BLOCK = 200
const MOST_OPEN = 1_000
/** Investigations that wait for their turn; the incidents after them wait without one. */
const MOST_WAITING = 50
/** Closed incidents that are told to be over once more, in case nobody was. */
const MOST_RETOLD = 50

export interface WatchParts {
  /** Begins the investigation of an incident, and says which run it is; twice is once. */
  start(incident: Incident): Promise<string>
  notices: Deliverer
  onProblem(what: string): void
}

/** One process at a time puts alerts into incidents; the others wait for its lease to end. */
export function watchAlerts({ engine, store }: Platform, { start, notices, onProblem }: WatchParts): Again {
  const owner = randomUUID()
  /** As the store has them, for as long as nobody else has had the lease. */
  let open: OpenIncident[] | undefined
  let edges: CallEdge[] = []

  /** Whether the lease is ours; what we knew counts only if it was ours all the time. */
  async function isOurs(): Promise<boolean> {
    const lease = await store.intake.lease('grouping', owner, LEASE)
    if (lease !== 'renewed') open = undefined
    return lease !== 'no'
  }

  async function turn(): Promise<void> {
    if (!(await isOurs())) return
    const known = open ?? (await takeOver())
    open = known
    try {
      for (;;) {
        const fresh = await store.intake.ungrouped(BLOCK)
        if (fresh.length === 0) break
        for (const { incident, alerts } of groupAlerts(fresh, known, edges)) {
          const ids = alerts.map(({ id }) => id)
          await store.intake.assign(incident, ids)
          incident.isNew = false
        }
        await beginSome()
        // Whoever asks meanwhile is answered.
        await pause(0)
        if (!(await isOurs()) || open === undefined) return
      }
      await beginSome()
      const closed = await store.intake.closeResolved()
      if (closed.length === 0) return
      await tellResolved(closed)
      const ids = new Set(closed.map(({ id }) => id))
      open = known.filter(({ id }) => !ids.has(id))
    } catch (thrown) {
      // What was done and what was not is in the store: it is read anew.
      open = undefined
      throw thrown
    }
  }

  /** The worst first, and no more than may wait: what would be looked at in a day or two is looked at when there is room for it. */
  async function beginSome(): Promise<void> {
    const waiting = await store.intake.unbegun(MOST_WAITING)
    if (waiting.length === 0) return
    const queued = await engine.list({ workflow: 'incident.alerted', status: 'queued', limit: MOST_WAITING })
    for (const incident of waiting.slice(0, MOST_WAITING - queued.length))
      await store.intake.begun(incident.id, await start(incident))
  }

  async function tellResolved(incidents: readonly Incident[]): Promise<void> {
    for (const { id, title } of incidents)
      await notices.tell(`resolved ${id}`, { kind: 'resolved', incident: id, title })
  }

  /** What another process had, which may have been killed between opening an incident and starting its run, or closing and telling: twice is once. */
  async function takeOver(): Promise<OpenIncident[]> {
    edges = await knownEdges()
    const known: OpenIncident[] = []
    for (const incident of await store.intake.incidents({ status: 'open', limit: MOST_OPEN })) {
      known.push(knownIncident(incident, await store.intake.alertsOf(incident.id)))
    }
    await tellResolved(await store.intake.incidents({ status: 'closed', limit: MOST_RETOLD }))
    return known
  }

  /** Who calls whom, as the last investigations saw it. */
  async function knownEdges(): Promise<CallEdge[]> {
    const kept = await store.analyses.list({ limit: 5 })
    return kept.flatMap(({ analysis }) => analysis.callGraph.edges)
  }

  // Each for itself: who delivers slowly holds up no alerts.
  const grouping = again(turn, (thrown) => onProblem(`Alerts could not be grouped: ${messageOf(thrown)}`))
  const telling = again(notices.turn, (thrown) => onProblem(`Nobody could be told: ${messageOf(thrown)}`))
  return {
    nudge() {
      grouping.nudge()
      telling.nudge()
    },
    async stop() {
      await Promise.all([grouping.stop(), telling.stop()])
    },
  }
}
