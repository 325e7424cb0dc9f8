import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aftermath,
  essence,
  keptSteps,
  type Moment,
  makeCheckout,
  makeWorkplace,
  runProcess,
  type Workplace,
} from './crash-respond.ts'

const TRIALS = 10
const AS_IT_SHOULD = { reverts: 1, toldTwice: 0, unfinished: 0, heldSlots: 0, performed: 1, auditIsWhole: true }

/** A response to an incident that is killed again and again ends as if nothing had been. */
export function crashing(engine: string, makeUrl: () => Promise<string | undefined>): void {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-crash-'))
  const template = makeCheckout(folder)
  const places: Workplace[] = []
  afterAll(() => {
    for (const path of [folder, ...places.map(({ home }) => dirname(home))])
      rmSync(path, { recursive: true, force: true })
  })
  const workplace = async () => {
    const place = makeWorkplace(template, await makeUrl())
    places.push(place)
    return place
  }
  /** The response as it is when nothing goes wrong, and how long it takes. */
  let reference: unknown
  let span = 0

  describe(`a response to an incident, on ${engine}`, () => {
    beforeAll(async () => {
      const place = await workplace()
      const begun = performance.now()
      reference = essence((await runProcess(place)) ?? '')
      span = (performance.now() - begun) * 0.8
    })

    it('ends in a root cause and a commit that was taken back', () => {
      expect(reference).toMatchObject({
        analysis: { verdict: 'root-cause' },
        remediation: { outcome: { status: 'done', approval: { decision: 'approved' } } },
      })
    })

    for (let trial = 0; trial < TRIALS; trial++)
      it(`gives the same, and acts once, when killed at two random moments (${trial + 1})`, async () => {
        const place = await workplace()
        let kept: string[] = []
        let result: string | undefined
        for (let start = 0; result === undefined && start < 8; start++) {
          const moment = start < 2 ? randomMoment(trial, start, span) : undefined
          result = await runProcess(place, moment)
          const now = await keptSteps(place)
          expect(now.slice(0, kept.length), JSON.stringify(moment)).toEqual(kept)
          kept = now
        }
        expect(essence(result ?? '')).toEqual(reference)
        expect(await aftermath(place)).toEqual(AS_IT_SHOULD)
      }, 60_000)
  })
}

/** Anywhere in the run, or in the short while in which the action is done. */
export function randomMoment(trial: number, start: number, span: number): Moment {
  return (trial + start) % 2 === 0
    ? { after: 'acting', milliseconds: Math.random() * 120 }
    : { after: 'ready', milliseconds: (Math.random() * span) / (start + 1) }
}
