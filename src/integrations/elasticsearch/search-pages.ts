import { z } from 'zod'
import type { AskApi } from '../web/ask-api.ts'
import { refusedWith } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { READ_FIELDS } from './log-fields.ts'
import type { Query } from './log-query.ts'

const NAME = 'Elasticsearch'
/** Each page asks for that much again. */
const KEPT_OPEN = '2m'
/** Statuses of those who do not know what is asked for. */
const UNKNOWN_THERE: ReadonlySet<number | undefined> = new Set([400, 404, 405, 501])

const hitSchema = z.object({
  _index: z.string(),
  _id: z.string(),
  _source: z.unknown(),
  sort: z.array(z.union([z.string(), z.number(), z.null()])).min(1),
})
export type Hit = z.infer<typeof hitSchema>

const answerSchema = z.object({
  pit_id: z.string().optional(),
  timed_out: z.boolean().optional(),
  _shards: z.object({ failed: z.number() }).optional(),
  hits: z.object({ hits: z.array(hitSchema) }),
})

export interface SearchReader {
  /** The first page, and whether that is all. */
  first(query: Query, timeField: string): Promise<{ hits: Hit[]; isAll: boolean }>
  /** All that fits the query, oldest first. */
  pages(query: Query, timeField: string): AsyncGenerator<Hit[], void>
  /** What could not be had, in plain words. */
  readonly problems: ReadonlySet<string>
  /** Lets the server forget what it has kept for us. */
  close(): Promise<void>
}

/** A view of the data as it was at one moment, so that pages fit together. */
interface PointInTime {
  id: string
  /** How it is closed again. */
  close: { path: string; field: 'id' | 'pit_id' }
}

interface View {
  point?: PointInTime
  /** What orders documents of the same millisecond. */
  tie: '_shard_doc' | '_id'
}

/** Reads with `page` documents at a time, over a point in time where the server has such a thing. */
export async function openSearch(ask: AskApi, index: string, page: number): Promise<SearchReader> {
  const path = index.split(',').map(encodeURIComponent).join(',')
  const problems = new Set<string>()
  let view = await openView(ask, path)

  async function search(query: Query, timeField: string, after: Hit['sort'] | undefined): Promise<Hit[]> {
    const { point, tie } = view
    const body = {
      size: page,
      query,
      // Milliseconds, also for times that are finer: nanoseconds do not fit into a number of JSON.
      sort: [{ [timeField]: { order: 'asc', unmapped_type: 'date', numeric_type: 'date' } }, { [tie]: 'asc' }],
      _source: READ_FIELDS,
      track_total_hits: false,
      ...(after && { search_after: after }),
      ...(point && { pit: { id: point.id, keep_alive: KEPT_OPEN } }),
    }
    const where = point ? '/_search' : `/${path}/_search?ignore_unavailable=true&allow_no_indices=true`
    let answer: z.infer<typeof answerSchema>
    try {
      answer = readAnswer(NAME, answerSchema, await ask(where, posted(body)))
    } catch (thrown) {
      // Elasticsearch 7.10 and 7.11 have points in time, and not yet their order.
      if (after || tie !== '_shard_doc' || refusedWith(thrown) !== 400) throw thrown
      view = { ...view, tie: '_id' }
      return search(query, timeField, after)
    }
    if (point && answer.pit_id !== undefined) point.id = answer.pit_id
    if (answer.timed_out || (answer._shards?.failed ?? 0) > 0)
      problems.add(`${NAME}: some of its shards gave no answer; what they hold is not there.`)
    return answer.hits.hits
  }

  return {
    problems,
    async first(query, timeField) {
      const hits = await search(query, timeField, undefined)
      return { hits, isAll: hits.length < page }
    },
    async *pages(query, timeField) {
      let after: Hit['sort'] | undefined
      do {
        const hits = await search(query, timeField, after)
        yield hits
        after = hits.length < page ? undefined : hits.at(-1)?.sort
      } while (after)
    },
    async close() {
      const { point } = view
      if (!point) return
      // It ends by itself soon; a collection does not fail for that.
      await ask(point.close.path, { ...posted({ [point.close.field]: point.id }), method: 'DELETE' }).catch(
        () => undefined,
      )
    },
  }
}

function posted(body: unknown) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } as const
}

/** Elasticsearch from 7.10, OpenSearch from 2.4; those before have neither. */
async function openView(ask: AskApi, path: string): Promise<View> {
  const tries = [
    {
      open: `/${path}/_pit?keep_alive=${KEPT_OPEN}&ignore_unavailable=true`,
      field: 'id',
      close: '/_pit',
      tie: '_shard_doc',
    },
    {
      open: `/${path}/_search/point_in_time?keep_alive=${KEPT_OPEN}`,
      field: 'pit_id',
      close: '/_search/point_in_time',
      tie: '_id',
    },
  ] as const
  for (const { open, field, close, tie } of tries)
    try {
      const opened = await ask(open, { method: 'POST' })
      const id = (opened as Record<string, unknown> | null)?.[field]
      if (typeof id === 'string') return { point: { id, close: { path: close, field } }, tie }
    } catch (thrown) {
      if (!UNKNOWN_THERE.has(refusedWith(thrown))) throw thrown
    }
  return { tie: '_id' }
}
