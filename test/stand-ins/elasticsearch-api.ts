import { type Answered, type Asked, serveStandIn, type Trouble } from './serve-stand-in.ts'

export interface StoredDocument {
  _index: string
  _id: string
  _source: Record<string, unknown>
}

export interface ElasticsearchOptions {
  /** `old` is Elasticsearch before 7.10 and OpenSearch before 2.4, without points in time; `7.10` has them without the order of `_shard_doc`. */
  kind?: 'elasticsearch' | 'opensearch' | 'old' | '7.10'
  apiKey?: string
  /** Names that only a keyword beside the text can find, as dynamic mapping makes them. */
  textFields?: readonly string[]
  troubleWith?: (asked: Asked, number: number) => Trouble | undefined
  /** After each search, as writers go on meanwhile. */
  onSearch?: (store: StoredDocument[]) => void
}

interface Search {
  size?: number
  query: Query
  sort: Record<string, unknown>[]
  search_after?: [number, string | number]
  pit?: { id: string }
}
type Query = Record<string, Record<string, unknown>>

/**
 * A stand-in for Elasticsearch or OpenSearch, written after their public documentation: `_search` with the queries bool, range, terms, match_all and
 * query_string, sorting by a date and a tie-breaker, `size`, `search_after`, and points in time. What it does not know it refuses with 400.
 */
export async function elasticsearchApi(documents: readonly StoredDocument[], options: ElasticsearchOptions = {}) {
  const { kind = 'elasticsearch', apiKey, textFields = [], troubleWith, onSearch } = options
  const store = [...documents]
  const points = new Map<string, StoredDocument[]>()
  const server = await serveStandIn(({ method, path, query, headers, body }) => {
    if (apiKey && headers.authorization !== `ApiKey ${apiKey}`)
      return refusal(401, 'security_exception', 'missing authentication credentials')
    const [, index = '', verb = '', more] = /^(?:\/([^_][^/]*))?\/(_\w+)(?:\/(\w+))?$/.exec(path) ?? []
    const open = { elasticsearch: '_pit', '7.10': '_pit', opensearch: '_search/point_in_time', old: '' }[kind]
    const name = more === undefined ? verb : `${verb}/${more}`
    if (open !== '' && name === open) {
      const field = name === '_pit' ? 'id' : 'pit_id'
      if (method === 'DELETE') {
        const isThere = points.delete(String((JSON.parse(body) as Record<string, unknown>)[field]))
        return { status: isThere ? 200 : 404, body: { succeeded: isThere } }
      }
      if (!query.get('keep_alive')) return refusal(400, 'action_request_validation_exception', 'keep_alive is missing')
      const id = `point-${points.size + 1}`
      points.set(id, store.filter(inIndex(index)))
      return { body: { [field]: id } }
    }
    if (name !== '_search' || method !== 'POST')
      return refusal(400, 'illegal_argument_exception', `no handler found for uri [${path}] and method [${method}]`)
    const search = JSON.parse(body) as Search
    if (search.pit && index !== '')
      return refusal(400, 'action_request_validation_exception', '[indices] cannot be used with point in time')
    const view = search.pit ? points.get(search.pit.id) : store.filter(inIndex(index))
    if (!view) return refusal(404, 'search_phase_execution_exception', 'No search context found for id')
    const answer = searched(search, view, textFields, kind === 'elasticsearch' && search.pit !== undefined)
    onSearch?.(store)
    return answer
  }, troubleWith)
  return { ...server, points }
}

function searched(
  { size = 10, query, sort, search_after, pit }: Search,
  view: readonly StoredDocument[],
  textFields: readonly string[],
  hasShardOrder: boolean,
): Answered {
  if (size > 10_000) return refusal(400, 'illegal_argument_exception', 'Result window is too large')
  const [time = '', tie = ''] = sort.map((one) => Object.keys(one)[0] ?? '')
  if (tie === '_shard_doc' && !hasShardOrder)
    return refusal(400, 'query_shard_exception', 'No mapping found for [_shard_doc] in order to sort on')
  const isAscending = sort.every((one) => JSON.stringify(one).includes('asc'))
  if (!['_shard_doc', '_id'].includes(tie) || !isAscending)
    return refusal(400, 'parsing_exception', `no sort by ${JSON.stringify(sort)} here`)
  const found: { document: StoredDocument; sort: [number, string | number] }[] = []
  for (const [place, document] of view.entries()) {
    const isWanted = matches(query, document._source, textFields)
    if (typeof isWanted === 'string') return refusal(400, 'parsing_exception', isWanted)
    const order = tie === '_id' ? document._id : place
    if (isWanted) found.push({ document, sort: [Date.parse(String(valueAt(document._source, time))), order] })
  }
  const compare = (a: [number, string | number], b: [number, string | number]) =>
    a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)
  const hits = found
    .sort((a, b) => compare(a.sort, b.sort))
    .filter(({ sort: own }) => search_after === undefined || compare(own, search_after) > 0)
    .slice(0, size)
    .map(({ document, sort: own }) => ({ ...document, _score: null, sort: own }))
  return {
    body: {
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
      ...(pit && { pit_id: pit.id }),
      hits: { max_score: null, hits },
    },
  }
}

/** Whether the query finds it, or why the query is none. */
function matches(query: Query, source: Record<string, unknown>, textFields: readonly string[]): boolean | string {
  const [kind = '', given = {}] = Object.entries(query)[0] ?? []
  if (kind === 'match_all') return true
  if (kind === 'terms') {
    const [field = '', values] = Object.entries(given)[0] ?? []
    return tokens(source, field, textFields).some((token) => (values as string[]).includes(token))
  }
  if (kind === 'query_string') {
    const words = String(given.query).split(' OR ')
    return (given.fields as string[]).some((field) => {
      const own = tokens(source, field, [...textFields, 'message', 'log', 'msg'])
      return words.some((word) => own.includes(word))
    })
  }
  if (kind === 'range') {
    const [field = '', { gte, lt }] = Object.entries(given as Record<string, { gte: number; lt: number }>)[0] ?? [
      '',
      { gte: 0, lt: 0 },
    ]
    const value = Date.parse(String(valueAt(source, field)))
    return value >= gte && value < lt
  }
  if (kind !== 'bool') return `unknown query [${kind}]`
  const all = [...listOf(given.filter), ...listOf(given.must)].map((one) => matches(one, source, textFields))
  const should = listOf(given.should).map((one) => matches(one, source, textFields))
  const bad = [...all, ...should].find((one) => typeof one === 'string')
  return bad ?? (all.every(Boolean) && (should.length === 0 || should.some(Boolean)))
}

/** A keyword is one token as it stands; a text is its words in lower case, with a keyword beside it. */
function tokens(source: Record<string, unknown>, field: string, textFields: readonly string[]): string[] {
  const base = field.replace(/\.keyword$/, '')
  const value = valueAt(source, base)
  if (typeof value !== 'string') return []
  if (!textFields.includes(base)) return field === base ? [value] : []
  return field === base ? (value.toLowerCase().match(/[a-z0-9]+/g) ?? []) : [value]
}

function valueAt(source: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      source,
    )
}

function inIndex(pattern: string) {
  const expressions = pattern.split(',').map((one) => new RegExp(`^${one.replace(/\*/g, '.*')}$`))
  return ({ _index }: StoredDocument) => expressions.some((expression) => expression.test(_index))
}

function listOf(value: unknown): Query[] {
  return value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as Query[])
}

function refusal(status: number, type: string, reason: string): Answered {
  return { status, body: { error: { root_cause: [{ type, reason }], type, reason }, status } }
}
