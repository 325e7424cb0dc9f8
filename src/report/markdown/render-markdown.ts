import type { Analysis } from '../../core/analysis.ts'
import { actionBlocks } from '../document/action-blocks.ts'
import { type Block, code, heading, paragraph, strong } from '../document/block.ts'
import { evidenceBlocks } from '../document/evidence-blocks.ts'
import { agreementBlocks, hypothesisBlocks, otherHypothesisBlocks } from '../document/hypothesis-blocks.ts'
import { modelBlocks } from '../document/model-blocks.ts'
import {
  impactBlocks,
  missingBlocks,
  preventionBlocks,
  problemBlocks,
  runbookBlocks,
  similarBlocks,
  specialistBlocks,
  timelineBlocks,
} from '../document/part-blocks.ts'
import { type EvidenceIndex, indexEvidence } from '../evidence-index.ts'
import { postMortemBlocks } from '../post-mortem.ts'
import { stakeholderLines } from '../stakeholder-update.ts'
import {
  certainty,
  crewWords,
  ORIGIN_WORDS,
  percent,
  SEVERITY_WORDS,
  severityRuleWords,
  VERDICT_WORDS,
} from '../text/report-words.ts'
import { formatUtc, formatWindow } from '../text/utc-time.ts'
import { documentToMarkdown } from './document-to-markdown.ts'

/**
 * The whole report as GitHub Flavored Markdown, without links, images or HTML; text from the evidence is escaped or
 * stands in code spans. Sections with nothing to say are left out, save those whose emptiness is news.
 */
export function renderMarkdown(analysis: Analysis): string {
  const index = indexEvidence(analysis)
  return documentToMarkdown([
    ...verdictBlocks(analysis),
    ...actionBlocks(analysis, index),
    ...hypothesisBlocks(analysis, index),
    ...modelBlocks(analysis, index),
    ...timelineBlocks(analysis, index),
    ...otherHypothesisBlocks(analysis, index),
    ...agreementBlocks(analysis),
    ...impactBlocks(analysis, index),
    ...runbookBlocks(analysis, index),
    ...similarBlocks(analysis),
    ...preventionBlocks(analysis),
    ...specialistBlocks(analysis, index),
    ...missingBlocks(analysis),
    ...problemBlocks(analysis),
    ...evidenceBlocks(index, 2),
    heading(2, 'Stakeholder update'),
    paragraph('Plain text, ready to be pasted:'),
    { type: 'code', language: 'text', lines: stakeholderLines(analysis) },
    ...postMortemPart(analysis, index),
  ])
}

/** Where nothing broke there is nothing to look back on. */
function postMortemPart(analysis: Analysis, index: EvidenceIndex): Block[] {
  return analysis.verdict === 'healthy'
    ? []
    : [heading(2, 'Post-mortem (draft)'), ...postMortemBlocks(analysis, index, 3)]
}

function verdictBlocks(analysis: Analysis): Block[] {
  const { window } = analysis
  const [best] = analysis.hypotheses
  const named = analysis.verdict === 'root-cause' && best !== undefined
  const what = named ? [': ', code(best.component), ', ', code(best.cause)] : []
  const incident =
    window.incident === null
      ? ''
      : `Incident window: ${formatWindow(window.incident)} (${ORIGIN_WORDS[window.origin]}). `
  const baseline = window.baseline === null ? '' : `Compared with: ${formatWindow(window.baseline)}. `
  return [
    heading(1, analysis.title),
    paragraph(
      strong(`${analysis.severity} ${SEVERITY_WORDS[analysis.severity]}`),
      ' · ',
      strong(VERDICT_WORDS[analysis.verdict]),
      ...what,
      analysis.confidence > 0 ? ` · ${percent(analysis.confidence)} sure (${certainty(analysis.confidence)})` : '',
    ),
    paragraph(analysis.headline),
    ...(analysis.crew ? [paragraph(crewWords(analysis.crew))] : []),
    paragraph(
      `${incident}${baseline}Report of ${formatUtc(analysis.generatedAt)}, incident `,
      code(analysis.incidentId),
      `. Severity by ${severityRuleWords(analysis.severityRule)}. All times are UTC.`,
    ),
    ...window.clocks.map(({ source, note }) => paragraph(strong('Clock'), ' ', code(source), ': ', note)),
  ]
}
