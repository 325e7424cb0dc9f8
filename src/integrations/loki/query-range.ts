import { hash } from 'node:crypto'
import { z } from 'zod'
import type { TimeWindow } from '../../core/evidence.ts'
import { messageOf } from '../../core/fault.ts'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'

/** Of https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time */
const answerSchema = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({
        stream: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.string().regex(/^\d{1,19}$/), z.string()]).rest(z.unknown())),
      }),
    ),
  }),
})

export interface LokiEntry {
  /** Nanoseconds since the epoch. */
  at: bigint
  line: string
  /** Of its stream, and its structured metadata. */
  labels: Readonly<Record<string, string>>
  /** Of time, labels and line: Loki keeps no two entries of a stream that are equal in all. */
  id: string
}

export interface LokiReader {
  /** The first page of a stretch, and whether that is all of it. */
  first(query: string, within: TimeWindow): Promise<{ entries: LokiEntry[]; isAll: boolean }>
  /** All of a stretch, oldest first. A page begins with the instant at which the last one ended, since others of it may be left: those are met twice. */
  pages(query: string, within: TimeWindow): AsyncGenerator<LokiEntry[], void>
  /** What could not be had, in plain words. */
  readonly problems: ReadonlySet<string>
}

/** As many as Loki gives at once where nobody has set `max_entries_limit_per_query`. */
const MOST_AT_ONCE = 5_000
const REFUSED_LIMIT = /max entries limit.*\(\d+ > (\d+)\)/s
const NANOSECONDS = 1_000_000n

/** Reads entries with `page` of them at a time. */
export function lokiReader(ask: AskApi, page: number): LokiReader {
  let most = MOST_AT_ONCE
  const problems = new Set<string>()

  async function range(query: string, start: bigint, end: bigint, wanted: number): Promise<Page> {
    const limit = Math.min(wanted, most)
    const form = new URLSearchParams({
      query,
      start: String(start),
      end: String(end),
      limit: String(limit),
      direction: 'forward',
    })
    try {
      const answer = readAnswer('Loki', answerSchema, await ask(`/query_range?${form}`))
      const entries = answer.data.result.flatMap(({ stream, values }) => {
        const labels = JSON.stringify(stream)
        return values.map(([at, line]) => ({
          at: BigInt(at),
          line,
          labels: stream,
          id: hash('sha256', `${at} ${labels} ${line}`),
        }))
      })
      // They come by streams, each in order.
      return { entries: entries.sort((a, b) => Number(a.at - b.at)), limit }
    } catch (thrown) {
      const allowed = Number(REFUSED_LIMIT.exec(messageOf(thrown))?.[1])
      if (!(allowed >= 1 && allowed < limit)) throw thrown
      most = allowed
      return range(query, start, end, wanted)
    }
  }

  return {
    problems,
    async first(query, { from, to }) {
      const { entries, limit } = await range(query, nanoseconds(from), nanoseconds(to), page)
      return { entries, isAll: entries.length < limit }
    },
    async *pages(query, { from, to }) {
      const end = nanoseconds(to)
      let start = nanoseconds(from)
      let wanted = page
      while (start < end) {
        const { entries, limit } = await range(query, start, end, wanted)
        yield entries
        const last = entries.at(-1)
        if (entries.length < limit || !last) return
        if (last.at > start) {
          start = last.at
          wanted = page
        } else if (limit < most) wanted = limit * 2
        else {
          problems.add(`Loki: more than ${most} entries of one instant (${last.at}); it gives no more of them at once.`)
          start++
          wanted = page
        }
      }
    },
  }
}

interface Page {
  entries: LokiEntry[]
  limit: number
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.floor(milliseconds)) * NANOSECONDS
}
