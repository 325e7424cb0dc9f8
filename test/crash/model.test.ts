import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModelServer, modelServer, type ServedCall } from '../../src/testing/model-server.ts'
import { aftermath, essence, keptSteps, told } from './crash-respond.ts'
import { crashSite, killAgainAndAgain, undisturbed } from './crash-site.ts'

const TRIALS = 10
const site = crashSite(async () => ({ modelUrl: server.url }))
let server: ModelServer

/** Which agent asks for the which time, as its step is named. */
function stepOf({ system, messages }: ServedCall): string {
  const text = JSON.stringify(system)
  const agent = AGENTS.find(([words]) => text.includes(words))?.[1] ?? 'unknown'
  return `${agent} asks the model ${(messages.length + 1) / 2}`
}
const AGENTS = [
  ['You coordinate', 'coordinator'],
  ['what the logs say', 'log-analyst'],
  ['the metrics of services', 'metrics-analyst'],
  ['You judge the traces', 'trace-analyst'],
  ['You judge changes', 'change-analyst'],
  ['You judge the cluster', 'kubernetes-analyst'],
] as const

describe('a response with a model, killed at random moments', () => {
  let reference: unknown
  let span = 0
  beforeAll(async () => {
    server = await modelServer((call) => {
      const isSpecialist = JSON.stringify(call.tools).includes('assessment')
      const canSearch = call.tools.some(({ name }) => name === 'search_logs')
      if (canSearch && call.messages.length === 1)
        return { delayMilliseconds: 60, toolCalls: [{ name: 'search_logs', input: { text: 'OutOfMemoryError' } }] }
      const input = isSpecialist
        ? { assessment: 'It fits.', evidence: ['E1'] }
        : { summary: 'The heap filled up.', connections: [] }
      return { delayMilliseconds: 60, toolCalls: [{ name: 'report', input }] }
    })
    ;({ reference, span } = await undisturbed(await site.place()))
  })
  afterAll(async () => {
    await server.close()
    site.remove()
  })

  it('asks specialists and coordinator, who look further', () => {
    expect(reference).toMatchObject({ analysis: { model: { status: 'reported', calls: expect.any(Number) } } })
    expect(new Set(server.calls.map(stepOf))).toContain('coordinator asks the model 2')
  })

  for (let trial = 0; trial < TRIALS; trial++)
    it(`gives the same, and pays for no kept answer twice (${trial + 1})`, async () => {
      const place = await site.place()
      server.calls.length = 0
      const checks: (() => void)[] = []
      const result = await killAgainAndAgain(
        place,
        (start) => ({ after: 'ready', milliseconds: span * (0.3 + 0.5 * Math.random()) * (start === 0 ? 1 : 0.5) }),
        ({ isKilled, after }) => {
          // What is kept now is never asked again.
          const kept = new Set(after.map((row) => String(JSON.parse(row).name)))
          const asked = () => server.calls.map(stepOf).filter((step) => kept.has(step))
          const before = asked().length
          if (isKilled) checks.push(() => expect(asked().length).toBe(before))
        },
      )
      for (const check of checks) check()
      expect(essence(result)).toEqual(reference)
      // Every call that was kept was told, once.
      const called = (await told(place)).filter(({ type }) => type === 'model_called').length
      expect(called).toBe((await keptSteps(place)).filter((row) => / asks the model \d+/.test(row)).length)
      expect(await aftermath(place)).toMatchObject({ reverts: 1, toldTwice: 0, unfinished: 0, performed: 1 })
    }, 60_000)
})
