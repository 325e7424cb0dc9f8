import { type Answered, type Asked, serveStandIn, type Trouble } from './serve-stand-in.ts'

export interface LokiRecord {
  labels: Record<string, string>
  /** Nanoseconds since the epoch. */
  at: bigint
  line: string
}

export interface LokiOptions {
  token?: string
  tenant?: string
  /** `max_entries_limit_per_query`. */
  mostEntries?: number
  troubleWith?: (asked: Asked, number: number) => Trouble | undefined
}

/**
 * A stand-in for Grafana Loki, written after its public documentation: `GET /loki/api/v1/query_range` over streams, with the part of LogQL that is
 * a stream selector, line filters with `|~`, and filters of labels joined by `or`. Anything else is refused as Loki refuses what it cannot parse.
 */
export async function lokiApi(records: readonly LokiRecord[], options: LokiOptions = {}) {
  const { token, tenant, mostEntries = 5_000, troubleWith } = options
  // Loki drops what a stream has already.
  const kept = [...new Map(records.map((one) => [`${JSON.stringify(one.labels)} ${one.at} ${one.line}`, one])).values()]
  return serveStandIn(({ path, query, headers }) => {
    if (token && headers.authorization !== `Bearer ${token}`) return { status: 401, body: 'no credentials' }
    if (tenant && headers['x-scope-orgid'] !== tenant) return { status: 401, body: 'no org id' }
    if (path !== '/loki/api/v1/query_range') return { status: 404, body: '404 page not found' }
    const limit = Number(query.get('limit') ?? 100)
    if (limit > mostEntries)
      return {
        status: 400,
        body: `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${mostEntries})`,
      }
    const filter = parseLogQl(query.get('query') ?? '')
    if (typeof filter === 'string') return { status: 400, body: filter }
    const [start, end] = [BigInt(query.get('start') ?? 0), BigInt(query.get('end') ?? 0)]
    if (end < start) return { status: 400, body: 'end timestamp must not be before or equal to start time' }
    const found = kept.filter((one) => one.at >= start && one.at < end && filter(one))
    const forward = query.get('direction')?.toLowerCase() === 'forward'
    found.sort((a, b) => Number(forward ? a.at - b.at : b.at - a.at))
    return streams(found.slice(0, limit))
  }, troubleWith)
}

function streams(found: readonly LokiRecord[]): Answered {
  const groups = Map.groupBy(found, ({ labels }) => JSON.stringify(labels))
  const result = [...groups.values()].map((members) => ({
    stream: members[0]?.labels,
    values: members.map(({ at, line }) => [String(at), line]),
  }))
  return { body: { status: 'success', data: { resultType: 'streams', result, stats: {} } } }
}

type Filter = (record: LokiRecord) => boolean
const STRING = '"(?:[^"\\\\]|\\\\.)*"'
const MATCHER = new RegExp(`^\\s*([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*(${STRING})\\s*`)

/** A filter, or the words of a refusal. */
function parseLogQl(query: string): Filter | string {
  const bad = `parse error at line 1, col 1: syntax error: unexpected ${query.slice(0, 20)}`
  const selector = new RegExp(`^\\{((?:[^"}]|${STRING})*)\\}`).exec(query)
  if (!selector) return bad
  const matchers = readMatchers(selector[1] ?? '', /^,/)
  if (!matchers) return bad
  if (!matchers.some(({ test }) => !test('')))
    return 'queries require at least one regexp or equality matcher that does not have an empty-compatible value'
  const filters: Filter[] = matchers.map(
    ({ label, test }) =>
      ({ labels }) =>
        test(labels[label] ?? ''),
  )
  let rest = query.slice(selector[0].length).trim()
  while (rest !== '') {
    const line = new RegExp(`^\\|~\\s*(${STRING})\\s*`).exec(rest)
    if (line) {
      const expression = re2(unquoted(line[1] ?? ''))
      filters.push((record) => expression.test(record.line))
      rest = rest.slice(line[0].length)
      continue
    }
    const stage = new RegExp(`^\\|((?:[^"|]|${STRING})+)`).exec(rest)
    const any = stage && readMatchers(stage[1] ?? '', /^or\s/)
    if (!stage || !any || any.length === 0) return bad
    filters.push(({ labels }) => any.some(({ label, test }) => test(labels[label] ?? '')))
    rest = rest.slice(stage[0].length)
  }
  return (record) => filters.every((filter) => filter(record))
}

function readMatchers(text: string, between: RegExp) {
  const matchers: { label: string; test: (value: string) => boolean }[] = []
  for (let rest = text; rest.trim() !== ''; ) {
    const [whole, label = '', operator, string = '""'] = MATCHER.exec(rest) ?? []
    if (whole === undefined) return undefined
    const value = unquoted(string)
    const isSame = operator?.includes('~') ? wholeMatch(value) : (given: string) => given === value
    matchers.push({ label, test: operator?.startsWith('!') ? (given) => !isSame(given) : isSame })
    rest = rest.slice(whole.length).replace(between, '')
  }
  return matchers
}

function wholeMatch(text: string): (value: string) => boolean {
  const expression = re2(text, true)
  return (value) => expression.test(value)
}

/** Matchers of labels are anchored, filters of lines are not. */
function re2(text: string, anchored = false): RegExp {
  const flags = text.startsWith('(?i)') ? 'i' : ''
  const bare = text.replace(/^\(\?i\)/, '')
  return new RegExp(anchored ? `^(?:${bare})$` : bare, flags)
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one))
}
