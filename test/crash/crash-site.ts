import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { essence, keptSteps, makeCheckout, makeWorkplace, runProcess, type Workplace } from './crash-respond.ts'
import type { Moment } from './run-until.ts'

/** How everything stands after a response that was killed again and again. */
export const AS_IT_SHOULD = { reverts: 1, toldTwice: 0, unfinished: 0, heldSlots: 0, performed: 1, auditIsWhole: true }

/** Killed so often, then left to end. */
const KILLS = 2
const MOST_STARTS = 8

/** Workplaces that share one checkout to be copied, and go away together. */
export function crashSite(more: () => Promise<Pick<Workplace, 'url' | 'modelUrl'>>) {
  const folder = mkdtempSync(join(tmpdir(), 'watchfloor-crash-'))
  const template = makeCheckout(folder)
  const places: Workplace[] = []
  return {
    async place(): Promise<Workplace> {
      const { url, modelUrl } = await more()
      const place = { ...makeWorkplace(template, url), modelUrl }
      places.push(place)
      return place
    },
    remove() {
      for (const path of [folder, ...places.map(({ home }) => dirname(home))])
        rmSync(path, { recursive: true, force: true })
    },
  }
}

/** The response as it is when nothing goes wrong, and how long its work takes. Milliseconds. */
export async function undisturbed(place: Workplace): Promise<{ reference: unknown; span: number }> {
  const begun = performance.now()
  const reference = essence((await runProcess(place)) ?? '')
  return { reference, span: (performance.now() - begun) * 0.8 }
}

/** Anywhere in the run, or in the short while in which the action is done. */
export function randomMoment(trial: number, start: number, span: number): Moment {
  return (trial + start) % 2 === 0
    ? { after: 'acting', milliseconds: Math.random() * 120 }
    : { after: 'ready', milliseconds: (Math.random() * span) / (start + 1) }
}

/** One start of a process, and what the journal held before and after it. */
export interface Start {
  moment: Moment | undefined
  isKilled: boolean
  before: string[]
  after: string[]
}

/** Starts the process, kills it, and starts it again until it has ended; gives its result. */
export async function killAgainAndAgain(
  place: Workplace,
  momentOf: (start: number) => Moment,
  look: (start: Start) => unknown,
): Promise<string> {
  let before: string[] = []
  for (let start = 0; start < MOST_STARTS; start++) {
    const moment = start < KILLS ? momentOf(start) : undefined
    const result = await runProcess(place, moment)
    const after = await keptSteps(place)
    look({ moment, isKilled: result === undefined, before, after })
    if (result !== undefined) return result
    before = after
  }
  throw new Error(`It did not end in ${MOST_STARTS} starts.`)
}
