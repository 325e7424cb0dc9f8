import type { Answer, AnswerSource, Passage, PastIncident } from '../core/answer.ts'
import { createPage } from './terminal/page.ts'
import { similarWords } from './text/report-words.ts'
import { formatDate } from './text/utc-time.ts'
import { visibleText } from './text/visible-text.ts'

const POINTERS = 3

/** An answer for a terminal: what the best passage says, line by line with where it stands; where else to look; and what was seen before. */
export function renderAnswer(answer: Answer, { width, color }: { width: number; color: boolean }): string {
  const page = createPage(width, color)
  const { passages, incidents, prose } = answer
  const [best, ...others] = passages
  page.text(answer.question, { style: page.paint.bold, lines: 3 })
  if (!best && incidents.length === 0)
    page.text('No runbook and no earlier incident speaks of it.', { style: page.paint.yellow })
  if (prose?.problem !== undefined)
    page.text(`${prose.name}: ${prose.problem} What stands here is by code alone.`, { style: page.paint.yellow })
  if (prose && prose.paragraphs.length > 0) {
    page.section('Answer', prose.name)
    for (const { text, evidence } of prose.paragraphs)
      page.text(`${text} [${evidence.map(nameOf).join('; ')}]`, { lead: '  ', lines: 20 })
  }
  if (best) {
    page.section(visibleText(nameOfPassage(best), 120), visibleText(best.source, 120))
    for (const { line, quote } of best.lines) page.text(quote, { lead: `  ${`:${line ?? ''}`.padEnd(6)}`, lines: 3 })
  }
  if (others.length > 0) {
    page.section('Also')
    for (const one of others.slice(0, POINTERS))
      page.text(`${nameOfPassage(one)} (${one.source}:${one.lines[0]?.line ?? 1})`, { lead: '  • ', lines: 2 })
  }
  if (incidents.length > 0) {
    page.section('Seen before')
    for (const one of incidents) {
      page.text(`${nameOfIncident(one)}: ${similarWords(one)}`, { lead: '  • ', lines: 3 })
      if (one.remedies.length > 0) page.text(`advised then: ${one.remedies.join('; ')}`, { lead: '    ', lines: 2 })
    }
  }
  return page.toString()
}

function nameOf(source: AnswerSource): string {
  return 'incident' in source ? source.incident.run : `${source.passage.source}:${source.passage.lines[0]?.line ?? 1}`
}

function nameOfPassage({ title, heading }: Passage): string {
  return heading === '' || heading === title ? title : `${title}: ${heading}`
}

function nameOfIncident({ at, title, run }: PastIncident): string {
  return `${formatDate(at)} ${title} (${run})`
}
