import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Measures what `docs/benchmarks.md` states. `npm run bench` needs nothing; with `-- --scorer score.mjs --data DIR` it measures
 * accuracy on labelled packs as well: `incidents/<set>/<case>`, `loghub`, `nab`, scored by a program of that form.
 */
const { values: options } = parseArgs({
  options: { scorer: { type: 'string' }, data: { type: 'string' }, jobs: { type: 'string', default: '2' } },
})

const COMMAND = `${process.execPath} ${resolve('bin/watchfloor.js')}`
const INVESTIGATE = `${COMMAND} investigate {} --json --model none --quiet`
const SERVICES = 'sockshop,nezha-ob,nezha-tt,changerca,petshop'
const CLUSTERS = 'cloudops-boutique,cloudops-trainticket'

function show(title: string, command: string, args: readonly string[]): void {
  console.log(`\n## ${title}\n`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`${title}: ended with status ${status}`)
    process.exitCode = 1
  }
}

function score(title: string, kind: string, command: string, ...more: string[]): void {
  if (options.scorer === undefined || options.data === undefined) return
  show(title, process.execPath, [options.scorer, kind, options.data, '--cmd', command, '--jobs', options.jobs, ...more])
}

show('CPU of `investigate` on the payment-gateway example, five times', 'bash', [
  '-c',
  `for run in 1 2 3 4 5; do ( TIMEFORMAT='%U s user + %S s system'; time ${COMMAND} investigate examples/incidents/payment-gateway --json --quiet > /dev/null ); done`,
])
show('Log mining: speed, CPU, memory, workers', process.execPath, ['scripts/bench-logs.ts', '100'])
score('Root cause, services', 'incidents', INVESTIGATE, '--sets', SERVICES)
score('Root cause, services, renamed', 'incidents', INVESTIGATE, '--sets', SERVICES, '--rename', '1')
score(
  'Root cause, services, start 180 s late, no candidates and no baseline',
  'incidents',
  INVESTIGATE,
  '--sets',
  SERVICES,
  '--without',
  'candidates,baseline',
  '--late',
  '180',
)
score('Root cause, Kubernetes', 'incidents', INVESTIGATE, '--sets', CLUSTERS)
score('Root cause, Kubernetes, renamed', 'incidents', INVESTIGATE, '--sets', CLUSTERS, '--rename', '1')
score('Root cause, all sets pooled, for calibration', 'incidents', INVESTIGATE, '--sets', `${SERVICES},${CLUSTERS}`)
score('Log grouping accuracy', 'logs', `${COMMAND} logs patterns {} --json`)
score('Anomalies in series', 'nab', `${COMMAND} metrics anomalies {} --json`)
