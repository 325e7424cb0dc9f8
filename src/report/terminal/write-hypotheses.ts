import type { Analysis, Evidence } from '../../core/analysis.ts'
import { mergeByPlace, placeWords } from '../evidence-index.ts'
import { percent } from '../text/report-words.ts'
import { visibleText } from '../text/visible-text.ts'
import type { Page } from './page.ts'
import { fitColumns } from './wrap-text.ts'

const QUOTES = 4
const OTHERS = 3
/** Less likely ones only distract at night. */
const WORTH_SAYING = 0.02

/** Why the first hypothesis is believed: what was read, and where. */
export function writeWhy(page: Page, { hypotheses, verdict }: Analysis): void {
  const [best] = hypotheses
  if (best === undefined || verdict === 'healthy') return
  page.section(
    verdict === 'root-cause' ? 'Why' : 'Best guess so far',
    verdict === 'root-cause' ? '' : percent(best.confidence),
  )
  if (verdict !== 'root-cause')
    page.text(`${best.component}: ${best.cause}`, { lead: '  ', style: page.paint.bold, lines: 1 })
  page.text(best.summary, { lead: '  ' })
  const places = mergeByPlace(best.evidence)
  for (const evidence of places.slice(0, QUOTES)) writeEvidence(page, evidence)
  const left = places.length - QUOTES
  if (left > 0) page.text(`${left} more in the full report`, { lead: '  ', style: page.paint.dim })
}

/** The place on one line and the quote below it, in quotation marks that only we write at the start of a line. */
function writeEvidence(page: Page, evidence: Evidence): void {
  const agent = visibleText(evidence.agent, 36)
  page.raw(
    `  • ${page.paint.bold(fitColumns(visibleText(placeWords(evidence), 300), page.width - 9 - agent.length))} ${page.paint.dim(`[${agent}]`)}`,
  )
  page.text(`“${visibleText(evidence.quote, 220)}”`, { lead: '    ', lines: 3 })
}

export function writeOthers(page: Page, { hypotheses }: Analysis): void {
  const others = hypotheses.slice(1)
  if (others.length === 0) return
  const shown = others.filter(({ confidence }) => confidence >= WORTH_SAYING).slice(0, OTHERS)
  page.section('Other hypotheses')
  for (const other of shown) {
    page.text(`${other.component}: ${other.cause}. ${other.summary}`, {
      lead: `  ${percent(other.confidence).padStart(4)}  `,
      lines: 3,
    })
  }
  const left = others.length - shown.length
  const words =
    shown.length === 0
      ? `none above ${percent(WORTH_SAYING)}; ${left} in the full report`
      : `${left} more in the full report`
  if (left > 0) page.text(words, { lead: '  ', style: page.paint.dim })
}

/** Where specialists agree and, first, where they contradict one another. */
export function writeAgreement(page: Page, { agreement }: Analysis): void {
  if (agreement.length === 0) return
  page.section('Agreement and contradiction')
  const contradictionsFirst = [...agreement].sort(
    (a, b) => Number(a.kind === 'agreement') - Number(b.kind === 'agreement'),
  )
  for (const { kind, text } of contradictionsFirst.slice(0, 4)) {
    const disagree = kind === 'contradiction'
    page.text(text, {
      lead: disagree ? '  ≠ ' : '  = ',
      style: disagree ? page.paint.yellow : (line) => line,
      lines: 3,
    })
  }
}
