import MiniSearch from 'minisearch'
import type { Passage } from '../../core/answer.ts'
import type { TextDocument } from '../../core/evidence.ts'
import { questionWords, searchWords } from '../text/words.ts'
import { headingOf, titleOf } from './read-markdown.ts'

const MOST = 5
const MOST_LINES = 14
/** Below this share of the best score a passage is about something else. */
const LEAST_SHARE = 0.4
/** A passage has this share of the words of the question, or the one word that there is. */
const LEAST_WORDS = 0.5

/** The sections of runbooks that speak of a question, best first (BM25+ over heading, title and text). */
export function findPassages(question: string, documents: readonly TextDocument[]): Passage[] {
  const wanted = questionWords(question)
  const sections = documents.flatMap(sectionsOf)
  if (wanted.length === 0 || sections.length === 0) return []
  const search = new MiniSearch<{ id: number; title: string; heading: string; text: string }>({
    fields: ['title', 'heading', 'text'],
    tokenize: searchWords,
    searchOptions: { boost: { title: 2, heading: 3 }, prefix: (term) => term.length > 4 },
  })
  search.addAll(
    sections.map(({ title, heading, lines }, id) => ({
      id,
      title,
      heading,
      text: lines.map(({ quote }) => quote).join('\n'),
    })),
  )
  const found = search
    .search(wanted.join(' '), { combineWith: 'OR' })
    .map(({ id, score, queryTerms }) => {
      const share = new Set(queryTerms).size / wanted.length
      // A section with all of the words goes before one that has some of them often.
      return { id, share, score: score * share }
    })
    .filter(({ share }) => share >= LEAST_WORDS)
    .sort((a, b) => b.score - a.score)
  const best = found[0]?.score ?? 0
  return found
    .filter(({ score }) => score >= best * LEAST_SHARE)
    .slice(0, MOST)
    .flatMap(({ id, score }) => {
      const section = sections[id as number]
      return section ? [{ ...section, score: Number((score / best).toFixed(2)) }] : []
    })
}

function sectionsOf(document: TextDocument): Omit<Passage, 'score'>[] {
  const { source, text } = document
  const title = titleOf(document)
  const sections: Omit<Passage, 'score'>[] = [{ source, title, heading: '', lines: [] }]
  let isCode = false
  for (const [place, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) {
      isCode = !isCode
      continue
    }
    const heading = isCode ? undefined : headingOf(line)
    if (heading !== undefined) sections.push({ source, title, heading, lines: [] })
    else if (line.trim() !== '') sections.at(-1)?.lines.push({ source, line: place + 1, quote: line.trim() })
  }
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map((section) => ({ ...section, lines: section.lines.slice(0, MOST_LINES) }))
}
