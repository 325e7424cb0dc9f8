/**
 * `npm run check:n8n`: the incident flow of deploy/n8n in a real n8n, with a real `watchfloor serve`, the example incident as evidence, and
 * stand-ins of Slack, PagerDuty and a team's table. It installs n8n into the user's cache (about 2.5 GB), and so is run only by name.
 */
import { once } from 'node:events'
import { installN8n, N8N_VERSION } from './check-n8n/install-n8n.ts'
import { openStage } from './check-n8n/open-stage.ts'
import { SCENARIOS } from './check-n8n/scenarios.ts'

const say = (what: string) => void process.stdout.write(`${what}\n`)
const since = (begun: number) => `${((performance.now() - begun) / 1_000).toFixed(1)} s`

const program = installN8n(say)
const begun = performance.now()
const ending: (() => Promise<unknown>)[] = []
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() =>
  Promise.reject(new Error('Interrupted.')),
)
try {
  await Promise.race([check(), interrupted])
} finally {
  for (const end of ending.reverse()) await end()
}
say(`${SCENARIOS.length} of ${SCENARIOS.length} hold in n8n ${N8N_VERSION}, all of it in ${since(begun)}.`)

async function check(): Promise<void> {
  const stage = await openStage(program, ending)
  say(`n8n ${N8N_VERSION} and Watchfloor are there after ${since(begun)}.`)
  for (const { what, hold } of SCENARIOS) {
    const at = performance.now()
    await hold(stage)
    say(`ok  ${what} (${since(at)})`)
  }
}
