import { describe, expect, it } from 'vitest'
import { type Coordinated, reasonOverAnalysis } from '../../../src/crews/incident/reason-over-analysis.ts'
import type { ReasoningCrew } from '../../../src/crews/incident/reasoning-crew.ts'
import { memoryEngine } from '../../../src/engine/memory/memory-engine.ts'
import { createBudget } from '../../../src/reasoner/budget.ts'
import { createMasker } from '../../../src/safety/masker.ts'
import { scriptedModel } from '../../../src/testing/scripted-model.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'

const analysis = outageAnalysis()
const [first, second] = analysis.hypotheses
if (!first || !second) throw new Error('The fixture has two hypotheses.')
const close = { ...analysis, hypotheses: [first, { ...second, confidence: first.confidence / 2 }] }

/** The coordinator with a model that ranks the second hypothesis first, citing what `cite` picks from the question. */
async function ranked(
  over: typeof analysis,
  component: string,
  cause: string,
  cite: (question: string) => string,
): Promise<Coordinated> {
  const model = scriptedModel(({ messages }) => {
    const question = messages[0]?.role === 'user' ? messages[0].text : ''
    const ranking = [{ component, cause, reason: 'It came first.', evidence: [cite(question)] }]
    return { toolCalls: [{ id: 't', name: 'report', input: { summary: 's', connections: [], ranking } }] }
  })
  const engine = await memoryEngine()
  const budget = createBudget({ tokens: 100_000 })
  const crew: ReasoningCrew = {
    agents: [],
    tools: () => [],
    partsFor: (agent) => ({
      model,
      price: undefined,
      priceOf: () => undefined,
      budget,
      milliseconds: 10_000,
      choice: { agent: agent.name, model: model.name, reason: 'asked for' },
    }),
    budget,
    masker: createMasker(),
    unmasked: false,
  }
  const handle = await engine.start({ name: 'w', run: (run) => reasonOverAnalysis(run, over, crew) }, null)
  const coordinated = await handle.result()
  await engine.close()
  return coordinated
}

/** The number of evidence from the same place as the first of the hypothesis. */
const ofSecond = (question: string) => {
  const { source, line } = second.evidence[0] ?? { source: '', line: 0 }
  return new RegExp(`(E\\d+) \\[[^\\]]*\\] ${source.replaceAll('.', '\\.')}:${line} `).exec(question)?.[1] ?? 'none'
}

describe('the order of hypotheses', () => {
  it('is changed by a model that gives evidence, between hypotheses that the rules find possible', async () => {
    const { order, model } = await ranked(close, second.component, second.cause, ofSecond)
    expect(order).toEqual([1])
    expect(model).toMatchObject({ reorderApplied: true, struck: 0, fused: [{ component: first.component }, {}] })
  })

  it('stays where the evidence is not there, bears nothing out, or the hypothesis is none of ours', async () => {
    expect((await ranked(close, second.component, second.cause, () => 'E999')).order).toEqual([])
    expect((await ranked(close, 'somewhere-else', 'disk-full', ofSecond)).order).toEqual([])
    expect((await ranked(close, second.component, 'another-cause', ofSecond)).order).toEqual([])
  })

  it('stays where the rules find too little for it', async () => {
    const far = { ...analysis, hypotheses: [first, { ...second, confidence: first.confidence / 20 }] }
    const { order, model } = await ranked(far, second.component, second.cause, ofSecond)
    expect(order).toEqual([])
    expect(model).toMatchObject({ reorderApplied: false, reordered: [{ component: second.component }] })
  })
})
