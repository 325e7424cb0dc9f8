import { documentation } from '../crews/incident/document-analysis.ts'
import { investigation } from '../crews/incident/investigate.ts'
import { response } from '../crews/incident/respond.ts'
import { CAUSE_SPECIALISTS } from '../crews/incident/specialists.ts'
import { performAction } from '../safety/gate/perform-action.ts'
import { policyGate } from '../safety/gate/policy-gate.ts'
import { executors } from './executors.ts'
import { findAgents } from './find-agents.ts'
import { loadPolicy, policyPath } from './load-policy.ts'
import { openEvidence } from './open-evidence.ts'
import { openModels } from './open-reasoner.ts'
import { openRuns, type Runs, type RunsOptions } from './open-runs.ts'
import { specialistPool } from './specialist-pool.ts'
import { type TraceOptions, traceRuns } from './trace-runs.ts'

/** Everything that runs need, wired: the one place that knows which store, engine, crews and executors there are. */
export interface Platform extends Runs {
  investigate: ReturnType<typeof investigation>
  act: ReturnType<typeof performAction>
  respond: ReturnType<typeof response>
  document: ReturnType<typeof documentation>
  close(): Promise<void>
}

/** Opens the store and makes every crew known to its engine. Throws a fault `unavailable` where the store cannot be used. */
export async function openPlatform({
  environment = process.env,
  onForgetful,
  onProblem,
}: RunsOptions & TraceOptions = {}): Promise<Platform> {
  const pool = specialistPool(CAUSE_SPECIALISTS, openEvidence)
  const runs = await openRuns({ environment, ...(onForgetful && { onForgetful }) })
  const { engine, store } = runs
  const tracing = await traceRuns(engine, { environment, ...(onProblem && { onProblem }) })
  const consulting = {
    agents: async () => (await findAgents()).agents.map(({ origin, path, notes, ...agent }) => agent),
    models: openModels(environment),
  }
  const investigate = investigation({
    openSource: openEvidence,
    specialists: CAUSE_SPECIALISTS,
    runSpecialist: pool.run,
    ...consulting,
    async record(run, at, analysis) {
      await store.analyses.save(run, at, analysis)
      for (const { agent, findings } of analysis.specialists) await store.findings.record(run, agent, at, findings)
    },
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
  return {
    ...runs,
    investigate,
    act,
    respond,
    document,
    async close() {
      await tracing.settled()
      await engine.close()
      await pool.close()
      await tracing.close()
    },
  }
}
