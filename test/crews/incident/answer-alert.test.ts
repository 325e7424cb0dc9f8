import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/core/analysis.ts'
import { WatchfloorFault } from '../../../src/core/fault.ts'
import { answerAlert } from '../../../src/crews/incident/answer-alert.ts'
import { INVESTIGATION_DEFAULTS, type InvestigationInput } from '../../../src/crews/incident/investigate.ts'
import { memoryEngine } from '../../../src/engine/memory/memory-engine.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'

const { timeoutMilliseconds, ...defaults } = INVESTIGATION_DEFAULTS

/** With something in it that Watchfloor can carry out itself. */
function withOperation(): Analysis {
  const analysis = outageAnalysis()
  const [first, ...others] = analysis.actions
  const operation = { kind: 'restart', target: { namespace: 'shop', deployment: 'payment-gateway' } } as const
  return { ...analysis, actions: first ? [{ ...first, operation }, ...others] : [] }
}

/** The answer to an alert with one investigation, which fails as often as told. */
async function answered(fails: readonly WatchfloorFault[], allowance?: number) {
  const engine = await memoryEngine()
  const looked: InvestigationInput[] = []
  const told: string[] = []
  const left = [...fails]
  const workflow = answerAlert({
    investigate: {
      name: 'incident.investigate',
      async run(_run, input) {
        looked.push(input)
        const fault = left.shift()
        if (fault) throw fault
        return withOperation()
      },
    },
    collect: async (_input, run) => ({ path: `/evidence/${run}`, trustSources: false, repositories: [] }),
    allowance: async () => allowance,
    tell: async () => void told.push('analysis'),
    tellFailed: async (_incident, _run, why) => void told.push(why),
    propose: async (_incident, _run, { title, isUnattended }) => void told.push(`${isUnattended} ${title}`),
  })
  const investigation = { ...defaults, timeoutMilliseconds, model: 'fast' }
  const handle = await engine.start(workflow, { incident: 'inc_1', investigation })
  const end = await handle.result().then(
    () => 'completed',
    (thrown: unknown) => (thrown as WatchfloorFault).code,
  )
  await engine.close()
  return { end, looked, told, run: handle.id }
}

describe('an alerted incident', () => {
  it('is told, and its remedy proposed as what nobody asked for', async () => {
    const { end, told } = await answered([])
    expect(end).toBe('completed')
    expect(told[0]).toBe('analysis')
    expect(told[1]).toMatch(/^true /)
  })

  it('is collected anew where the evidence lies on a host that is gone', async () => {
    const { end, looked, told, run } = await answered([new WatchfloorFault('not-found', 'gone')])
    expect(end).toBe('completed')
    expect(looked.map(({ address }) => address.path)).toEqual([`/evidence/${run}`, `/evidence/${run}.again`])
    expect(told[0]).toBe('analysis')
  })

  it('that cannot be investigated is told as such', async () => {
    const gone = new WatchfloorFault('not-found', 'gone')
    expect(await answered([gone, gone])).toMatchObject({ end: 'not-found', told: ['gone'] })
    const broken = await answered([new WatchfloorFault('unavailable', 'no disk')])
    expect(broken).toMatchObject({ end: 'unavailable', told: ['no disk'] })
    expect(broken.looked).toHaveLength(1)
  })

  it('is investigated by code where the money is gone, and within what is left otherwise', async () => {
    expect((await answered([], 0)).looked[0]).toMatchObject({ model: 'none' })
    expect((await answered([], 0.5)).looked[0]).toMatchObject({ model: 'fast', budget: { dollars: 0.5 } })
    expect((await answered([])).looked[0]?.budget).not.toHaveProperty('dollars')
  })
})
