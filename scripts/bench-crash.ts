/**
 * Kills a response to an incident (five specialists, an approved action) with SIGKILL at random moments on both durable
 * engines, and with a model on the local one, and says what came of it: `npm run bench:crash [-- --moments 100]`.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { aftermath, essence } from '../test/crash/crash-respond.ts'
import {
  AS_IT_SHOULD,
  crashSite,
  killAgainAndAgain,
  randomMoment,
  type Start,
  undisturbed,
} from '../test/crash/crash-site.ts'
import { askedAgain, modelOfCrew, momentOfAsking } from '../test/crash/model-of-crew.ts'
import type { Moment } from '../test/crash/run-until.ts'
import { HAS_POSTGRES, startPostgres } from '../test/needs/postgres.ts'

const { values } = parseArgs({ options: { moments: { type: 'string', default: '100' } } })
const moments = Number(values.moments)

/** How a response is disturbed, and what else can be wrong with it. */
interface Trial {
  momentOf(trial: number, start: number, span: number): Moment
  look?(start: Start): unknown
  wrong?(): string[]
}

async function measure(
  engine: string,
  makeUrls: () => Promise<{ url?: string; modelUrl?: string }>,
  { momentOf, look, wrong: more }: Trial,
): Promise<void> {
  const site = crashSite(makeUrls)
  try {
    const { reference, span } = await undisturbed(await site.place())
    let kills = 0
    let trials = 0
    const wrong: string[] = []
    while (kills < moments) {
      const trial = ++trials
      const place = await site.place()
      const result = await killAgainAndAgain(
        place,
        (start) => momentOf(trial, start, span),
        (start) => {
          const { moment, isKilled, before, after } = start
          if (isKilled) kills++
          look?.(start)
          if (!isDeepStrictEqual(after.slice(0, before.length), before))
            wrong.push(`a kept step changed after ${JSON.stringify(moment)}`)
        },
      )
      const stands = await aftermath(place)
      if (!isDeepStrictEqual(stands, AS_IT_SHOULD)) wrong.push(JSON.stringify(stands))
      if (!isDeepStrictEqual(essence(result), reference)) wrong.push('another result')
      wrong.push(...(more?.() ?? []))
    }
    console.log(`${engine}: ${kills} kills in ${trials} responses, ${wrong.length} wrong`)
    for (const one of wrong) console.log(`  ${one}`)
    if (wrong.length > 0) process.exitCode = 1
  } finally {
    site.remove()
  }
}

await measure('local (SQLite)', async () => ({}), { momentOf: randomMoment })

const server = await modelOfCrew()
let again: (() => number)[] = []
await measure('local, with a model', async () => ({ modelUrl: server.url }), {
  momentOf: (_, start, span) => momentOfAsking(start, span),
  look: ({ isKilled, after }) => isKilled && again.push(askedAgain(server.calls, after)),
  wrong() {
    const repeated = again.reduce((sum, count) => sum + count(), 0)
    again = []
    server.calls.length = 0
    return repeated > 0 ? [`${repeated} kept answers asked for again`] : []
  },
})
await server.close()

if (HAS_POSTGRES) {
  const postgres = await startPostgres()
  try {
    await measure('distributed (PostgreSQL)', async () => ({ url: await postgres.database() }), {
      momentOf: randomMoment,
    })
  } finally {
    await postgres.remove()
  }
}
