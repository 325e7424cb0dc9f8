import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Actor } from '../core/access.ts'
import type { QueueLimits } from '../core/engine.ts'
import type { CallEdge } from '../core/evidence.ts'
import { messageOf } from '../core/fault.ts'
import type { Incident } from '../core/intake.ts'
import { type AlertedInput, answerAlert } from '../crews/incident/answer-alert.ts'
import { groupAlerts, type OpenIncident } from '../crews/incident/group-alerts.ts'
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
const LEASE = 15_000
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
  let wake: () => void = () => undefined
  const started = new Set<string>()

  async function turn(): Promise<void> {
    if (!(await store.intake.lease('grouping', owner, LEASE))) return
    const fresh = await store.intake.ungrouped(BLOCK)
    if (fresh.length > 0) {
      const open: OpenIncident[] = []
      for (const { id, openedAt } of await store.intake.incidents({ status: 'open', limit: MOST_OPEN }))
        open.push({ id, openedAt, alerts: await store.intake.alertsOf(id) })
      for (const incident of groupAlerts(fresh, open, await knownEdges()))
        await store.intake.assign(
          incident,
          incident.alerts.map(({ id }) => id),
        )
    }
    for (const { id, title } of await store.intake.closeResolved())
      await notices.tell(`resolved ${id}`, { kind: 'resolved', incident: id, title })
    // Also those whose process was killed between opening and starting: starting twice is starting once.
    for (const incident of await store.intake.incidents({ status: 'open', limit: MOST_OPEN })) {
      if (started.has(incident.id)) continue
      await start(incident)
      started.add(incident.id)
    }
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
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TURN)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    nudge: () => wake(),
    async stop() {
      isStopped = true
      wake()
      await working
    },
  }
}
