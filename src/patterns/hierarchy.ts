import type { GivenContribution, Member, Part } from '../core/member.ts'
import type { ConflictRule, Decision } from '../fusion/resolve-conflict.ts'
import { type AskPerson, conclude } from './conclude.ts'
import { deadline, MOST_OF_TIME } from './deadline.ts'
import { sendAll } from './send.ts'
import { sumUp, withSummary } from './sum-up.ts'

export interface TeamOptions {
  name: string
  /** Workers, or teams of their own: a hierarchy is a team of teams. */
  workers: readonly Member[]
  /** Sums up what the workers bring; the rule where not given, or where it fails. */
  manager?: Member
  rule?: ConflictRule
  /** Asked where the rule leaves the decision to a person. */
  ask?: AskPerson
  milliseconds?: { member?: number; all?: number }
}

/** What happened in a team. */
export interface TeamRecord {
  pattern: 'team'
  manager: string
  parts: Part[]
  decision: Decision
}

const FOR_MEMBER = 120_000
const FOR_ALL = 300_000

/** Workers in parallel under a manager. A team is a member itself, and so can be a worker of another. */
export function team({ name, workers, manager, rule, ask, milliseconds = {} }: TeamOptions): Member {
  return {
    name,
    async work(run, assignment): Promise<GivenContribution> {
      const limit = deadline(milliseconds.all ?? FOR_ALL)
      const own = milliseconds.member ?? FOR_MEMBER
      const timeoutMilliseconds = limit.share(own, MOST_OF_TIME)
      const parts = await sendAll(run, workers, assignment, { timeoutMilliseconds })
      const { decision, ...byRule } = await conclude(run, parts, rule, manager ? undefined : ask)
      const summed = manager && (await sumUp(run, manager, assignment, parts, limit.share(own)))
      const record: TeamRecord = {
        pattern: 'team',
        manager: summed?.contribution ? summed.agent : 'by rule',
        parts,
        decision,
      }
      return { ...withSummary(byRule, summed), data: record }
    },
  }
}

export interface HierarchyOptions extends Omit<TeamOptions, 'workers' | 'manager'> {
  head?: Member
  teams: readonly TeamOptions[]
}

/** A head over managers over workers. Each level has a little less time than the one above it, so that its word still arrives. */
export function hierarchy({ head, teams, milliseconds = {}, ...options }: HierarchyOptions): Member {
  const all = milliseconds.all ?? FOR_ALL
  const below = Math.floor(all * MOST_OF_TIME * MOST_OF_TIME)
  return team({
    ...options,
    ...(head && { manager: head }),
    workers: teams.map((one) =>
      team({ ...one, milliseconds: { ...one.milliseconds, all: Math.min(one.milliseconds?.all ?? below, below) } }),
    ),
    milliseconds: { member: milliseconds.member ?? all, all },
  })
}
