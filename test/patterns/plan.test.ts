import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan, PlanStep } from '../../src/core/plan.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { checkPlan } from '../../src/patterns/check-plan.ts'
import { deadline } from '../../src/patterns/deadline.ts'
import { analyst } from '../../src/patterns/members.ts'
import { type PlanOutcome, runPlan, type Supervise } from '../../src/patterns/run-plan.ts'
import { ASSIGNMENT, finder } from './crew-of-tests.ts'

const step = (id: string, after: string[] = [], agent = 'a'): PlanStep => ({ id, agent, question: id, after })
const agents = new Set(['a', 'b'])
const plan = (...steps: PlanStep[]): Plan => ({ why: '', steps })

/** Any steps that wait for any others. */
const anyPlan = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc
      .array(fc.array(fc.nat(size), { maxLength: 3 }), { minLength: size, maxLength: size })
      .map((waits) => plan(...waits.map((after, id) => step(String(id), after.map(String))))),
  )

describe('a plan', () => {
  it('is refused by the names of what is wrong with it', () => {
    const named = (bad: Plan) => checkPlan(bad, agents).map(({ problem, steps }) => [problem, ...steps])
    expect(named(plan(step('x', ['y']), step('y', ['z']), step('z', ['x'])))).toEqual([['cycle', 'x', 'y', 'z']])
    expect(named(plan(step('x', ['x'])))).toEqual([['cycle', 'x']])
    expect(named(plan(step('x', [], 'nobody')))).toEqual([['unknown-agent', 'x']])
    expect(named(plan(step('x', ['gone']), step('y', ['x'])))).toEqual([
      ['unknown-step', 'x', 'gone'],
      ['unreachable', 'x'],
      ['unreachable', 'y'],
    ])
    expect(named(plan(step('x'), step('x')))).toEqual([['duplicate', 'x']])
    expect(named(plan(step('x', ['y']), step('y', ['x']), step('z', ['x'])))).toEqual([
      ['cycle', 'x', 'y'],
      ['unreachable', 'z'],
    ])
    expect(checkPlan(plan(step('x', ['y']), step('y', ['x'])), agents)[0]?.message).toContain('x after y after x')
  })

  it('that is long is checked without a deep stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, id) => step(String(id), id === 0 ? [] : [String(id - 1)]))
    expect(checkPlan(plan(...chain.reverse()), agents)).toEqual([])
  })

  it('that is accepted comes to its end, each step after all that it waits for, and one that is refused never begins', async () => {
    const engine = await memoryEngine()
    await fc.assert(
      fc.asyncProperty(anyPlan, async (any) => {
        const order: string[] = []
        const worker = analyst('a', ({ question }) => {
          order.push(question)
          return { summary: question, confidence: 0.5 }
        })
        const isGood = checkPlan(any, agents).length === 0
        const handle = await engine.start(
          {
            name: 'plan',
            run: async (run) => [
              ...(
                await runPlan(run, any, [worker, finder('b', 'x')], ASSIGNMENT, {
                  limit: deadline(20_000),
                  milliseconds: 10_000,
                })
              ).parts.keys(),
            ],
          },
          null,
        )
        if (!isGood) {
          await expect(handle.result()).rejects.toMatchObject({ code: 'invalid-input' })
          expect(order).toEqual([])
          return
        }
        expect(await handle.result()).toEqual(any.steps.map(({ id }) => id))
        for (const { id, after } of any.steps)
          for (const other of after) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id))
      }),
      { numRuns: 60 },
    )
    await engine.close()
  }, 60_000)

  it('begins a step as soon as those before it are done, and not with a whole wave', async () => {
    const ends: string[] = []
    const slow = analyst('a', async ({ question }) => {
      await new Promise((resolve) => setTimeout(resolve, question === 'slow' ? 400 : 5))
      ends.push(question)
      return { summary: question, confidence: 0.5 }
    })
    await planned(plan(step('slow'), step('quick'), step('then', ['quick'])), [slow])
    expect(ends).toEqual(['quick', 'then', 'slow'])
  })

  it('can be re-routed by a supervisor, within what a plan may be', async () => {
    const asked: string[] = []
    const worker = analyst('a', ({ question }) => {
      asked.push(question)
      return { summary: question, confidence: 0.5 }
    })
    const supervise: Supervise = ({ id }) =>
      id === 'look'
        ? { why: 'It is the disk.', skip: ['network', 'look'], add: [step('disk', ['look']), step('report', ['disk'])] }
        : id === 'disk'
          ? { why: 'In a circle.', add: [step('p', ['q']), step('q', ['p'])] }
          : undefined
    const { rerouted } = await planned(plan(step('look'), step('network', ['look'])), [worker], supervise)
    expect(asked).toEqual(['look', 'disk', 'report'])
    expect(rerouted).toMatchObject([
      { after: 'look', skipped: ['network'], added: ['disk', 'report'], refused: ['look can no longer be left out.'] },
      { after: 'disk', added: [], refused: [expect.stringContaining('wait for each other')] },
    ])
  })
})

async function planned(
  some: Plan,
  members: Parameters<typeof runPlan>[2],
  supervise?: Supervise,
): Promise<PlanOutcome> {
  const engine = await memoryEngine()
  const options = { limit: deadline(20_000), milliseconds: 10_000, ...(supervise && { supervise }) }
  let outcome: PlanOutcome | undefined
  const run = await engine.start(
    {
      name: 'plan',
      async run(live) {
        outcome = await runPlan(live, some, members, ASSIGNMENT, options)
      },
    },
    null,
  )
  await run.result()
  await engine.close()
  if (!outcome) throw new Error('no outcome')
  return outcome
}
