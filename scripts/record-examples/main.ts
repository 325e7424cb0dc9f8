import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { recordScenario } from './record-scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import { thisMachine } from './scrub-text.ts'
import { writeBundle } from './write-bundle.ts'

const USAGE = `Usage: record-examples --scenario ${Object.keys(SCENARIOS).join('|')} --out DIR [--minutes n]`

const { values } = parseArgs({
  options: { scenario: { type: 'string' }, out: { type: 'string' }, minutes: { type: 'string' } },
})
const scenario = SCENARIOS[values.scenario ?? '']
const minutes = Number(values.minutes ?? scenario?.minutes)
if (!scenario || !values.out || !(minutes > 0)) {
  console.error(USAGE)
  process.exit(2)
}

const out = resolve(values.out)
mkdirSync(out, { recursive: true })
console.error(`Recording ${scenario.id}, ${minutes} minutes`)
const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(`ended by ${name}`)))
const options = { minutes, say: (text: string) => console.error(text), signal: stop.signal }
const recording = await recordScenario(scenario, options).catch((error: unknown) => {
  if (!stop.signal.aborted) throw error
  console.error('Ended before the recording was complete: nothing was written, nothing is left running')
  process.exit(130)
})
writeBundle(scenario, recording, out)
rmSync(recording.folder, { recursive: true, force: true })
refuseLeftovers(out)
console.error(`Wrote ${out}: ${recording.load.requests} requests, ${recording.load.failed} failed`)

/** A path of this machine in the bundle means that scrubbing missed one: better no example than that. */
function refuseLeftovers(folder: string): void {
  const { repository, temporary, home } = thisMachine()
  const tellTales = [`${repository}/`, `${temporary}/`, ...(home.length > 5 ? [home] : [])]
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.\w+$/.test(name)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    const found = tellTales.find((tellTale) => text.includes(tellTale))
    if (found) throw new Error(`${name} still holds ${found}`)
  }
}
