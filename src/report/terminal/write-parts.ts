import type { Analysis, TimelineEntry } from '../../core/analysis.ts'
import {
  droppedWords,
  figureWords,
  formatMinutes,
  percent,
  recoveryWords,
  STATUS_WORDS,
  similarWords,
  TIMELINE_WORDS,
} from '../text/report-words.ts'
import { formatClock, formatDate } from '../text/utc-time.ts'
import { visibleText } from '../text/visible-text.ts'
import type { Page } from './page.ts'

const ENTRIES = 8
const ROWS = 5
const GAPS = 3

export function writeTimeline(page: Page, { timeline, window }: Analysis): void {
  if (timeline.length === 0) return
  const shown = worthShowing(timeline)
  page.section('Timeline', 'UTC')
  let date = ''
  for (const entry of shown) {
    const day = formatDate(entry.at)
    if (day !== date && day !== '') page.raw(`  ${page.paint.dim(day)}`)
    date = day
    writeEntry(page, entry)
  }
  if (timeline.length > shown.length)
    page.text(`${timeline.length - shown.length} more in the full report`, { lead: '  ', style: page.paint.dim })
  for (const { source, note } of window.clocks)
    page.text(`${source}: ${note}`, { lead: '  clock: ', style: page.paint.yellow, lines: 2 })
}

function writeEntry(page: Page, entry: TimelineEntry): void {
  const lead = `  ${formatClock(entry.at).padEnd(8)}  ${TIMELINE_WORDS[entry.kind].padEnd(13)}  `
  const named = entry.component === undefined || entry.text.includes(entry.component)
  const text = named ? entry.text : `${visibleText(entry.component ?? '', 60)}: ${entry.text}`
  page.text(text, {
    lead,
    lines: 2,
    style: entry.kind === 'first-symptom' || entry.kind === 'change' ? page.paint.bold : (line) => line,
  })
}

/** Too many for a short report: the first symptom and what stands nearest to it, in order. */
function worthShowing(timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const turn = Math.max(
    0,
    timeline.findIndex(({ kind }) => kind === 'first-symptom'),
  )
  const from = Math.max(0, Math.min(turn - 4, timeline.length - ENTRIES))
  return timeline.slice(from, from + ENTRIES)
}

export function writeImpact(page: Page, { impact }: Analysis): void {
  if (impact.summary === '' && impact.figures.length === 0) return
  page.section('Impact', impact.durationMinutes === null ? '' : formatMinutes(impact.durationMinutes))
  page.text(impact.summary, { lead: '  ' })
  for (const figure of impact.figures.slice(0, ROWS)) {
    page.text(`${figure.name}: ${figureWords(figure)} (${figure.arithmetic})`, { lead: '  • ', lines: 2 })
  }
  if (impact.unknown.length > 0)
    page.text(`not known: ${impact.unknown.map((unknown) => unknown.replace(/[.;\s]+$/, '')).join('; ')}`, {
      lead: '  ',
      style: page.paint.dim,
      lines: 2,
    })
}

export function writeRecovery(page: Page, { recovery, verdict }: Analysis): void {
  if (verdict === 'healthy' || (recovery.minutes === null && recovery.basis === '')) return
  page.section('Time to recover')
  page.text(`${recoveryWords(recovery)}${recovery.basis === '' ? '' : `: ${recovery.basis}`}`, { lead: '  ' })
}

export function writeSimilar(page: Page, { similar = [] }: Analysis): void {
  const [nearest] = similar
  if (!nearest) return
  page.section('Seen before', 'no evidence')
  for (const one of similar) {
    page.text(`${formatDate(one.at)} ${one.title}: ${similarWords(one)}`, {
      lead: `  ${percent(one.similarity).padStart(4)}  `,
      lines: 2,
    })
  }
  if (nearest.remedies.length > 0)
    page.text(`advised then: ${nearest.remedies.join('; ')}`, { lead: '        ', lines: 2 })
}

export function writeMissing(page: Page, { missing }: Analysis): void {
  if (missing.length === 0) return
  page.section('Missing evidence')
  for (const { part, why, fetch } of missing.slice(0, GAPS)) {
    page.text(`${part}: ${why}`, { lead: '  • ', lines: 2 })
    page.text(fetch, { lead: '      ', style: page.paint.cyan, lines: 3 })
  }
  if (missing.length > ROWS)
    page.text(`${missing.length - ROWS} more in the full report`, { lead: '  ', style: page.paint.dim })
}

/** What went wrong on our side: unread input, specialists that did not finish, claims that did not hold. */
export function writeProblems(page: Page, analysis: Analysis): void {
  const { problems, droppedCitations } = analysis
  const unfinished = unfinishedSpecialists(analysis)
  if (problems.length + unfinished.length + droppedCitations === 0) return
  const warn = (text: string) => page.text(text, { lead: '  ! ', style: page.paint.yellow, lines: 3 })
  page.section('Problems')
  for (const line of unfinished) warn(line)
  for (const { source, message, hint } of problems.slice(0, ROWS)) warn(`${source}: ${message} ${hint}`)
  if (problems.length > ROWS)
    page.text(`${problems.length - ROWS} more in the full report`, { lead: '  ', style: page.paint.dim })
  if (droppedCitations > 0) warn(droppedWords(droppedCitations))
}

/** Specialists that did not finish and that no problem names already. */
function unfinishedSpecialists({ specialists, problems }: Analysis): string[] {
  const named = new Set(problems.map(({ source }) => source))
  return specialists
    .filter(
      ({ agent, status }) =>
        (status === 'failed' || status === 'timed-out' || status === 'partial') && !named.has(agent),
    )
    .map(({ agent, status, summary }) => `${agent}: ${STATUS_WORDS[status]}. ${summary}`)
}

const RUNBOOK_STEPS = 8

/** What runbooks say, in their own words: the answer where nothing else was asked for. */
export function writeRunbooks(page: Page, { runbooks }: Analysis): void {
  for (const { title, source, steps, escalateTo } of runbooks) {
    page.section(visibleText(title, 120), visibleText(source, 120))
    for (const { quote, line } of steps.slice(0, RUNBOOK_STEPS))
      page.text(quote, { lead: `  ${line === undefined ? '' : `:${line}`.padEnd(6)}`, lines: 3 })
    if (escalateTo !== undefined) page.text(`Escalate to: ${escalateTo}`, { lead: '  ' })
  }
}
