/** Two specialists in parallel and a coordinator, durable: asked twice with one key, it pays once. */
import { agent, crew, run } from 'watchfloor'
import { memoryEngine, scriptedModel } from 'watchfloor/testing'
import { z } from 'zod'

const opinion = z.object({ opinion: z.string() })
const reads = (name: string, what: string) =>
  agent({ name, instructions: `You read ${what} and say what you see.`, report: opinion })

const onCall = crew({
  name: 'on-call',
  specialists: [reads('log-reader', 'logs'), reads('metric-reader', 'metrics')],
  coordinator: agent({
    name: 'lead',
    instructions: 'You decide from the reports of others.',
    report: z.object({ cause: z.string(), sure: z.number().min(0).max(1) }),
  }),
})

const model = scriptedModel(({ instructions }) => ({
  toolCalls: [
    {
      id: '1',
      name: 'report',
      input: instructions.includes('decide')
        ? { cause: 'The disk is full.', sure: 0.9 }
        : { opinion: 'No space left.' },
    },
  ],
}))

const engine = await memoryEngine()
const options = { model, engine, key: 'incident-7', evidence: { 'app.log': 'write failed: No space left on device' } }
const first = await run(onCall, 'What broke?', options)
const again = await run(onCall, 'What broke?', options)
console.log(first.status === 'reported' ? first.report : first.message)
console.log(
  `asked ${model.asked.length} times for two runs; the same answer: ${JSON.stringify(first) === JSON.stringify(again)}`,
)
await engine.close()
