/**
 * Kills a response to an incident (five specialists, an approved action) with SIGKILL at random moments on both durable
 * engines, and says what came of it: `npm run bench:crash [-- --moments 100]`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import {
  aftermath,
  essence,
  keptSteps,
  type Moment,
  makeCheckout,
  makeWorkplace,
  runProcess,
} from '../test/crash/crash-respond.ts'
import { HAS_POSTGRES, startPostgres } from '../test/needs/postgres.ts'

const { values } = parseArgs({ options: { moments: { type: 'string', default: '100' } } })
const moments = Number(values.moments)
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'))
const template = makeCheckout(folder)
const GOOD = { reverts: 1, toldTwice: 0, unfinished: 0, heldSlots: 0, performed: 1, auditIsWhole: true }

async function measure(engine: string, makeUrl: () => Promise<string | undefined>): Promise<void> {
  const first = makeWorkplace(template, await makeUrl())
  const begun = performance.now()
  const reference = essence((await runProcess(first)) ?? '')
  const span = (performance.now() - begun) * 0.8
  let kills = 0
  let trials = 0
  const wrong: string[] = []
  while (kills < moments) {
    trials++
    const place = makeWorkplace(template, await makeUrl())
    let kept: string[] = []
    let result: string | undefined
    for (let start = 0; result === undefined; start++) {
      const inAction = (trials + start) % 2 === 0
      const moment: Moment = inAction
        ? { after: 'acting', milliseconds: Math.random() * 120 }
        : { after: 'ready', milliseconds: (Math.random() * span) / (start + 1) }
      result = await runProcess(place, start < 2 ? moment : undefined)
      if (result === undefined) kills++
      const now = await keptSteps(place)
      if (!isDeepStrictEqual(now.slice(0, kept.length), kept))
        wrong.push(`a kept step changed after ${JSON.stringify(moment)}`)
      kept = now
    }
    const after = await aftermath(place)
    if (!isDeepStrictEqual(after, GOOD)) wrong.push(JSON.stringify(after))
    if (!isDeepStrictEqual(essence(result), reference)) wrong.push('another result')
    rmSync(dirname(place.home), { recursive: true, force: true })
  }
  rmSync(dirname(first.home), { recursive: true, force: true })
  console.log(`${engine}: ${kills} kills in ${trials} responses, ${wrong.length} wrong`)
  for (const one of wrong) console.log(`  ${one}`)
  if (wrong.length > 0) process.exitCode = 1
}

try {
  await measure('local (SQLite)', async () => undefined)
  if (HAS_POSTGRES) {
    const postgres = await startPostgres()
    try {
      await measure('distributed (PostgreSQL)', () => postgres.database())
    } finally {
      await postgres.remove()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
