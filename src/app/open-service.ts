import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Actor } from '../core/access.ts'
import type { QueueLimits } from '../core/engine.ts'
import type { CallEdge } from '../core/evidence.ts'
import { messageOf } from '../core/fault.ts'
import type { Incident } from '../core/intake.ts'
import { type AlertedInput, answerAlert } from '../crews/incident/answer-alert.ts'
import { groupAlerts, knownIncident, type OpenIncident } from '../crews/incident/group-alerts.ts'
import { INVESTIGATION_DEFAULTS } from '../crews/incident/investigate.ts'
import { collectEvidence, orderFor } from './collect-evidence.ts'
import { type Deliverer, deliverer } from './deliver-notices.ts'
import { type LiveSources, liveSources } from './live-sources.ts'
import { openNotifiers, slackUsers } from './notifiers.ts'
import { openPlatform, type Platform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'
import { stateFolder } from './state-folder.ts'

export interface ServiceOptions {
  environment?: NodeJS.ProcessEnv
  /** For what alerts open: `none`, a model by name, or `auto`. */
  model?: string
  maxDollars?: number | undefined
  /** How many alerted runs may begin in an hour. */
  runsAnHour?: number
  onProblem?: (what: string) => void
}

/** The platform at work by itself: alerts are grouped into incidents, each of which is investigated; runs that were left are gone on with. */
export interface Service extends Platform {
  /** Who may press buttons in Slack, by their id there. */
  slackUsers: ReadonlyMap<string, Actor>
  /** Looks at what has come in now, rather than at the next turn. */
  nudge(): void
  /** Investigates an incident, and says which run it is. Again for the same incident gives the same run. */
  investigateIncident(incident: Incident): Promise<string>
}

const RUNS_AN_HOUR = 20
const CONCURRENCY = 2
const QUEUE = 'alerts'
/** Milliseconds. */
const TURN = 1_000
const SHORTEST = 100
const LEASE = 5_000
const BLOCK = 200
const MOST_OPEN = 1_000
/** Closed incidents that are told to be over once more, in case nobody was. */
const MOST_RETOLD = 50
const HOUR = 3_600_000
const PRIORITY: Readonly<Record<string, number>> = { critical: 0, page: 0, error: 1, high: 1, warning: 2, info: 3 }

/** Opens the platform and begins to work. Throws a fault where the store, the model or a source cannot be had. */
export async function openService({
  environment = process.env,
  model = 'none',
  maxDollars,
  runsAnHour = RUNS_AN_HOUR,
  onProblem = () => undefined,
}: ServiceOptions = {}): Promise<Service> {
  const sources = liveSources(environment)
  await checkModel(model, environment)
  const notifiers = await openNotifiers(environment)
  const users = slackUsers(environment)
  const platform = await openPlatform({ environment, onProblem })
  const { engine, store } = platform
  const stop = new AbortController()
  const notices = deliverer(store, notifiers, onProblem, stop.signal)
  const alerted = answerAlert({
    investigate: platform.investigate,
    collect: (incident, run, signal) => collectFor(platform, incident, run, sources, environment, signal),
    async tell(incident, run, analysis) {
      await notices.tell(`analysis ${run}`, { kind: 'analysis', incident, run, analysis })
      const { headline, severity, confidence } = analysis
      const detail = { run, headline, severity, confidence }
      await store.audit.add(
        { actor: 'watchfloor', event: 'incident_analysed', subject: incident, detail },
        `told ${run}`,
      )
      // Its alerts may have been resolved meanwhile: who is paged now has to hear that it is over.
      const known = await store.intake.incident(incident)
      if (known?.status === 'closed')
        await notices.tell(`resolved after ${run}`, { kind: 'resolved', incident, title: known.title })
      grouper.nudge()
    },
  })
  engine.register(alerted)
  const { timeoutMilliseconds: _, ...defaults } = INVESTIGATION_DEFAULTS
  const investigation: AlertedInput['investigation'] = {
    ...defaults,
    timeoutMilliseconds: INVESTIGATION_DEFAULTS.timeoutMilliseconds,
    model,
    budget: { ...INVESTIGATION_DEFAULTS.budget, ...(maxDollars !== undefined && { dollars: maxDollars }) },
  }
  const investigateIncident = async ({ id, title, severity }: Incident) =>
    (
      await engine.start(
        alerted,
        { incident: id, investigation },
        { key: `incident ${id}`, queue: QUEUE, title, priority: PRIORITY[severity?.toLowerCase() ?? ''] ?? 2 },
      )
    ).id
  const grouper = group(platform, { start: investigateIncident, notices, onProblem })
  const limits: QueueLimits = { concurrency: CONCURRENCY, rate: { limit: runsAnHour, periodMilliseconds: HOUR } }
  const working = engine.work({ default: { concurrency: CONCURRENCY }, [QUEUE]: limits })
  return {
    ...platform,
    nudge: grouper.nudge,
    slackUsers: users,
    investigateIncident,
    async close() {
      stop.abort()
      await grouper.stop()
      await working.stop()
      await platform.close()
    },
  }
}

async function collectFor(
  { store }: Platform,
  incident: string,
  run: string,
  sources: LiveSources,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
) {
  const known = await store.intake.incident(incident)
  const alerts = await store.intake.alertsOf(incident)
  const order = orderFor({ id: incident, title: known?.title ?? incident }, alerts, Date.now())
  return collectEvidence(
    order,
    sources,
    join(stateFolder(environment), 'evidence', run.replace(/[^\w.-]/g, '_')),
    signal,
  )
}

interface GroupParts {
  start(incident: Incident): Promise<string>
  notices: Deliverer
  onProblem(what: string): void
}

/** One process at a time puts alerts into incidents; the others wait for its lease to end. */
function group({ store }: Platform, { start, notices, onProblem }: GroupParts) {
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
          if (incident.isNew) await begin({ ...incident, status: 'open', alerts: ids.length })
          incident.isNew = false
        }
        // Whoever asks meanwhile is answered.
        await pause(0)
        if (!(await isOurs()) || open === undefined) return
      }
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

  async function begin(incident: Incident): Promise<void> {
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
      if (incident.run === undefined) await begin(incident)
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

/** Does it again and again, sooner when nudged, never more often than is good for the others. */
function again(work: () => Promise<void>, onFault: (thrown: unknown) => void) {
  let isStopped = false
  let isNudged = false
  let wake: () => void = () => undefined
  const working = (async () => {
    while (!isStopped) {
      isNudged = false
      try {
        await work()
      } catch (thrown) {
        if (!isStopped) onFault(thrown)
      }
      await pause(SHORTEST)
      await new Promise<void>((resolve) => {
        if (isNudged || isStopped) return resolve()
        const timer = setTimeout(resolve, TURN)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    nudge() {
      isNudged = true
      wake()
    },
    async stop() {
      isStopped = true
      wake()
      await working
    },
  }
}
