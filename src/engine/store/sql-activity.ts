import type { Activity, AgentActivity, Spend, TaskUnderWay, Usage } from '../../core/activity.ts'
import { type Database, numberOf, optional, type Row, textOf } from './database.ts'

const DAY = 86_400_000
const DEAREST_RUNS = 20
/** Tasks under way that are looked at. */
const MOST_UNDER_WAY = 500

const SUMS = `count(*) AS calls, coalesce(sum(a.input_tokens), 0) AS input_tokens, coalesce(sum(a.output_tokens), 0) AS output_tokens,
  coalesce(sum(a.dollars), 0) AS dollars, count(*) - count(a.dollars) AS unpriced`
const CALLS = "FROM agent_activity a WHERE a.type = 'model_called' AND a.at >= ?"

/** Sums over what the journal keeps of agents. The database groups; what comes back has a row for each combination, not for each event. */
export function sqlActivity({ query }: Database): Activity {
  return {
    async spend(since) {
      const [rows, runs] = await Promise.all([
        query(
          `SELECT a.agent, a.model, a.at / ${DAY} AS day, ${SUMS} ${CALLS} GROUP BY a.agent, a.model, a.at / ${DAY}`,
          [since],
        ),
        query(
          `SELECT s.*, r.title FROM (
             SELECT a.root AS root, ${SUMS} ${CALLS} GROUP BY a.root
             ORDER BY dollars DESC, sum(a.input_tokens + a.output_tokens) DESC, a.root LIMIT ${DEAREST_RUNS}) s
           JOIN runs r ON r.id = s.root ORDER BY s.dollars DESC, s.input_tokens + s.output_tokens DESC, s.root`,
          [since],
        ),
      ])
      return {
        total: rows.map(usageOf).reduce(added, NO_USAGE),
        days: [...summedBy(rows, 'day')]
          .map(([day, usage]) => ({ day: Number(day) * DAY, ...usage }))
          .sort((a, b) => a.day - b.day),
        agents: dearestFirst(rows, 'agent').map(([agent, usage]) => ({ agent, ...usage })),
        models: dearestFirst(rows, 'model').map(([model, usage]) => ({ model, ...usage })),
        runs: runs.map((row) => ({
          run: textOf(row, 'root'),
          ...optional(row, 'title', 'title', String),
          ...usageOf(row),
        })),
      } satisfies Spend
    },

    async agents(since) {
      const [seen, tasks, broken, calls, underWay] = await Promise.all([
        query('SELECT agent, max(at) AS at FROM agent_activity GROUP BY agent ORDER BY agent'),
        query(
          `SELECT agent, status, milliseconds, count(*) AS n FROM agent_activity
           WHERE type = 'specialist_completed' AND at >= ? GROUP BY agent, status, milliseconds`,
          [since],
        ),
        // Whoever was stopped from outside has told no end. CROSS: SQLite is to begin with the few runs, not with the many events.
        query(
          `SELECT s.agent, count(*) AS n FROM runs r CROSS JOIN agent_activity s
           WHERE s.run = r.id AND s.type = 'specialist_started' AND r.status IN ('failed', 'timed-out') AND r.ended_at >= ? AND ${UNTOLD} GROUP BY s.agent`,
          [since],
        ),
        query(
          `SELECT a.agent, a.model, sum(CASE WHEN a.status = 'answered' THEN 0 ELSE 1 END) AS failed, ${SUMS} ${CALLS}
           GROUP BY a.agent, a.model`,
          [since],
        ),
        query(
          `SELECT s.agent, s.root, s.at, e.body FROM runs r CROSS JOIN agent_activity s CROSS JOIN events e
           WHERE s.run = r.id AND s.type = 'specialist_started' AND e.run = s.run AND e.type = s.type AND e.at = s.at AND r.status = 'running' AND r.ended_at IS NULL AND ${UNTOLD} ORDER BY s.at, s.number LIMIT ${MOST_UNDER_WAY}`,
        ),
      ])
      const tasksOf = Map.groupBy(tasks, (row) => row.agent)
      const brokenOf = new Map(broken.map((row) => [row.agent, numberOf(row, 'n')]))
      const callsOf = Map.groupBy(calls, (row) => row.agent)
      const nowOf = Map.groupBy(underWay, (row) => row.agent)
      return seen.map((row) => {
        const own = tasksOf.get(row.agent ?? null) ?? []
        const ownCalls = callsOf.get(row.agent ?? null) ?? []
        const failed = own.filter(({ status }) => FAILED.has(String(status)))
        return {
          agent: textOf(row, 'agent'),
          done: countOf(own) - countOf(failed),
          failed: countOf(failed) + (brokenOf.get(row.agent ?? null) ?? 0),
          ...timesOf(own),
          failedCalls: ownCalls.reduce((sum, call) => sum + numberOf(call, 'failed'), 0),
          models: dearestFirst(ownCalls, 'model').map(([model, usage]) => ({ model, ...usage })),
          now: (nowOf.get(row.agent ?? null) ?? []).map(underWayOf),
          lastSeenAt: numberOf(row, 'at'),
        } satisfies AgentActivity
      })
    },
  }
}

