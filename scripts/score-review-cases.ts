import { openParsers } from '../src/app/open-parsers.ts'
import { analyseCases, caseSets, type LabelledCase, ratesOf } from '../test/analysts/code/labelled-cases.ts'

/** `node scripts/score-review-cases.ts [SET …] [--cases]`: rates of the security analyst on the labelled cases, all and those held back; with --cases each that is wrong. */
const argv = process.argv.slice(2)
const chosen = argv.filter((one) => !one.startsWith('--'))
const parsers = await openParsers()

for (const set of chosen.length > 0 ? chosen : caseSets()) {
  const started = performance.now()
  const cases = analyseCases(set, parsers)
  console.log(`\n${set}: ${cases.length} cases, ${Math.round(performance.now() - started)} ms`)
  for (const [category, list] of [...Map.groupBy(cases, (one) => one.category)].sort()) line(category, list)
  line('all', cases)
  line(
    'held back',
    cases.filter(({ isHeldBack }) => isHeldBack),
  )
  if (argv.includes('--cases'))
    for (const one of cases.filter((one) => one.isHit !== one.vulnerable && !one.isHeldBack))
      console.log(
        `  ${one.vulnerable ? 'missed     ' : 'false alarm'} ${one.file} ${one.rule ?? ''} found: ${one.findings.map(({ rule, at }) => `${rule}:${at.line}`).join(' ')}`,
      )
}

function line(name: string, cases: readonly LabelledCase[]): void {
  const { truePositive, falsePositive } = ratesOf(cases)
  const percent = (share: number) => `${(100 * share).toFixed(0).padStart(3)} %`
  console.log(
    `  ${name.padEnd(24)} ${String(cases.length).padStart(4)}  true ${percent(truePositive)}  false ${percent(falsePositive)}  score ${(truePositive - falsePositive).toFixed(2)}`,
  )
}
