import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Actor } from '../core/access.ts'
import type { QueueLimits } from '../core/engine.ts'
import { messageOf } from '../core/fault.ts'
import type { GivenEvidence } from '../core/given-evidence.ts'
import type { Incident } from '../core/intake.ts'
import { type AlertedInput, type AnswerParts, answerAlert, answerRequest } from '../crews/incident/answer-alert.ts'
import { INVESTIGATION_DEFAULTS } from '../crews/incident/investigate.ts'
import { remedy } from '../crews/incident/remedy.ts'
import { collectEvidence, orderFor } from './collect-evidence.ts'
import { dailyReports } from './daily-report.ts'
import { deliverer } from './deliver-notices.ts'
import { everyDay, timeOfDay } from './every-day.ts'
import { hourlyAllowance } from './hourly-allowance.ts'
import { keepEvidence, maskGiven } from './keep-evidence.ts'
import { keepHouse } from './keep-house.ts'
import { type LiveSources, liveSources } from './live-sources.ts'
import { loadPolicy, policyPath } from './load-policy.ts'
import { openNotifiers, slackUsers } from './notifiers.ts'
import { openPlatform, type Platform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'
import { stateFolder } from './state-folder.ts'
import { watchAlerts } from './watch-alerts.ts'

export interface ServiceOptions {
  environment?: NodeJS.ProcessEnv
  /** For what alerts open: `none`, a model by name, or `auto`. */
  model?: string
  maxDollars?: number | undefined
  /** How many alerted runs may begin in an hour. */
  runsAnHour?: number
  /** US dollars that all investigations of alerts may spend on models in an hour; then they work by code alone. */
  dollarsAnHour?: number | undefined
  /** When people are told each day what the last one brought, such as `07:00`, UTC; never where not given. */
  daily?: string
  /** Milliseconds that what has ended is kept; for ever where not given. */
  retention?: number
  onProblem?: (what: string) => void
}

/** What models may cost. */
export interface SpendLimits {
  tokensPerRun: number
  dollarsPerRun?: number
  /** Of all runs together. */
  dollarsPerHour?: number
}

/** The platform at work by itself: alerts are grouped into incidents, each of which is investigated; runs that were left are gone on with. */
export interface Service extends Platform {
  /** Who may press buttons in Slack, by their id there. */
  slackUsers: ReadonlyMap<string, Actor>
  limits: SpendLimits
  /** Looks at what has come in now, rather than at the next turn. */
  nudge(): void
  /** Investigates an incident, and says which run it is. Again for the same incident gives the same run. */
  investigateIncident(incident: Incident): Promise<string>
  /** Investigates what was handed over, and says which run it is once that is kept. Again with the same id gives the same run. */
  investigateGiven(given: GivenEvidence): Promise<string>
}

const RUNS_AN_HOUR = 20
const CONCURRENCY = 2
const QUEUE = 'alerts'
const HOUR = 3_600_000
/** Of one incident, that are evidence. */
const MOST_ALERTS = 1_000
const DAY = 24 * HOUR
const PRIORITY: Readonly<Record<string, number>> = { critical: 0, page: 0, error: 1, high: 1, warning: 2, info: 3 }
/** Of what somebody asks for: as of an alert that says no severity. */
const PRIORITY_OF_PEOPLE = 2

/** Opens the platform and begins to work. Throws a fault where the store, the model or a source cannot be had. */
export async function openService({
  environment = process.env,
  model = 'none',
  maxDollars,
  runsAnHour = RUNS_AN_HOUR,
  dollarsAnHour,
  daily,
  retention,
  onProblem = () => undefined,
}: ServiceOptions = {}): Promise<Service> {
  const sources = liveSources(environment)
  const reportsAt = daily === undefined ? undefined : timeOfDay(daily)
  await checkModel(model, environment)
  const notifiers = await openNotifiers(environment)
  const users = slackUsers(environment)
  const platform = await openPlatform({ environment, onProblem })
  const { engine, store } = platform
  const stop = new AbortController()
  const notices = deliverer(store, notifiers, onProblem, stop.signal)
  const telling: Omit<AnswerParts<unknown>, 'collect'> = {
    investigate: platform.investigate,
    allowance: async (run) =>
      dollarsAnHour === undefined
        ? undefined
        : hourlyAllowance(engine, store.activity, run, { cap: dollarsAnHour, atOnce: CONCURRENCY }, Date.now()),
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
      alerts.nudge()
    },
    async tellFailed(incident, run, why) {
      const title = (await store.intake.incident(incident))?.title ?? incident
      await notices.tell(`failed ${run}`, { kind: 'failed', incident, run, title, why })
    },
    async propose(incident, run, request) {
      // Without a policy everything is denied: nothing to ask for.
      if ((await loadPolicy(policyPath(environment))).rules.length === 0) return
      await engine.start(remedying, { incident, request }, { key: `remedy ${run}`, title: request.title })
    },
  }
  const alerted = answerAlert({
    ...telling,
    collect: ({ incident }, run, signal) => collectFor(platform, incident, run, sources, environment, signal),
  })
  const requested = answerRequest({
    ...telling,
    collect: ({ incident, given }, run) => keepEvidence(incident, given, sources, bundleOf(run, environment)),
  })
  const remedying = remedy({
    act: platform.act,
    tell: (incident, run, title, { status, detail }) =>
      notices.tell(`remedied ${run}`, { kind: 'remedied', incident, run, title, status, detail }),
  })
  engine.register(alerted)
  engine.register(requested)
  engine.register(remedying)
  const reporting = dailyReports(platform, sources, environment, notices.tell)
  engine.register(reporting)
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
  const investigateGiven = async (given: GivenEvidence) => {
    const { id: incident = randomUUID() } = given
    const masked = await maskGiven(given)
    return (
      await engine.start(
        requested,
        { incident, investigation, given: masked },
        { key: `investigation ${incident}`, queue: QUEUE, title: masked.title, priority: PRIORITY_OF_PEOPLE },
      )
    ).id
  }
  const alerts = watchAlerts(platform, { start: investigateIncident, notices, onProblem })
  const house = keepHouse(platform, { environment, retention, onProblem })
  const days =
    reportsAt === undefined
      ? undefined
      : everyDay(
          reportsAt,
          async (to) => {
            const input = { from: to - DAY, to, tells: true }
            await engine.start(reporting, input, { key: `daily ${to}`, title: 'The last day', queue: 'default' })
          },
          (thrown) => onProblem(`The day could not be reported: ${messageOf(thrown)}`),
        )
  const limits: QueueLimits = { concurrency: CONCURRENCY, rate: { limit: runsAnHour, periodMilliseconds: HOUR } }
  const working = engine.work({ default: { concurrency: CONCURRENCY }, [QUEUE]: limits })
  return {
    ...platform,
    nudge: alerts.nudge,
    slackUsers: users,
    limits: {
      tokensPerRun: investigation.budget.tokens,
      ...(maxDollars !== undefined && { dollarsPerRun: maxDollars }),
      ...(dollarsAnHour !== undefined && { dollarsPerHour: dollarsAnHour }),
    },
    investigateIncident,
    investigateGiven,
    async close() {
      stop.abort()
      await alerts.stop()
      await days?.stop()
      await house.stop()
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
  const alerts = await store.intake.alertsOf(incident, MOST_ALERTS)
  const order = orderFor({ id: incident, title: known?.title ?? incident }, alerts, Date.now())
  return collectEvidence(order, sources, bundleOf(run, environment), signal)
}

/** Where the evidence of a run is kept. */
function bundleOf(run: string, environment: NodeJS.ProcessEnv): string {
  return join(stateFolder(environment), 'evidence', run.replace(/[^\w.-]/g, '_'))
}
