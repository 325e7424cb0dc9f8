import MiniSearch from 'minisearch'
import type { PastIncident } from '../../core/answer.ts'
import type { RememberedIncident } from '../../core/memory.ts'
import { questionWords, searchWords } from '../text/words.ts'
import { pastIncident } from './past-incident.ts'

const MOST = 3
/** An incident has this share of the words of the question. */
const LEAST_WORDS = 0.5

/** The earlier incidents that a question is about, best first: by full text over what was found, and what people said of it. */
export function findIncidents(question: string, past: readonly RememberedIncident[]): PastIncident[] {
  const wanted = questionWords(question)
  if (wanted.length === 0) return []
  const search = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize: searchWords,
    searchOptions: { boost: { title: 2 }, prefix: (term) => term.length > 4 },
  })
  search.addAll(
    past.map(({ title, headline, summary, component = '', cause = '', patterns, judged }, id) => ({
      id,
      title,
      text: [headline, summary, component, cause, ...patterns, ...Object.values(judged ?? {})].join(' '),
    })),
  )
  const seen = new Set<string>()
  return search
    .search(wanted.join(' '), { combineWith: 'OR' })
    .filter(({ queryTerms }) => new Set(queryTerms).size >= Math.ceil(wanted.length * LEAST_WORDS))
    .flatMap(({ id }) => past[id as number] ?? [])
    .filter(({ incidentId, beganAt }) => {
      const key = `${incidentId} ${beganAt}`
      return !seen.has(key) && seen.add(key)
    })
    .slice(0, MOST)
    .map(pastIncident)
}
