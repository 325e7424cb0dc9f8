import type { Analysis } from '../../core/analysis.ts'
import type { Block } from '../document/block.ts'
import { agreementBlocks, contributionBlocks, otherHypothesisBlocks } from '../document/hypothesis-blocks.ts'
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
import type { EvidenceIndex } from '../evidence-index.ts'
import { postMortemBlocks } from '../post-mortem.ts'
import { stakeholderLines } from '../stakeholder-update.ts'
import { actionList } from './action-list.ts'
import { documentToHtml, splitHeading } from './document-to-html.ts'
import { evidenceTable, quoteList } from './evidence-list.ts'
import type { PageSection } from './page-section.ts'
import { graphSection, plotSection, timelineFigures } from './plot-sections.ts'
import { html } from './safe-html.ts'

/** The sections that have something to say, in the order in which they help. */
export function pageSections(analysis: Analysis, index: EvidenceIndex): PageSection[] {
  return [
    { id: 'actions', title: 'What to do first', body: actionList(analysis, index) },
    ...whySection(analysis, index),
    ...fromBlocks('model', modelBlocks(analysis, index)),
    ...timelineSection(analysis, index),
    ...plotSection(analysis),
    ...graphSection(analysis),
    ...fromBlocks('others', otherHypothesisBlocks(analysis, index)),
    ...fromBlocks('agreement', agreementBlocks(analysis)),
    ...fromBlocks('impact', impactBlocks(analysis, index)),
    ...fromBlocks('runbooks', runbookBlocks(analysis, index)),
    ...fromBlocks('similar', similarBlocks(analysis)),
    ...fromBlocks('prevention', preventionBlocks(analysis)),
    ...fromBlocks('specialists', specialistBlocks(analysis, index)),
    ...fromBlocks('missing', missingBlocks(analysis)),
    ...fromBlocks('problems', problemBlocks(analysis)),
    { id: 'evidence', title: 'Evidence', body: evidenceTable(index) },
    {
      id: 'update',
      title: 'Stakeholder update',
      body: html`<p>Plain text, ready to be pasted; a click selects it.</p><pre tabindex="0"><code>${stakeholderLines(analysis).map((line) => html`${line}\n`)}</code></pre>`,
    },
    ...postMortemSection(analysis, index),
  ]
}

function fromBlocks(id: string, blocks: readonly Block[]): PageSection[] {
  const split = splitHeading(blocks)
  return split === undefined ? [] : [{ id, title: split.title, body: html`${documentToHtml(split.rest)}` }]
}

/** Where nothing broke there is nothing to look back on. */
function postMortemSection(analysis: Analysis, index: EvidenceIndex): PageSection[] {
  if (analysis.verdict === 'healthy') return []
  const draft = documentToHtml(postMortemBlocks(analysis, index, 3))
  const body = html`<details><summary>Draft, filled in as far as the evidence goes</summary>${draft}</details>`
  return [{ id: 'post-mortem', title: 'Post-mortem', body }]
}

function whySection({ hypotheses, verdict }: Analysis, index: EvidenceIndex): PageSection[] {
  const [best] = hypotheses
  if (best === undefined) return []
  const scores = html`<details><summary>How the ranking came about</summary>${documentToHtml(contributionBlocks(best))}</details>`
  return [
    {
      id: 'why',
      title: verdict === 'inconclusive' ? 'Best guess so far' : 'Why',
      body: html`<p>${best.summary}</p>${quoteList(best, index)}${scores}`,
    },
  ]
}

function timelineSection(analysis: Analysis, index: EvidenceIndex): PageSection[] {
  const split = splitHeading(timelineBlocks(analysis, index))
  if (split === undefined) return []
  return [
    {
      id: 'timeline',
      title: split.title,
      body: html`${timelineFigures(analysis)}<details><summary>As a table, with its evidence</summary>${documentToHtml(split.rest)}</details>`,
    },
  ]
}
