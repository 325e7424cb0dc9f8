import type { Analysis } from '../../core/analysis.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import {
  droppedWords,
  figureWords,
  formatBytes,
  formatMinutes,
  percent,
  SIMILAR_NOTE,
  STATUS_WORDS,
  similarWords,
  TIMELINE_WORDS,
} from '../text/report-words.ts'
import { formatUtc } from '../text/utc-time.ts'
import { type Block, code, evidence, heading, type Inline, list, paragraph, strong, table } from './block.ts'

export function timelineBlocks({ timeline }: Analysis, index: EvidenceIndex): Block[] {
  if (timeline.length === 0) return []
  const rows = timeline.map((entry): Inline[][] => [
    [formatUtc(entry.at)],
    [TIMELINE_WORDS[entry.kind]],
    entry.component === undefined ? [] : [code(entry.component)],
    [entry.text, ...evidence(entry.evidence === undefined ? [] : [index.numberOf(entry.evidence)])],
  ])
  return [heading(2, 'Timeline (UTC)'), ...table(['When', 'What', 'Component', 'Event'], rows)]
}

export function impactBlocks({ impact }: Analysis, index: EvidenceIndex): Block[] {
  if (impact.summary === '' && impact.figures.length === 0) return []
  const duration = impact.durationMinutes === null ? '' : ` Duration: ${formatMinutes(impact.durationMinutes)}.`
  const affected = impact.affected.flatMap((name): Inline[] => [' ', code(name)])
  return [
    heading(2, 'Impact'),
    paragraph(impact.summary, duration),
    ...(affected.length === 0 ? [] : [paragraph('Affected:', ...affected)]),
    ...list([
      ...impact.figures.map((figure): Inline[] => [
        strong(figure.name),
        `: ${figureWords(figure)} = ${figure.arithmetic}`,
        ...evidence(figure.evidence.map(index.numberOf)),
      ]),
      ...impact.unknown.map((unknown): Inline[] => [strong('Not known'), ': ', unknown]),
    ]),
  ]
}

export function runbookBlocks({ runbooks }: Analysis, index: EvidenceIndex): Block[] {
  const advice = runbooks.flatMap((runbook) => [
    paragraph(
      strong(runbook.title),
      ' ',
      code(runbook.source),
      `: ${runbook.why}${runbook.escalateTo === undefined ? '' : `. Escalate to: ${runbook.escalateTo}`}`,
    ),
    ...list(runbook.steps.map((step): Inline[] => [code(step.quote), ...evidence([index.numberOf(step)])])),
  ])
  return advice.length === 0 ? [] : [heading(2, 'Runbooks'), ...advice]
}

/** Earlier incidents like it. */
export function similarBlocks({ similar = [] }: Analysis): Block[] {
  if (similar.length === 0) return []
  return [
    heading(2, 'Seen before'),
    paragraph(SIMILAR_NOTE),
    ...list(
      similar.map((one): Inline[] => [
        strong(one.title),
        ` (${formatUtc(one.at)}, ${percent(one.similarity)} alike): `,
        similarWords(one),
        ...(one.shared.length === 0
          ? []
          : ['; both have ', ...one.shared.flatMap((text, place): Inline[] => [place === 0 ? '' : ', ', code(text)])]),
        ...(one.remedies.length === 0 ? [] : [`; advised then: ${one.remedies.join('; ')}`]),
        '; run ',
        code(one.run),
      ]),
    ),
  ]
}

export function preventionBlocks({ prevention }: Analysis): Block[] {
  const measures = list(prevention.map(({ title, why }): Inline[] => [strong(title), ': ', why]))
  return measures.length === 0 ? [] : [heading(2, 'Prevention'), ...measures]
}

export function specialistBlocks({ specialists, votes }: Analysis, index: EvidenceIndex): Block[] {
  if (specialists.length === 0) return []
  const rows = specialists.map((report): Inline[][] => [
    [report.agent],
    [STATUS_WORDS[report.status]],
    [votes.find(({ agent }) => agent === report.agent)?.severity ?? report.severity],
    [percent(report.confidence)],
    [report.summary],
  ])
  const findings = specialists
    .flatMap(({ findings }) => findings)
    .map((finding): Inline[] => [
      strong(finding.agent),
      `, ${finding.role}: `,
      code(finding.component),
      ' ',
      code(finding.cause),
      `, strength ${percent(finding.strength)}: `,
      finding.summary,
      ...evidence(finding.citations.map(index.numberOf)),
    ])
  return [
    heading(2, 'Specialists'),
    ...table(['Specialist', 'Status', 'Vote', 'Confidence', 'Summary'], rows),
    ...(findings.length === 0 ? [] : [heading(3, 'Findings'), ...list(findings)]),
  ]
}

export function missingBlocks({ missing }: Analysis): Block[] {
  const rows = missing.map(({ part, why, fetch }): Inline[][] => [[part], [why], [code(fetch)]])
  return rows.length === 0
    ? []
    : [heading(2, 'Missing evidence'), ...table(['What', 'Why it would help', 'How to get it'], rows)]
}

export function problemBlocks({ problems, droppedCitations, inventory }: Analysis): Block[] {
  const rows = problems.map(({ code: word, source, message, hint }): Inline[][] => [
    [word],
    [code(source)],
    [message],
    [hint],
  ])
  const read = inventory
    .map(({ part, files, bytes }) => `${part} ${files} ${files === 1 ? 'file' : 'files'} ${formatBytes(bytes)}`)
    .join(' · ')
  const dropped = droppedCitations === 0 ? [] : [paragraph(droppedWords(droppedCitations))]
  const body = [
    ...table(['Kind', 'Where', 'What', 'Hint'], rows),
    ...dropped,
    ...(read === '' ? [] : [paragraph(`Read: ${read}`)]),
  ]
  return body.length === 0
    ? []
    : [heading(2, rows.length + dropped.length === 0 ? 'What was read' : 'Problems and what was read'), ...body]
}
