import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelServer } from '../../src/testing/model-server.ts'
import { aftermath, essence, keptSteps, told } from './crash-respond.ts'
import { crashSite, killAgainAndAgain, undisturbed } from './crash-site.ts'
import { askedAgain, modelOfCrew, momentOfAsking, stepOf } from './model-of-crew.ts'

const TRIALS = 10
const site = crashSite(async () => ({ modelUrl: server.url }))
let server: ModelServer

describe('a response with a model, killed at random moments', () => {
  let reference: unknown
  let span = 0
  beforeAll(async () => {
    server = await modelOfCrew()
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
      const again: (() => number)[] = []
      const result = await killAgainAndAgain(
        place,
        (start) => momentOfAsking(start, span),
        ({ isKilled, after }) => isKilled && again.push(askedAgain(server.calls, after)),
      )
      expect(again.map((count) => count())).toEqual(again.map(() => 0))
      expect(essence(result)).toEqual(reference)
      // Every call that was kept was told, once.
      const called = (await told(place)).filter(({ type }) => type === 'model_called').length
      expect(called).toBe((await keptSteps(place)).filter((row) => / asks the model \d+/.test(row)).length)
      expect(await aftermath(place)).toMatchObject({ reverts: 1, toldTwice: 0, unfinished: 0, performed: 1 })
    }, 60_000)
})
