import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runUntil } from './run-until.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-patterns-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const TRIALS = 4
const KILLS = 2

/** What a pattern came to, without what differs from run to run: the order in which steps of a supervised plan ended. */
const essence = (result: string | undefined) => {
  const { data, ...given } = JSON.parse(result ?? 'null')
  return { ...given, record: { ...data, parts: data.parts?.length, rerouted: data.rerouted?.length } }
}

describe('killed with SIGKILL and gone on with, it comes to the same, and no finished step is done again', () => {
  for (const pattern of ['coordinate', 'pipeline', 'debate', 'hierarchy', 'mesh'])
    it(pattern, async () => {
      const at = () => {
        const place = mkdtempSync(join(folder, `${pattern}-`))
        return { what: [pattern, join(place, 'runs.db'), join(place, 'log')], log: join(place, 'log') }
      }
      const undisturbed = at()
      const wanted = essence(await runUntil('test/crash/pattern-process.ts', undisturbed.what, process.env))
      const count = readFileSync(undisturbed.log, 'utf8').split('\n').length
      let kills = 0
      for (let trial = 0; trial < TRIALS; trial++) {
        const { what, log } = at()
        let result: string | undefined
        let mostAgain = 0
        for (let start = 0; result === undefined; start++) {
          // Anywhere in the work that is left.
          const piece = 1 + Math.floor((Math.random() * (count - 1)) / (start + 1))
          const moment = { after: `work ${piece}`, milliseconds: Math.random() * 30 }
          result = await runUntil(
            'test/crash/pattern-process.ts',
            what,
            process.env,
            start < KILLS ? moment : undefined,
          )
          if (result === undefined) {
            kills++
            // Three are at work at once: no more than what was under way is begun again.
            mostAgain += 3
          }
        }
        expect(essence(result)).toEqual(wanted)
        expect(readFileSync(log, 'utf8').split('\n').length).toBeLessThanOrEqual(count + mostAgain)
      }
      expect(kills).toBeGreaterThan(0)
    }, 60_000)
})
