import MiniSearch from 'minisearch'
import type { Citation, TextDocument } from '../../core/evidence.ts'
import { searchWords } from '../text/words.ts'
import { fileWords, headingOf, titleOf } from './read-markdown.ts'

export interface RunbookAdvice {
  source: string
  title: string
  score: number
  why: string
  steps: Citation[]
  escalateTo?: string
}

export interface RunbookQuery {
  /** Words of what was found, most telling first. */
  words: string[]
  /** Words that must weigh more: the alert's name, the cause, the component. */
  keys: string[]
}

const MOST_RUNBOOKS = 3
const MOST_STEPS = 8
/** Below this share of the best score a runbook is about something else. */
const LEAST_SHARE = 0.35
const STEP = /^\s*(?:\d+[.)]|[-*+])\s+(?:\[[ x]\]\s*)?\S/
const STEP_SECTION =
  /mitigat|remed|resol|step|diagnos|investigat|action|fix|recover|check|procedure|response|what to do/i
const ESCALATION =
  /escalat\w*\s*(?:to)?\s*[:–-]\s*(.+)|(?:page|contact|call)\s+(?:the\s+)?([A-Z][\w -]*(?:on-call|team))/i

/** Ranks runbooks by BM25 over title, headings and text (MiniSearch's BM25+) and quotes the steps that apply. Best first. */
export function rankRunbooks(documents: readonly TextDocument[], query: RunbookQuery): RunbookAdvice[] {
  if (documents.length === 0) return []
  const search = new MiniSearch<{ id: number; title: string; headings: string; text: string }>({
    fields: ['title', 'headings', 'text'],
    tokenize: searchWords,
    searchOptions: { boost: { title: 4, headings: 2 }, prefix: (term) => term.length > 4, fuzzy: false },
  })
  const pages = documents.map((document, id) => ({
    id,
    title: `${titleOf(document)} ${fileWords(document.source)}`,
    headings: headingsOf(document.text),
    text: document.text.slice(0, 100_000),
  }))
  search.addAll(pages)
  const found = search.search([...query.keys, ...query.keys, ...query.words].join(' '), { combineWith: 'OR' })
  const best = found[0]?.score ?? 0
  return found
    .filter(({ score }) => score >= best * LEAST_SHARE)
    .slice(0, MOST_RUNBOOKS)
    .flatMap(({ id, score, terms }) => {
      const document = documents[id as number]
      return document ? [advise(document, score, terms, query)] : []
    })
}

function advise(document: TextDocument, score: number, terms: readonly string[], query: RunbookQuery): RunbookAdvice {
  const escalateTo = escalation(document.text)
  const matched = terms.filter((term) => searchWords(query.keys.join(' ')).includes(term))
  return {
    source: document.source,
    title: titleOf(document),
    score: Number(score.toFixed(2)),
    why: `speaks of ${(matched.length > 0 ? matched : terms).slice(0, 5).join(', ')}`,
    steps: stepsOf(document),
    ...(escalateTo && { escalateTo }),
  }
}

function headingsOf(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => headingOf(line) ?? [])
    .join(' ')
}

function stepsOf({ source, text }: TextDocument): Citation[] {
  const lines = text.split('\n')
  const steps: Citation[] = []
  let applies = false
  let isCode = false
  lines.forEach((line, index) => {
    if (line.startsWith('```')) isCode = !isCode
    const heading = isCode ? undefined : headingOf(line)
    if (heading !== undefined) applies = STEP_SECTION.test(heading)
    const isStep = isCode ? line.trim() !== '' && !line.startsWith('```') : STEP.test(line)
    if (applies && isStep) steps.push({ source, line: index + 1, quote: line.trim() })
  })
  return steps.slice(0, MOST_STEPS)
}

function escalation(text: string): string | undefined {
  const match = ESCALATION.exec(text)
  return (match?.[1] ?? match?.[2])?.replace(/[*_`]/g, '').trim().slice(0, 120)
}
