import type { Analysis } from '../../core/analysis.ts'
import type { DailyReport } from '../../core/daily-report.ts'
import type { Run, Workflow } from '../../core/engine.ts'
import type { SourceAddress } from '../../core/source.ts'
import { INVESTIGATION_DEFAULTS, type InvestigationInput } from './investigate.ts'

export interface DayInput {
  /** Milliseconds since the epoch. */
  from: number
  to: number
  /** Whether people are told; else it is only given back. */
  tells: boolean
}

export interface DayParts {
  investigate: Workflow<InvestigationInput, Analysis>
  /** What is kept of the time. */
  count(from: number, to: number): Promise<Omit<DailyReport, 'state'>>
  /** Gathers the time and as much before it from the live sources; nothing where there are none. */
  collect(run: string, from: number, to: number, signal: AbortSignal): Promise<SourceAddress | undefined>
  tell(run: string, report: DailyReport): Promise<void>
}

/** The name of the workflow. */
export const DAILY_REPORT = 'report.daily'
const MOST_MOVED = 5

/** The report of a day: what came in and what became of it, and what the systems look like against the day before. */
export function reportingDays(parts: DayParts): Workflow<DayInput, DailyReport> {
  return {
    name: DAILY_REPORT,
    async run(run, { from, to, tells }) {
      const counted = await run.step('count', () => parts.count(from, to))
      const state = await stateOf(run, parts, from, to)
      const report: DailyReport = { ...counted, ...(state && { state }) }
      if (tells) await run.step('tell', () => parts.tell(run.id, report))
      return report
    },
  }
}

async function stateOf(run: Run, parts: DayParts, from: number, to: number): Promise<DailyReport['state']> {
  const address = await run.step('collect', async () => (await parts.collect(run.id, from, to, run.signal)) ?? null)
  if (!address) return undefined
  // Nobody has said that anything is wrong: it is no incident that others could be like.
  const input = { ...INVESTIGATION_DEFAULTS, address, isRemembered: false }
  const found = await run.child(parts.investigate, input, { key: 'investigation' })
  if (found.status !== 'completed')
    return {
      run: run.id,
      headline: `What the sources hold could not be looked at: it ${found.status}.`,
      moved: [],
      problems: [],
    }
  const { specialists, problems, verdict, headline } = found.value
  const moved = specialists
    .flatMap(({ findings }) => findings)
    .filter(({ role }) => role !== 'context')
    .sort((a, b) => b.strength - a.strength)
  return {
    run: run.id,
    // What stands out is no root cause of anything.
    headline:
      verdict === 'healthy'
        ? headline
        : moved.length === 0
          ? 'Nothing stands out against the day before.'
          : 'This moved most against the day before.',
    moved: moved.slice(0, MOST_MOVED).map(({ component, summary, strength }) => ({ component, summary, strength })),
    problems: problems.map(({ source, message }) => `${source}: ${message}`),
  }
}
