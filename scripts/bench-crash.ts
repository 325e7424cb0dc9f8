/**
 * Kills a response to an incident (five specialists, an approved action) with SIGKILL at random moments on both durable
 * engines, and says what came of it: `npm run bench:crash [-- --moments 100]`.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { aftermath, essence } from '../test/crash/crash-respond.ts'
import { AS_IT_SHOULD, crashSite, killAgainAndAgain, randomMoment, undisturbed } from '../test/crash/crash-site.ts'
import { HAS_POSTGRES, startPostgres } from '../test/needs/postgres.ts'

const { values } = parseArgs({ options: { moments: { type: 'string', default: '100' } } })
const moments = Number(values.moments)

async function measure(engine: string, makeUrl: () => Promise<string | undefined>): Promise<void> {
  const site = crashSite(async () => ({ url: await makeUrl() }))
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
        (start) => randomMoment(trial, start, span),
        ({ moment, isKilled, before, after }) => {
          if (isKilled) kills++
          if (!isDeepStrictEqual(after.slice(0, before.length), before))
            wrong.push(`a kept step changed after ${JSON.stringify(moment)}`)
        },
      )
      const stands = await aftermath(place)
      if (!isDeepStrictEqual(stands, AS_IT_SHOULD)) wrong.push(JSON.stringify(stands))
      if (!isDeepStrictEqual(essence(result), reference)) wrong.push('another result')
    }
    console.log(`${engine}: ${kills} kills in ${trials} responses, ${wrong.length} wrong`)
    for (const one of wrong) console.log(`  ${one}`)
    if (wrong.length > 0) process.exitCode = 1
  } finally {
    site.remove()
  }
}

await measure('local (SQLite)', async () => undefined)
if (HAS_POSTGRES) {
  const postgres = await startPostgres()
  try {
    await measure('distributed (PostgreSQL)', () => postgres.database())
  } finally {
    await postgres.remove()
  }
}
