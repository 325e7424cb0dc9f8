import { analyse } from 'scslre'
import { remembered } from '../../../core/remember.ts'

/** How the time that a regular expression takes grows with the length of the text. */
export interface SlowRegex {
  growth: 'exponential' | 'polynomial'
  /** Only because it is tried anew at each character, with no backtracking of its own. */
  byMoving: boolean
  /** A character that makes it slow when repeated. */
  character: string
}

const LONGEST = 3000
const MOST_QUANTIFIERS = 80

/** Undefined for what is fast, not valid, or too long to be judged in bounded time. */
export function judgeRegex(source: string, flags: string): SlowRegex | undefined {
  return source.length > LONGEST ? undefined : judged(`${flags}/${source}`)
}

/** Most expressions stand in the old version of a file as in the new one. */
const judged = remembered(5_000, (written) => {
  const slash = written.indexOf('/')
  return judge(written.slice(slash + 1), written.slice(0, slash))
})

function judge(source: string, flags: string): SlowRegex | undefined {
  if (!/[*+{]/.test(source)) return undefined
  if ((source.match(/[*+?{]/g)?.length ?? 0) > MOST_QUANTIFIERS) return undefined
  const reports = reportsOf(source, flags)
  const worst =
    reports.find(({ exponential }) => exponential) ?? reports.find(({ type }) => type !== 'Move') ?? reports[0]
  if (worst === undefined) return undefined
  return {
    growth: worst.exponential ? 'exponential' : 'polynomial',
    byMoving: worst.type === 'Move',
    character: worst.character.pick,
  }
}

function reportsOf(source: string, flags: string): ReturnType<typeof analyse>['reports'] {
  try {
    return analyse({ source, flags }, { maxReports: 8 }).reports
  } catch {
    return []
  }
}
