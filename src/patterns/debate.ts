import type { Assignment, GivenContribution, Member, Part } from '../core/member.ts'
import type { ConflictRule, Decision } from '../fusion/resolve-conflict.ts'
import { type AskPerson, conclude } from './conclude.ts'
import { deadline, MOST_OF_TIME } from './deadline.ts'
import { send } from './send.ts'
import { sumUp, withSummary } from './sum-up.ts'

export interface DebateOptions {
  name: string
  /** Each stands for a `position`; it may change it when it has heard the others. */
  sides: readonly Member[]
  /** Decides when all is said; the rule where not given, or where it fails. */
  judge?: Member
  /** How votes are counted where no judge decides. */
  rule?: ConflictRule
  /** Asked where the rule leaves the decision to a person. */
  ask?: AskPerson
  rounds?: number
  milliseconds?: { member?: number; all?: number }
}

/** What was said in a debate. */
export interface DebateRecord {
  pattern: 'debate'
  /** By round; in each the sides in their order. */
  rounds: Part[][]
  decision: Decision
  /** Who decided: the judge by name, or the rule. */
  decidedBy: string
}

const ROUNDS = 2
const FOR_MEMBER = 120_000
const FOR_ALL = 300_000

/** Sides that hear each other for some rounds, then a judge. Votes count as they stood in the last round in which a side spoke. */
export function debate({ name, sides, judge, rule, ask, rounds = ROUNDS, milliseconds = {} }: DebateOptions): Member {
  return {
    name,
    async work(run, assignment): Promise<GivenContribution> {
      const limit = deadline(milliseconds.all ?? FOR_ALL)
      const own = milliseconds.member ?? FOR_MEMBER
      const said: Part[][] = []
      for (let round = 1; round <= rounds; round++) {
        const heard = lastWords(said)
        const parts = await Promise.all(
          sides.map((side) =>
            send(run, side, hearing(assignment, heard, side.name), {
              key: `round ${round} ${side.name}`,
              timeoutMilliseconds: limit.share(own, MOST_OF_TIME),
            }),
          ),
        )
        said.push(parts)
      }
      const last = lastWords(said)
      const { decision, ...byRule } = await conclude(run, last, rule, judge ? undefined : ask)
      const judged = judge && (await sumUp(run, judge, assignment, last, limit.share(own)))
      const record: DebateRecord = {
        pattern: 'debate',
        rounds: said,
        decision,
        decidedBy: judged?.contribution ? judged.agent : `rule: ${decision.rule}`,
      }
      return { ...withSummary(byRule, judged), data: record }
    },
  }
}

/** A side hears the others, not itself. */
function hearing(assignment: Assignment, heard: readonly Part[], name: string): Assignment {
  const others = heard.filter(({ agent }) => agent !== name)
  return {
    ...assignment,
    findings: [...assignment.findings, ...others.flatMap(({ contribution }) => contribution?.findings ?? [])],
    parts: [...assignment.parts, ...others],
  }
}

/** Of each side the last that it said; of one that never spoke, that it did not. */
function lastWords(rounds: readonly Part[][]): Part[] {
  const last = new Map<string, Part>()
  for (const part of rounds.flat())
    if (part.contribution || !last.get(part.agent)?.contribution) last.set(part.agent, part)
  return [...last.values()]
}
