/**
 * `npm run audit`: whether a dependency that is delivered has a known weakness of high or critical severity. Status 1 where one has. Where the
 * registry answers no questions of that kind, that is said, and it is no failure: nothing was found out.
 */
import { spawnSync } from 'node:child_process'

interface Report {
  error?: { summary?: string }
  message?: string
  metadata?: { vulnerabilities?: Record<string, number> }
  vulnerabilities?: Record<string, { severity: string; range: string; via: unknown[] }>
}

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 })
let report: Report = {}
try {
  report = JSON.parse(stdout) as Report
} catch {
  report = { message: 'no answer' }
}
if (report.metadata?.vulnerabilities === undefined) {
  process.stdout.write(
    `NOT AUDITED: the registry does not answer (${report.error?.summary || report.message || 'no report'}).\n`,
  )
} else {
  const bad = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
    /^(?:high|critical)$/.test(severity),
  )
  for (const [name, { severity, range }] of bad) process.stdout.write(`${severity}: ${name} ${range}\n`)
  process.stdout.write(
    bad.length === 0 ? 'No delivered dependency has a known weakness of high severity.\n' : 'See `npm audit`.\n',
  )
  process.exitCode = bad.length === 0 ? 0 : 1
}
