import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftermath, essence } from './crash-respond.ts'
import { AS_IT_SHOULD, crashSite, killAgainAndAgain, randomMoment, undisturbed } from './crash-site.ts'

const TRIALS = 10

/** A response to an incident that is killed again and again ends as if nothing had been. */
export function crashing(engine: string, makeUrl: () => Promise<string | undefined>): void {
  const site = crashSite(async () => ({ url: await makeUrl() }))
  let reference: unknown
  let span = 0

  describe(`a response to an incident, on ${engine}`, () => {
    beforeAll(async () => {
      ;({ reference, span } = await undisturbed(await site.place()))
    })
    afterAll(() => site.remove())

    it('ends in a root cause and a commit that was taken back', () => {
      expect(reference).toMatchObject({
        analysis: { verdict: 'root-cause' },
        remediation: { outcome: { status: 'done', approval: { decision: 'approved' } } },
      })
    })

    for (let trial = 0; trial < TRIALS; trial++)
      it(`gives the same, and acts once, when killed at two random moments (${trial + 1})`, async () => {
        const place = await site.place()
        const result = await killAgainAndAgain(
          place,
          (start) => randomMoment(trial, start, span),
          ({ moment, before, after }) => expect(after.slice(0, before.length), JSON.stringify(moment)).toEqual(before),
        )
        expect(essence(result)).toEqual(reference)
        expect(await aftermath(place)).toEqual(AS_IT_SHOULD)
      }, 60_000)
  })
}
