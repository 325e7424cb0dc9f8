/**
 * `npm test`: runs every test and closes with one plain line, `N passed, N failed, N skipped`. What a suite needs from the
 * system it finds or installs itself (test/needs/); with CI=true a suite that could not run is a failure. What is too large for
 * everybody is run by a command of its own, which its skipped test names.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sortSkipped } from './sort-skipped.ts'

interface Results {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { assertionResults: { fullName: string; status: string }[] }[]
}

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-tests-'))
const results = join(folder, 'results.json')
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
let status = run.status ?? 1
try {
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    testResults,
  } = JSON.parse(readFileSync(results, 'utf8')) as Results
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const { byName } = sortSkipped(
    testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'skipped').map(({ fullName }) => fullName),
    ),
    scripts,
  )
  const unmet = skipped - byName.length
  for (const name of byName) process.stdout.write(`\nNOT RUN, since it runs only by its own command: ${name}\n`)
  if (unmet > 0)
    process.stdout.write(
      `\nNOT RUN: ${unmet} tests were skipped; the lines above say what they need and how to get it.\n`,
    )
  if (unmet > 0 && process.env.CI === 'true') status ||= 1
  process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
} catch {
  process.stdout.write('\nThe tests did not end: no result was written.\n')
  status ||= 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = status