const FAILED: ReadonlySet<string> = new Set(['failed', 'timed-out'])
const UNTOLD = `NOT EXISTS (
  SELECT 1 FROM agent_activity d WHERE d.run = s.run AND d.type = 'specialist_completed' AND d.agent = s.agent)`
const NO_USAGE: Usage = { calls: 0, inputTokens: 0, outputTokens: 0, dollars: 0, unpriced: 0 }

function usageOf(row: Row): Usage {
  return {
    calls: numberOf(row, 'calls'),
    inputTokens: numberOf(row, 'input_tokens'),
    outputTokens: numberOf(row, 'output_tokens'),
    dollars: numberOf(row, 'dollars'),
    unpriced: numberOf(row, 'unpriced'),
  }
}

function added(a: Usage, b: Usage): Usage {
  return {
    calls: a.calls + b.calls,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    dollars: a.dollars + b.dollars,
    unpriced: a.unpriced + b.unpriced,
  }
}

function summedBy(rows: readonly Row[], column: string): Map<string, Usage> {
  const sums = new Map<string, Usage>()
  for (const row of rows) {
    const key = textOf(row, column)
    sums.set(key, added(sums.get(key) ?? NO_USAGE, usageOf(row)))
  }
  return sums
}

function dearestFirst(rows: readonly Row[], column: string): [string, Usage][] {
  const tokens = (usage: Usage) => usage.inputTokens + usage.outputTokens
  return [...summedBy(rows, column)].sort(
    ([aName, a], [bName, b]) => b.dollars - a.dollars || tokens(b) - tokens(a) || (aName < bName ? -1 : 1),
  )
}

function countOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + numberOf(row, 'n'), 0)
}

/** The mean, and the least time that 95 of 100 tasks kept within (nearest rank). */
function timesOf(rows: readonly Row[]): Pick<AgentActivity, 'meanMilliseconds' | 'p95Milliseconds'> {
  const timed = rows
    .filter(({ milliseconds }) => milliseconds !== null)
    .sort((a, b) => numberOf(a, 'milliseconds') - numberOf(b, 'milliseconds'))
  const count = countOf(timed)
  if (count === 0) return { meanMilliseconds: null, p95Milliseconds: null }
  const sum = timed.reduce((total, row) => total + numberOf(row, 'milliseconds') * numberOf(row, 'n'), 0)
  return { meanMilliseconds: Math.round(sum / count), p95Milliseconds: atRank(timed, Math.ceil(count * 0.95)) }
}

/** The time of the task at a place among all, counted from 1; each row stands for several. */
function atRank(rows: readonly Row[], rank: number): number | null {
  let before = 0
  for (const row of rows) {
    before += numberOf(row, 'n')
    if (before >= rank) return numberOf(row, 'milliseconds')
  }
  return null
}

function underWayOf(row: Row): TaskUnderWay {
  const { task } = JSON.parse(textOf(row, 'body')) as { task: string }
  return { run: textOf(row, 'root'), task, since: numberOf(row, 'at') }
}
