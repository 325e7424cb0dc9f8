import type { Analysis } from '../../core/analysis.ts'
import { certainty, crewWords, percent, SEVERITY_WORDS, VERDICT_WORDS } from '../text/report-words.ts'
import { formatWindow } from '../text/utc-time.ts'
import { visibleText } from '../text/visible-text.ts'
import { createPage, type Page } from './page.ts'
import { fitColumns } from './wrap-text.ts'
import { writeActions } from './write-actions.ts'
import { writeAgreement, writeOthers, writeWhy } from './write-hypotheses.ts'
import { writeModel } from './write-model.ts'
import {
  writeImpact,
  writeMissing,
  writeProblems,
  writeRecovery,
  writeRunbooks,
  writeSimilar,
  writeTimeline,
} from './write-parts.ts'

export interface TerminalOptions {
  /** Columns of the terminal; below 40 it is taken as 40, above 120 as 120: longer lines are hard to read. */
  width: number
  color: boolean
  /** Where the whole report was written, to be named at the end. */
  reportPaths?: readonly string[]
}

/**
 * The short report for a person in a hurry: verdict, what to do, why, and what else is worth knowing. Nothing from the
 * evidence acts on the terminal: the only control characters are line breaks and, with `color`, our own SGR codes.
 */
export function renderTerminal(analysis: Analysis, { width, color, reportPaths = [] }: TerminalOptions): string {
  const page = createPage(width, color)
  writeVerdict(page, analysis)
  // What was only looked up has no cause, no impact and no actions to speak of.
  if (analysis.crew?.kind === 'search') writeRunbooks(page, analysis)
  else writeFindings(page, analysis)
  writeProblems(page, analysis)
  writeReportPaths(page, reportPaths)
  return page.toString()
}

function writeFindings(page: Page, analysis: Analysis): void {
  writeActions(page, analysis)
  writeWhy(page, analysis)
  writeModel(page, analysis)
  writeTimeline(page, analysis)
  writeOthers(page, analysis)
  writeAgreement(page, analysis)
  writeImpact(page, analysis)
  writeRecovery(page, analysis)
  writeSimilar(page, analysis)
  writeMissing(page, analysis)
}

function writeVerdict(page: Page, analysis: Analysis): void {
  const { bold, dim, green, red, yellow } = page.paint
  const [best] = analysis.hypotheses
  const alarm = analysis.severity === 'P1' || analysis.severity === 'P2' ? red : yellow
  const tone = { 'root-cause': alarm, inconclusive: yellow, healthy: green }[analysis.verdict]
  const severity =
    analysis.verdict === 'healthy' ? '' : `${analysis.severity} ${SEVERITY_WORDS[analysis.severity].toUpperCase()} · `
  const sure =
    analysis.confidence > 0 ? ` · ${percent(analysis.confidence)} sure, ${certainty(analysis.confidence)}` : ''
  const verdict =
    analysis.crew?.kind === 'search'
      ? 'LOOKED UP'
      : `${severity}${VERDICT_WORDS[analysis.verdict].toUpperCase()}${sure}`
  page.text(verdict, { style: (line) => bold(tone(line)) })
  if (best !== undefined && analysis.verdict === 'root-cause') {
    page.raw(bold(fitColumns(`${visibleText(best.component, 200)}: ${visibleText(best.cause, 60)}`, page.width)))
  }
  page.text(analysis.headline)
  if (analysis.crew) page.text(crewWords(analysis.crew), { style: dim })
  page.text(`${analysis.title} (${analysis.incidentId})`, { style: dim, lines: 2 })
  const { incident, origin } = analysis.window
  if (incident !== null)
    page.text(`${formatWindow(incident)}${origin === 'estimated' ? ', estimated from the data' : ''}`, { style: dim })
}

function writeReportPaths(page: Page, paths: readonly string[]): void {
  page.section('Full report')
  if (paths.length === 0)
    page.text('add --out DIR: HTML with plots, Markdown, JSON, stakeholder update, post-mortem', {
      lead: '  ',
      lines: 2,
    })
  for (const path of paths) page.text(path, { lead: '  ', lines: 6 })
}
