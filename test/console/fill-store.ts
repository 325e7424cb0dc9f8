import { openRuns } from '../../src/app/open-runs.ts'
import type { Run } from '../../src/core/engine.ts'
import { WatchfloorFault } from '../../src/core/fault.ts'
import type { SpecialistReport } from '../../src/core/finding.ts'
import { outageAnalysis } from '../report/analysis-fixtures.ts'

/** Names that people and systems do give, and some that only an attacker would. */
export const HOSTILE = '<img src=x onerror="document.title=1">'
export const LONG = `checkout-${'very-'.repeat(40)}long`

export interface Filled {
  /** A finished investigation with everything that a report can show. */
  outage: string
  failed: string
  /** Ended, and gave nothing. */
  empty: string
  /** Has a specialist at work for as long as nobody calls `stop`. */
  underWay: string
  stop(): Promise<void>
}

function report(agent: string, status: SpecialistReport['status'], milliseconds: number): SpecialistReport {
  return { agent, status, severity: 'P4', confidence: 0, summary: `${status}.`, findings: [], milliseconds }
}

/** A store as it is after a night: what went well, what failed, what is under way, and names to stumble over. */
export async function fillStore(home: string): Promise<Filled> {
  const { engine, store } = await openRuns({ environment: { WATCHFLOOR_HOME: home } })
  const analysis = outageAnalysis()
  const investigate = async (run: Run) => {
    for (const [agent, status, milliseconds] of [
      ['log-analyst', 'completed', 420],
      ['log-analyst', 'completed', 1_900],
      ['metrics-analyst', 'timed-out', 60_000],
      ['trace-analyst', 'no-evidence', 12],
    ] as const) {
      run.emit({ type: 'specialist_started', agent, task: `reads what ${agent} reads` })
      run.emit({ type: 'specialist_completed', agent, report: report(agent, status, milliseconds) })
    }
    const tokens = { inputTokens: 8_412, outputTokens: 903, milliseconds: 4_200 }
    run.emit({
      type: 'model_called',
      agent: 'coordinator',
      model: 'anthropic:large',
      status: 'answered',
      dollars: 0.0387,
      ...tokens,
    })
    run.emit({
      type: 'model_called',
      agent: 'log-analyst',
      model: 'own:model',
      status: 'answered',
      dollars: null,
      ...tokens,
    })
    run.emit({ type: 'model_called', agent: HOSTILE, model: LONG, status: 'answered', dollars: 0.00004, ...tokens })
    return analysis
  }
  const ended = async (title: string, run: (run: Run) => Promise<unknown>) => {
    const handle = await engine.start({ name: 'incident.investigate', run }, null, { title })
    await handle.result().catch(() => undefined)
    return handle.id
  }
  const outage = await ended(analysis.title, investigate)
  await store.analyses.save(outage, Date.now(), analysis)
  for (const { agent, findings } of analysis.specialists)
    await store.findings.record(outage, agent, Date.now(), findings)
  const failed = await ended(LONG, async () => {
    throw new WatchfloorFault('unavailable', `The bundle ${HOSTILE} cannot be read.`, {
      hint: 'Look whether it is there.',
    })
  })
  const empty = await ended(HOSTILE, async () => null)
  const stopped = Promise.withResolvers<null>()
  const specialist = {
    name: 'incident.specialist',
    async run(run: Run) {
      run.emit({ type: 'specialist_started', agent: 'log-analyst', task: 'reads the logs of a large cluster' })
      return run.step('analyse', () => stopped.promise)
    },
  }
  const underWay = await engine.start(
    { name: 'incident.investigate', run: (run: Run) => run.child(specialist, null) },
    null,
    { title: 'Search is slow' },
  )
  for (const [id, title, severity] of [
    ['inc-a', 'Card payments fail', 'critical'],
    ['inc-b', LONG, 'warning'],
    ['inc-c', HOSTILE, HOSTILE],
    ['inc-d', 'The disk is nearly full', 'P2'],
    ['inc-e', 'A certificate ends next week', 'info'],
  ] as const)
    await store.intake.assign({ id, title, severity, openedAt: Date.now() - 60_000 }, [])
  await store.intake.begun('inc-a', outage)
  return {
    outage,
    failed,
    empty,
    underWay: underWay.id,
    async stop() {
      stopped.resolve(null)
      await underWay.result().catch(() => undefined)
      await engine.close()
    },
  }
}
