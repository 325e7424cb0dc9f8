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
import { collectEvidence, type LiveSources, liveSources, orderFor } from './collect-evidence.ts'
import { type Deliverer, deliverer } from './deliver-notices.ts'
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
const BLOCK = 500
const MOST_OPEN = 200
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
  const platform = await openPlatform({ environment })
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

/** One process at a time puts alerts into incidents; the others wait for its lease to end. */
interface GroupParts {
  start(incident: Incident): Promise<string>
  notices: Deliverer
  onProblem(what: string): void
}

function group({ store }: Platform, { start, notices, onProblem }: GroupParts) {
  const owner = randomUUID()
  let isStopped = false
  let isNudged = false
  let wake: () => void = () => undefined
  /** As the store has them, for as long as the lease is ours; then nobody else changes them. */
  let open: OpenIncident[] | undefined
  let edges: CallEdge[] = []

  async function turn(): Promise<void> {
    if (!(await store.intake.lease('grouping', owner, LEASE))) {
      open = undefined
      return
    }
    open ??= await takeOver()
    for (
      let fresh = await store.intake.ungrouped(BLOCK);
      fresh.length > 0;
      fresh = await store.intake.ungrouped(BLOCK)
    ) {
      for (const { incident, alerts } of groupAlerts(fresh, open, edges)) {
        await store.intake.assign(
          incident,
          alerts.map(({ id }) => id),
        )
        if (incident.isNew) await start({ ...incident, status: 'open', alerts: alerts.length })
        incident.isNew = false
      }
      if (!(await store.intake.lease('grouping', owner, LEASE))) return
    }
    const closed = await store.intake.closeResolved()
    if (closed.length === 0) return
    const ids = new Set(closed.map(({ id }) => id))
    open = open.filter(({ id }) => !ids.has(id))
    for (const { id, title } of closed) await notices.tell(`resolved ${id}`, { kind: 'resolved', incident: id, title })
  }

  /** What another process had, which may have been killed between opening an incident and starting its run: starting twice is starting once. */
  async function takeOver(): Promise<OpenIncident[]> {
    edges = await knownEdges()
    const known: OpenIncident[] = []
    for (const incident of await store.intake.incidents({ status: 'open', limit: MOST_OPEN })) {
      known.push(knownIncident(incident, await store.intake.alertsOf(incident.id)))
      await start(incident)
    }
    return known
  }

  /** Who calls whom, as the last investigations saw it. */
  async function knownEdges(): Promise<CallEdge[]> {
    const kept = await store.analyses.list({ limit: 5 })
    return kept.flatMap(({ analysis }) => analysis.callGraph.edges)
  }

  const working = (async () => {
    while (!isStopped) {
      try {
        await turn()
      } catch (thrown) {
        onProblem(`Alerts could not be grouped: ${messageOf(thrown)}`)
      }
      try {
        await notices.turn()
      } catch (thrown) {
        if (!isStopped) onProblem(`Nobody could be told: ${messageOf(thrown)}`)
      }
      if (isStopped) return
      // However many alerts come: so many turns, and no more.
      await pause(SHORTEST)
      await new Promise<void>((resolve) => {
        if (isNudged || isStopped) return resolve()
        const timer = setTimeout(resolve, TURN)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      isNudged = false
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
