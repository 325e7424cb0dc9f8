import type { Analysis } from '../core/analysis.ts'
import { orderedActions } from '../core/ordered-actions.ts'
import { type Block, code, evidence, heading, list, paragraph, strong, table } from './document/block.ts'
import { evidenceBlocks } from './document/evidence-blocks.ts'
import type { ProseOf } from './document/prose.ts'
import { type EvidenceIndex, indexEvidence } from './evidence-index.ts'
import { documentToMarkdown } from './markdown/document-to-markdown.ts'
import {
  certainty,
  figureWords,
  formatMinutes,
  percent,
  recoveryWords,
  SEVERITY_WORDS,
  TIMELINE_WORDS,
} from './text/report-words.ts'
import { formatUtc, formatWindow } from './text/utc-time.ts'

/** A draft of the post-mortem in Markdown: what the evidence says is filled in, what only people know is asked for. */
export function renderPostMortem(analysis: Analysis): string {
  const index = indexEvidence(analysis)
  return documentToMarkdown([
    heading(1, `Post-mortem (draft): ${analysis.title}`),
    ...postMortemBlocks(analysis, index),
    ...evidenceBlocks(index, 2),
  ])
}

/** The draft without its title; headings start at `level`. */
export function postMortemBlocks(
  analysis: Analysis,
  index: EvidenceIndex,
  level: 2 | 3 = 2,
  prose: ProseOf = () => [],
): Block[] {
  return [
    paragraph(
      'Incident ',
      code(analysis.incidentId),
      `, ${analysis.severity} (${SEVERITY_WORDS[analysis.severity]}). Drafted ${formatUtc(analysis.generatedAt)} from the evidence; `,
      'to be checked and completed by the people who were there. ',
      'Blameless: write of systems and decisions, not of persons.',
    ),
    heading(level, 'Summary'),
    paragraph(analysis.headline),
    ...prose('summary'),
    heading(level, 'Impact on customers and business'),
    ...impactBlocks(analysis, index),
    ...prose('impact'),
    heading(level, 'What happened when (UTC)'),
    ...timelineBlocks(analysis, index),
    heading(level, 'Cause at the root'),
    ...causeBlocks(analysis, index),
    ...prose('cause'),
    heading(level, 'Contributing factors'),
    ...contributingBlocks(analysis),
    ...prose('contributing'),
    heading(level, 'Resolution'),
    ...resolutionBlocks(analysis),
    heading(level, 'What went well'),
    ...list([['To fill in: what was noticed early, what limited the damage, which tool or runbook helped?']]),
    heading(level, 'What went badly'),
    ...list([
      ['To fill in: what was noticed late, what made it worse, where did we look first in vain?'],
      ...analysis.missing.map((gap) => [`Evidence was missing: ${gap.part}. ${gap.why}`]),
    ]),
    heading(level, 'Lessons'),
    ...prose('lessons'),
    ...list([['To fill in: what do we know now that we did not know before?']]),
    heading(level, 'Action items'),
    ...actionItemBlocks(analysis),
  ]
}

function impactBlocks({ impact }: Analysis, index: EvidenceIndex): Block[] {
  const duration =
    impact.durationMinutes === null ? 'Duration: not known.' : `Duration: ${formatMinutes(impact.durationMinutes)}.`
  return [
    paragraph(impact.summary === '' ? 'Not measured.' : impact.summary, ' ', duration),
    ...list([
      ...impact.figures.map((figure) => [
        strong(figure.name),
        ': ',
        figureWords(figure),
        ` (${figure.arithmetic})`,
        ...evidence(figure.evidence.map(index.numberOf)),
      ]),
      ...impact.unknown.map((unknown) => [`Not known: ${unknown}`]),
    ]),
  ]
}

function timelineBlocks({ timeline, window }: Analysis, index: EvidenceIndex): Block[] {
  const rows = timeline.map((entry) => [
    [formatUtc(entry.at)],
    [TIMELINE_WORDS[entry.kind]],
    [entry.component === undefined ? '' : code(entry.component)],
    [entry.text, ...evidence(entry.evidence === undefined ? [] : [index.numberOf(entry.evidence)])],
  ])
  const span = window.incident === null ? [] : [paragraph(`Incident: ${formatWindow(window.incident)}.`)]
  const asked = paragraph('To fill in: when it was noticed, when somebody began to act, when it was over.')
  return [...span, ...table(['When', 'What', 'Component', 'Event'], rows), asked]
}

function causeBlocks({ hypotheses, verdict }: Analysis, index: EvidenceIndex): Block[] {
  const [best] = hypotheses
  if (best === undefined || verdict !== 'root-cause') return [paragraph('The evidence did not show it. To fill in.')]
  const numbers = evidence(best.evidence.map(index.numberOf))
  return [
    paragraph(
      code(best.component),
      ' (',
      code(best.cause),
      `), ${certainty(best.confidence)} (${percent(best.confidence)}): `,
      best.summary,
      ...numbers,
    ),
  ]
}

function contributingBlocks({ prevention, hypotheses }: Analysis): Block[] {
  return list([
    ...prevention.map(({ why }) => [why]),
    ...hypotheses
      .slice(1, 4)
      .map((other) => [
        `Considered as well (${percent(other.confidence)}): `,
        code(other.component),
        ' ',
        other.summary,
      ]),
    ['To fill in: what had to be true for this to happen, and was not checked?'],
  ])
}

function resolutionBlocks(analysis: Analysis): Block[] {
  const proposed = orderedActions(analysis).filter(({ kind }) => kind === 'mitigate' || kind === 'fix')
  return [
    paragraph(
      `Proposed by the analysis; to fill in what was really done. Time to recover: ${recoveryWords(analysis.recovery)}.`,
    ),
    ...list(
      proposed.map((action) => [strong(action.title), '. ', action.why]),
      true,
    ),
  ]
}

function actionItemBlocks({ actions, prevention }: Analysis): Block[] {
  const fixes = actions.filter(({ kind }) => kind === 'fix').map(({ title, why }) => ({ title, why }))
  const rows = [...fixes, ...prevention].map(({ title, why }) => [[title], [why], ['to fill in'], ['to fill in']])
  return rows.length === 0 ? [paragraph('To fill in.')] : table(['What', 'Why', 'Who', 'By when'], rows)
}
