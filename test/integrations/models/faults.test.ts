import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { memoryEngine } from '../../../src/engine/memory/memory-engine.ts'
import { openModel } from '../../../src/integrations/models/open-model.ts'
import { providerBreakers } from '../../../src/reasoner/breakers.ts'
import { createBudget } from '../../../src/reasoner/budget.ts'
import { type Reasoned, reason } from '../../../src/reasoner/reason.ts'
import { resilientModel } from '../../../src/reasoner/resilient-model.ts'
import { type ModelServer, modelServer, type ServedReply } from '../../../src/testing/model-server.ts'

const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const report = z.object({ cause: z.string(), sure: z.number() })
const GOOD: ServedReply = {
  toolCalls: [{ name: 'report', input: { cause: 'oom', sure: 0.9 } }],
  usage: { input: 120, output: 30 },
}

async function reasonAgainst(script: (number: number) => ServedReply): Promise<Reasoned<z.infer<typeof report>>> {
  const server = await modelServer((_, number) => script(number))
  servers.push(server)
  const model = resilientModel(
    [await openModel('anthropic:claude-haiku-5-5', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: server.url })],
    {
      breakers: providerBreakers(Date.now),
      sleep: (milliseconds, signal) => sleep(Math.min(milliseconds, 5), undefined, { signal }),
      timeoutMilliseconds: 3_000,
    },
  )
  const engine = await memoryEngine()
  const look = {
    name: 'look',
    description: 'Looks.',
    input: z.object({ where: z.string() }),
    run: async ({ where }: { where: string }) => `nothing in ${where}`,
  }
  const handle = await engine.start(
    {
      name: 'w',
      run: (run) =>
        reason(
          run,
          {
            agent: 'a',
            instructions: 'i',
            question: 'q',
            tools: [look as never],
            report,
            turns: 4,
            maxOutputTokens: 200,
          },
          { model, price: undefined, priceOf: () => undefined, budget: createBudget({ tokens: 50_000 }) },
        ),
    },
    null,
  )
  const reasoned = (await handle.result()) as Reasoned<z.infer<typeof report>>
  await engine.close()
  return reasoned
}

const FAULTS: Record<string, ServedReply> = {
  '429 with retry-after': { fault: 'rate-limited' },
  '529': { fault: 'overloaded' },
  'a stream cut in the middle': { text: 'half of an ans', fault: 'cut' },
  'overload inside a stream': { fault: 'overloaded-in-stream' },
  'a hang': { fault: 'hang' },
  'a reset connection': { fault: 'reset' },
  'a malformed report': { toolCalls: [{ name: 'report', input: { cause: 7 } }] },
  'wrong tool arguments': { toolCalls: [{ name: 'look', input: { who: 'me' } }] },
}

describe('an agent with a model, over the wire protocol', () => {
  for (const [name, fault] of Object.entries(FAULTS))
    it(`ends with a valid report after ${name}, 20 times of 20`, async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, () => reasonAgainst((number) => (number === 1 ? fault : GOOD))),
      )
      for (const reasoned of all) expect(reasoned).toMatchObject({ status: 'reported', report: { cause: 'oom' } })
    })

  it('gives up with a reason where the model never answers, without throwing', async () => {
    expect(await reasonAgainst(() => ({ fault: 'overloaded' }))).toMatchObject({ status: 'gave-up', why: 'model' })
    expect(await reasonAgainst(() => ({ fault: 'unauthorized' }))).toMatchObject({ status: 'gave-up', why: 'model' })
    expect(await reasonAgainst(() => ({ text: 'I will not.' }))).toMatchObject({ status: 'gave-up', why: 'report' })
    expect(await reasonAgainst(() => ({ toolCalls: [{ name: 'look', input: { where: 'x' } }] }))).toMatchObject({
      why: 'turns',
    })
  })

  it('sends instructions, tools and their results as the protocol wants them', async () => {
    const server = await modelServer((_, number) =>
      number === 1
        ? {
            text: 'I look.',
            toolCalls: [
              { name: 'look', input: { where: 'x' } },
              { name: 'steal', input: {} },
            ],
          }
        : GOOD,
    )
    servers.push(server)
    const model = await openModel('haiku', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: `${server.url}/v1` })
    expect(model.name).toBe('anthropic:claude-haiku-5-5')
    const engine = await memoryEngine()
    const look = {
      name: 'look',
      description: 'Looks.',
      input: z.object({ where: z.string() }),
      run: async () => 'found',
    }
    await (
      await engine.start(
        {
          name: 'w',
          run: (run) =>
            reason(
              run,
              {
                agent: 'a',
                instructions: 'who you are',
                question: 'what?',
                tools: [look as never],
                report,
                turns: 4,
                maxOutputTokens: 200,
              },
              { model, price: undefined, priceOf: () => undefined, budget: createBudget({ tokens: 50_000 }) },
            ),
        },
        null,
      )
    ).result()
    await engine.close()
    const [first, second] = server.calls
    expect(JSON.stringify(first?.system)).toContain('who you are')
    expect(first?.tools.map(({ name }) => name)).toEqual(['look', 'report'])
    const results = JSON.stringify(second?.messages.at(-1))
    expect(results).toContain('found')
    expect(results).toContain('There is no tool steal.')
  })

  it('names what is wrong with a model that cannot be opened', async () => {
    for (const name of ['nonsense', 'anthropic:', 'unknown:model', 'constructor:x'])
      await expect(openModel(name, {})).rejects.toMatchObject({ code: 'usage' })
    await expect(openModel('deep', {})).rejects.toThrow('ANTHROPIC_API_KEY')
  })
})
