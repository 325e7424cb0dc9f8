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
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-crash-'))
const template = makeCheckout(folder)
const places: Workplace[] = []
afterAll(() => {
  for (const path of [folder, ...places.map(({ home }) => dirname(home))])
    rmSync(path, { recursive: true, force: true })
})

function workplace(): Workplace {
  const place = makeWorkplace(template)
  places.push(place)
  return place
}

/** The response as it is when nothing goes wrong, and how long it takes. */
let reference: unknown
let span = 0

describe('a response to an incident, on the local engine', () => {
  beforeAll(async () => {
    const begun = performance.now()
    reference = essence((await runProcess(workplace())) ?? '')
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
      const place = workplace()
      let kept: string[] = []
      let result: string | undefined
      for (let start = 0; result === undefined && start < 8; start++) {
        // Later starts have less left to do.
        const moment = start < 2 ? randomMoment(trial, start) : undefined
        result = await runProcess(place, moment)
        const now = await keptSteps(place)
        expect(now.slice(0, kept.length), JSON.stringify(moment)).toEqual(kept)
        kept = now
      }
      expect(essence(result ?? '')).toEqual(reference)
      expect(await aftermath(place)).toEqual({
        reverts: 1,
        toldTwice: 0,
        unfinished: 0,
        heldSlots: 0,
        performed: 1,
        auditIsWhole: true,
      })
    }, 60_000)
})

/** Anywhere in the run, or in the short while in which the action is done. */
function randomMoment(trial: number, start: number): Moment {
  return (trial + start) % 2 === 0
    ? { after: 'acting', milliseconds: Math.random() * 120 }
    : { after: 'ready', milliseconds: (Math.random() * span) / (start + 1) }
}
