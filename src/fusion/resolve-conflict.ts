/** One agent's choice, and how sure it is. */
export interface Vote {
  agent: string
  choice: string
  /** 0 to 1. */
  confidence: number
  /** How much the agent's word counts; 1 where not given. */
  weight?: number | undefined
}

export type ConflictRule =
  /** The choice of the surest. */
  | { rule: 'highest-confidence' }
  /** The choice for which at least this share of the voters is. */
  | { rule: 'consensus'; threshold: number }
  /** The choice with the largest sum of weight times confidence. */
  | { rule: 'weighted' }

/** Why a person has to decide. */
export type PersonReason = 'no-votes' | 'low-confidence' | 'split' | 'contradiction'

/** How a conflict was resolved: part of the record. */
export interface Decision {
  /** Null where a person has to decide. */
  choice: string | null
  confidence: number
  /** The rule, in plain words. */
  rule: string
  votes: Vote[]
  /** The choices with what each got by the rule, the best first. */
  tally: { choice: string; score: number; agents: string[] }[]
  /** Why a person has, or had, to decide. */
  person?: PersonReason
  /** Who decided, where a person did. */
  decidedBy?: string
}

export const CONSENSUS: ConflictRule = { rule: 'consensus', threshold: 2 / 3 }
/** Below this nobody should act on it unasked. */
export const LEAST_CONFIDENCE = 0.3
/** Scores so near to each other are a split vote. */
const NEAR = 1e-9

const WORDS: Readonly<Record<ConflictRule['rule'], (rule: ConflictRule) => string>> = {
  'highest-confidence': () => 'the choice of the surest',
  consensus: (rule) =>
    `the choice of at least ${Math.round(('threshold' in rule ? rule.threshold : 0) * 100)}% of the voters`,
  weighted: () => 'the choice with the largest sum of weight times confidence',
}

/**
 * Decides between votes by the rule. The order of the votes makes no difference. Votes that are equally good are split, and a person
 * decides; so where the surest is below 0.3. One vote an agent counts: of several the surest, of equally sure the first by its name.
 */
export function resolveConflict(given: readonly Vote[], rule: ConflictRule): Decision {
  const votes = oneEach(given)
  const tally = tallyOf(votes, rule)
  const [best, second] = tally
  const about = { rule: WORDS[rule.rule](rule), votes, tally }
  if (!best) return { ...about, choice: null, confidence: 0, person: 'no-votes' }
  const confidence = confidenceOf(best, votes)
  const toPerson = (person: PersonReason): Decision => ({ ...about, choice: null, confidence, person })
  if (second && best.score - second.score <= NEAR) return toPerson('split')
  if (rule.rule === 'consensus' && best.score < rule.threshold - NEAR) return toPerson('split')
  if (confidence < LEAST_CONFIDENCE) return toPerson('low-confidence')
  return { ...about, choice: best.choice, confidence }
}

function oneEach(votes: readonly Vote[]): Vote[] {
  const sorted = [...votes].sort(
    (a, b) => compare(a.agent, b.agent) || b.confidence - a.confidence || compare(a.choice, b.choice),
  )
  return sorted.filter(({ agent }, place) => sorted[place - 1]?.agent !== agent)
}

function tallyOf(votes: readonly Vote[], { rule }: ConflictRule): Decision['tally'] {
  const scoreOf = (own: readonly Vote[]): number => {
    switch (rule) {
      case 'highest-confidence':
        return Math.max(...own.map(({ confidence }) => confidence))
      case 'consensus':
        return own.length / votes.length
      case 'weighted':
        return own.reduce((sum, { confidence, weight = 1 }) => sum + confidence * weight, 0)
    }
  }
  return [...Map.groupBy(votes, ({ choice }) => choice)]
    .map(([choice, own]) => ({ choice, score: scoreOf(own), agents: own.map(({ agent }) => agent) }))
    .sort((a, b) => b.score - a.score || compare(a.choice, b.choice))
}

/** The mean of those for it, less the part of the voters who are for something else. */
function confidenceOf({ choice }: Decision['tally'][number], votes: readonly Vote[]): number {
  const sum = (all: readonly Vote[]) =>
    all.reduce((total, { confidence, weight = 1 }) => total + confidence * weight, 0)
  const own = votes.filter((vote) => vote.choice === choice)
  const mean = sum(own) / own.reduce((total, { weight = 1 }) => total + weight, 0)
  const share = sum(own) / Math.max(NEAR, sum(votes))
  return Number((mean * share || 0).toFixed(4))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Pairs that want different things of one component: nobody may choose between them but a person. */
export function contradictions<T extends { component: string; action: string }>(wanted: readonly T[]): [T, T][] {
  return wanted.flatMap((one, place) =>
    wanted
      .slice(place + 1)
      .filter(({ component, action }) => component === one.component && action !== one.action)
      .map((other): [T, T] => [one, other]),
  )
}
