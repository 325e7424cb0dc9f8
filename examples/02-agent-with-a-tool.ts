/** One agent with one tool. The model is a script here, so that it runs without a key; give `model: 'fast'` to ask a real one. */
import { agent, run, tool } from 'watchfloor'
import { scriptedModel } from 'watchfloor/testing'
import { z } from 'zod'

const POOLS: Record<string, number> = { checkout: 20, payments: 2 }

const poolSize = tool({
  name: 'pool_size',
  description: 'How many connections the pool of a service may open.',
  input: z.object({ service: z.string() }),
  run: async ({ service }) => `${service}: ${POOLS[service] ?? 'unknown'}`,
})

const poolExpert = agent({
  name: 'pool-expert',
  instructions: 'You judge connection pools. A pool is too small where requests wait for it.',
  tools: [poolSize],
  report: z.object({ service: z.string(), isTooSmall: z.boolean(), why: z.string() }),
})

const model = scriptedModel(({ messages }) =>
  messages.length === 1
    ? { toolCalls: [{ id: '1', name: 'pool_size', input: { service: 'payments' } }] }
    : {
        toolCalls: [
          {
            id: '2',
            name: 'report',
            input: { service: 'payments', isTooSmall: true, why: 'Two connections for all.' },
          },
        ],
      },
)

const result = await run(poolExpert, 'Which pool is too small?', {
  model,
  evidence: { 'payments.log': 'WARN waited 3000 ms for a connection' },
})
console.log(result.status === 'reported' ? result.report : result.message)
console.log(`${result.spend.calls} calls, ${result.spend.inputTokens} tokens in`)
