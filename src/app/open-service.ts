import { randomUUID } from 'node:crypto'
import type { Actor } from '../core/access.ts'
import type { QueueLimits } from '../core/engine.ts'
import type { GivenEvidence } from '../core/given-evidence.ts'
import type { Incident } from '../core/intake.ts'
import { own } from '../core/own.ts'
import type { ReviewRequests } from '../core/review-requests.ts'
import type { AlertedInput } from '../crews/incident/answer-alert.ts'
import { INVESTIGATION_DEFAULTS } from '../crews/incident/investigate.ts'
import { REVIEW_DEFAULTS } from '../crews/review/review-input.ts'
import { reportDaily } from './daily-report.ts'
import { deliverer } from './deliver-notices.ts'
import { timeOfDay } from './every-day.ts'
import { incidentAnswers } from './incident-answers.ts'
import { maskGiven } from './keep-evidence.ts'
import { keepHouse } from './keep-house.ts'
import { liveSources } from './live-sources.ts'
import { openNotifiers, slackUsers } from './notifiers.ts'
import { openPlatform, type Platform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'
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
  /** Investigates what was handed over, and says which run it is once that is kept. Again with the same id gives the same run. */
  investigateGiven(given: GivenEvidence): Promise<string>
  /** Takes pull requests to be reviewed; undefined without a token of GitHub. */
  reviews: ReviewRequests | undefined
}

const RUNS_AN_HOUR = 20
const CONCURRENCY = 2
const QUEUE = 'alerts'
const REVIEWS = 'reviews'
const HOUR = 3_600_000
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
  const { alerted, requested } = incidentAnswers(platform, {
    sources,
    environment,
    notices,
    ...(dollarsAnHour !== undefined && { money: { cap: dollarsAnHour, atOnce: CONCURRENCY } }),
    onTold: () => alerts.nudge(),
  })
  const investigation: AlertedInput['investigation'] = {
    ...INVESTIGATION_DEFAULTS,
    model,
    budget: { ...INVESTIGATION_DEFAULTS.budget, ...(maxDollars !== undefined && { dollars: maxDollars }) },
  }
  const investigateIncident = async ({ id, title, severity }: Incident) =>
    (
      await engine.start(
        alerted,
        { incident: id, investigation },
        { key: `incident ${id}`, queue: QUEUE, title, priority: own(PRIORITY, severity?.toLowerCase() ?? '') ?? 2 },
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
  const days = reportDaily(platform, { at: reportsAt, sources, environment, notices, onProblem })
  const limits: QueueLimits = { concurrency: CONCURRENCY, rate: { limit: runsAnHour, periodMilliseconds: HOUR } }
  // One at a time: two reviews of one pull request would speak over each other.
  const working = engine.work({ default: { concurrency: CONCURRENCY }, [QUEUE]: limits, [REVIEWS]: { concurrency: 1 } })
  return {
    ...platform,
    nudge: alerts.nudge,
    slackUsers: users,
    limits: {
      tokensPerRun: investigation.budget.tokens,
      ...(maxDollars !== undefined && { dollarsPerRun: maxDollars }),
      ...(dollarsAnHour !== undefined && { dollarsPerHour: dollarsAnHour }),
    },
    investigateGiven,
    reviews: environment.WATCHFLOOR_GITHUB_TOKEN ? takeReviews(platform) : undefined,
    async close() {
      stop.abort()
      await alerts.stop()
      await days.stop()
      await house.stop()
      await working.stop()
      await platform.close()
    },
  }
}

/** A run in the queue is kept; one with the same key is the same. */
function takeReviews({ engine, reviewPullRequest }: Platform): ReviewRequests {
  return {
    async take({ repository, number, headSha }) {
      const review = { ...REVIEW_DEFAULTS, origin: { kind: 'pull-request' as const, repository, number } }
      await engine.start(
        reviewPullRequest,
        { review, repository, number, requestChanges: false },
        { key: `review ${repository}#${number} ${headSha}`, queue: REVIEWS, title: `${repository}#${number}` },
      )
    },
  }
}
