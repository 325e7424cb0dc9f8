import MiniSearch from 'minisearch'
import type { IncidentProfile, RememberedIncident, SimilarIncident } from '../../core/memory.ts'
import { searchWords } from '../text/words.ts'
import { pastIncident } from './past-incident.ts'

/** How much each of the two ways of looking counts; together 1. */
const BY_PATTERN = 0.6
const BY_TEXT = 0.4
/** Below this similarity they have little more in common than being incidents. */
const LEAST = 0.25
const MOST = 3
const MOST_SHARED = 4
/** Investigations of one incident, again: they began at the same time. Milliseconds. */
const SAME_TIME = 60_000

/**
 * The earlier incidents most like this one, most alike first: by the overlap of their patterns (Jaccard, each weighted by how rare it is among all that is
 * remembered) and by full text (BM25, as a share of what the incident scores against itself).
 */
export function findSimilar(current: IncidentProfile, past: readonly RememberedIncident[]): SimilarIncident[] {
  const others = newestOfEach(past.filter((one) => one.run !== current.run && !isSame(one, current)))
  if (others.length === 0) return []
  const rarity = rarityAmong([current, ...others])
  const texts = textShares(current, others)
  return others
    .map((one, place) => {
      const { share, shared } = overlap(current.patterns, one.patterns, rarity)
      return { one, shared, similarity: BY_PATTERN * share + BY_TEXT * (texts.get(place) ?? 0) }
    })
    .filter(({ similarity }) => similarity >= LEAST)
    .sort((a, b) => b.similarity - a.similarity || b.one.at - a.one.at)
    .slice(0, MOST)
    .map(({ one, shared, similarity }) => ({
      ...pastIncident(one),
      similarity: Number(similarity.toFixed(2)),
      shared,
    }))
}

function isSame(a: IncidentProfile, b: IncidentProfile): boolean {
  return a.incidentId === b.incidentId && Math.abs((a.beganAt ?? 0) - (b.beganAt ?? 0)) < SAME_TIME
}

/** An incident that was investigated several times counts once; what a person has judged goes before what is only newer. */
function newestOfEach(past: readonly RememberedIncident[]): RememberedIncident[] {
  const kept: RememberedIncident[] = []
  for (const one of past.toSorted(
    (a, b) => Number(b.judged !== undefined) - Number(a.judged !== undefined) || b.at - a.at,
  ))
    if (!kept.some((other) => isSame(one, other))) kept.push(one)
  return kept
}

function rarityAmong(all: readonly IncidentProfile[]): (pattern: string) => number {
  const counts = new Map<string, number>()
  for (const { patterns } of all)
    for (const pattern of new Set(patterns)) counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  // Smoothed, so that what two of two share still counts.
  return (pattern) => Math.log(1 + all.length / (counts.get(pattern) ?? 1))
}

function overlap(a: readonly string[], b: readonly string[], rarity: (pattern: string) => number) {
  const [own, theirs] = [new Set(a), new Set(b)]
  const sum = (patterns: Iterable<string>) => [...patterns].reduce((total, pattern) => total + rarity(pattern), 0)
  const shared = [...own.intersection(theirs)].sort((x, y) => rarity(y) - rarity(x))
  const all = sum(own.union(theirs))
  return { share: all === 0 ? 0 : sum(shared) / all, shared: shared.slice(0, MOST_SHARED) }
}

function textShares(current: IncidentProfile, others: readonly RememberedIncident[]): Map<number, number> {
  const search = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    tokenize: searchWords,
    processTerm: (term) => term,
    searchOptions: { boost: { title: 2 } },
  })
  const page = (id: number, one: IncidentProfile) => ({ id, title: one.title, text: textOf(one) })
  search.addAll([...others.map((one, place) => page(place, one)), page(-1, current)])
  const found = search.search(`${current.title} ${textOf(current)}`, { combineWith: 'OR' })
  const itself = found.find(({ id }) => id === -1)?.score ?? 0
  return new Map(found.map(({ id, score }) => [id as number, itself === 0 ? 0 : Math.min(1, score / itself)]))
}

function textOf({ headline, summary, component = '', cause = '' }: IncidentProfile): string {
  return `${headline} ${summary} ${component} ${cause}`
}
