import type { Analysis } from '../core/analysis.ts'
import type { Documentation, DocumentKind } from '../core/documentation.ts'
import { advisoryBlocks } from './document/advisory-blocks.ts'
import { architectureBlocks } from './document/architecture-blocks.ts'
import { type Block, evidence, heading, type Inline, paragraph } from './document/block.ts'
import { evidenceBlocks } from './document/evidence-blocks.ts'
import type { ProseOf } from './document/prose.ts'
import { runbookBlocks } from './document/runbook-blocks.ts'
import { type EvidenceIndex, indexEvidence } from './evidence-index.ts'
import { documentToMarkdown } from './markdown/document-to-markdown.ts'
import { postMortemBlocks } from './post-mortem.ts'
import { spendWords } from './text/model-words.ts'

type WriteBlocks = (analysis: Analysis, index: EvidenceIndex, prose: ProseOf) => Block[]

const WRITERS: Readonly<Record<DocumentKind, { title: string; write: WriteBlocks }>> = {
  postmortem: {
    title: 'Post-mortem (draft)',
    write: (analysis, index, prose) => postMortemBlocks(analysis, index, 2, prose),
  },
  runbook: { title: 'Runbook (draft)', write: runbookBlocks },
  advisory: { title: 'Security advisory (draft)', write: advisoryBlocks },
  architecture: { title: 'Architecture, as seen in an incident', write: architectureBlocks },
}

/** A document about a finished investigation, in Markdown: what the evidence says, by code; in the words of a model where one was asked. */
export function renderDocumentation({ kind, analysis, prose }: Documentation): string {
  const index = indexEvidence(analysis)
  const { title, write } = WRITERS[kind]
  const proseOf: ProseOf = (section) =>
    (prose?.paragraphs ?? [])
      .filter((one) => one.section === section)
      .map((one): Block => paragraph(one.text, ...evidence(one.evidence.map(index.numberOf))))
  const blocks = [
    heading(1, `${title}: ${analysis.title}`),
    ...write(analysis, index, proseOf),
    ...(prose ? [paragraph(...proseNote(prose))] : []),
  ]
  const cited = citedIn(blocks)
  const entries = index.entries.filter(({ number }) => cited.has(number))
  return documentToMarkdown([...blocks, ...evidenceBlocks({ ...index, entries }, 2)])
}

/** The numbers of evidence that the blocks refer to. */
function citedIn(blocks: readonly Block[]): ReadonlySet<number> {
  const inlines = blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? block.content
      : block.type === 'list'
        ? block.items.flat()
        : block.type === 'table'
          ? block.rows.flat(2)
          : [],
  )
  return new Set(inlines.flatMap((piece) => (typeof piece === 'object' && 'evidence' in piece ? [piece.evidence] : [])))
}

function proseNote(prose: NonNullable<Documentation['prose']>): Inline[] {
  const struck = prose.struck === 0 ? '' : ` ${prose.struck} citations or paragraphs without evidence were struck out.`
  return [
    `${prose.problem === undefined ? 'Paragraphs with evidence were written by a model' : prose.problem}: ${spendWords(prose)}.${struck}`,
  ]
}
