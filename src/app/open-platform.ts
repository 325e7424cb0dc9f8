import { findSimilar } from '../analysts/memory/find-similar.ts'
import { profileIncident } from '../analysts/memory/profile-incident.ts'
import { answering } from '../crews/incident/answer-question.ts'
import { documentation } from '../crews/incident/document-analysis.ts'
import { investigation } from '../crews/incident/investigate.ts'
import { response } from '../crews/incident/respond.ts'
import { CAUSE_SPECIALISTS } from '../crews/incident/specialists.ts'
import { readRunbooks } from '../integrations/bundle/read-runbooks.ts'
import { performAction } from '../safety/gate/perform-action.ts'
import { policyGate } from '../safety/gate/policy-gate.ts'
import { maskAnalysis } from '../safety/mask-analysis.ts'
import { executors } from './executors.ts'
import { incidentAgents } from './find-agents.ts'
import { loadPolicy, policyPath } from './load-policy.ts'
import { openEvidence } from './open-evidence.ts'
import { openModels } from './open-reasoner.ts'
import { openRuns, type Runs, type RunsOptions } from './open-runs.ts'
import { outsideTools } from './outside-tools.ts'
import { pullRequestCrew, reviewCrew } from './review-crew.ts'
import { specialistPool } from './specialist-pool.ts'
import { traceRuns } from './trace-runs.ts'

/** Everything that runs need, wired: the one place that knows which store, engine, crews and executors there are. */
export interface Platform extends Runs {
  investigate: ReturnType<typeof investigation>
  act: ReturnType<typeof performAction>
  respond: ReturnType<typeof response>
  document: ReturnType<typeof documentation>
  ask: ReturnType<typeof answering>
  review: ReturnType<typeof reviewCrew>
  reviewPullRequest: ReturnType<typeof pullRequestCrew>
  close(): Promise<void>
}

export interface PlatformOptions extends RunsOptions {
  /** Hears what of the configuration cannot be used, and is done without. */
  onProblem?: (what: string) => void
}

/** Opens the store and makes every crew known to its engine. Throws a fault `unavailable` where the store cannot be used. */
export async function openPlatform({
  environment = process.env,
  onForgetful,
  onProblem,
}: PlatformOptions = {}): Promise<Platform> {
  const pool = specialistPool(CAUSE_SPECIALISTS, openEvidence)
  const runs = await openRuns({ environment, ...(onForgetful && { onForgetful }) })
  const { engine, store } = runs
  const tracing = await traceRuns(engine, { environment, ...(onProblem && { onProblem }) })
  const outside = outsideTools(environment, onProblem)
  const consulting = {
    agents: () => incidentAgents(),
    models: openModels(environment),
    outsideTools: outside.tools,
  }
  const investigate = investigation({
    openSource: openEvidence,
    specialists: CAUSE_SPECIALISTS,
    runSpecialist: pool.run,
    ...consulting,
    async record(run, at, analysis) {
      await store.analyses.save(run, at, analysis)
      for (const { agent, findings } of analysis.specialists) await store.findings.record(run, agent, at, findings)
      await store.memory.keep(profileIncident(run, at, maskAnalysis(analysis)))
    },
    recall: async (run, at, analysis) =>
      analysis.verdict === 'healthy'
        ? []
        : findSimilar(profileIncident(run, at, maskAnalysis(analysis)), await store.memory.list()),
  })
  const gate = policyGate({
    loadPolicy: () => loadPolicy(policyPath(environment)),
    killSwitch: store.killSwitch,
    clock: Date.now,
  })
  const act = performAction({ executors: executors(environment), gate, ...store })
  engine.register(investigate)
  engine.register(act)
  const respond = response({ investigate, act })
  engine.register(respond)
  const document = documentation(consulting)
  engine.register(document)
  const ask = answering({ ...consulting, readRunbooks, remembered: () => store.memory.list() })
  engine.register(ask)
  const review = reviewCrew(environment)
  engine.register(review)
  const reviewPullRequest = pullRequestCrew(review, environment)
  engine.register(reviewPullRequest)
  return {
    ...runs,
    investigate,
    act,
    respond,
    document,
    ask,
    review,
    reviewPullRequest,
    async close() {
      await tracing.settled()
      await engine.close()
      await pool.close()
      await outside.close()
      await tracing.close()
    },
  }
}
