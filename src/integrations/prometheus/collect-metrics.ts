import { messageOf, WatchfloorFault } from '../../core/fault.ts'

export interface PrometheusOptions {
  /** Of Prometheus, Thanos, Mimir, VictoriaMetrics: without `/api/v1`. */
  url: string
  /** Bearer token. */
  token?: string | undefined
}

export interface MetricsQuestion {
  /** Milliseconds since the epoch. */
  from: number
  to: number
  namespace?: string | undefined
  services: readonly string[]
}

export interface CollectedMetrics {
  /** The answer to a range query, as the bundle holds it. */
  result: { metric: Record<string, string>; values: [number, string][] }[]
  /** What could not be had, in plain words. */
  problems: string[]
}

/** Seconds between samples, and the most samples of a series. */
const FINEST = 15
const MOST_SAMPLES = 300
const MOST_METRICS = 400
const MOST_SERIES = 5_000
const AT_ONCE = 4
const TIMEOUT = 20_000
const MOST_BYTES = 64 * 1024 * 1024
/** What programs say of themselves and not of their work. */
const NOISE = /^(?:go_|promhttp_|prometheus_|alertmanager_|scrape_|net_conntrack_|ALERTS)/
const COUNTER = /(?:_total|_count|_sum|_errors|_failures)$/

/** All that Prometheus has about the namespace or services in that time: gauges as they are, counters by their rate, histograms by their 95th percentile. */
export async function collectMetrics(
  options: PrometheusOptions,
  question: MetricsQuestion,
  signal: AbortSignal,
): Promise<CollectedMetrics> {
  const ask = asker(options, signal)
  const step = Math.max(FINEST, Math.ceil((question.to - question.from) / 1_000 / MOST_SAMPLES))
  const range = { start: String(question.from / 1_000), end: String(question.to / 1_000) }
  const problems: string[] = []
  const { selector, names } = await findNames(ask, question, range)
  if (names.length > MOST_METRICS) problems.push(`${names.length} metrics, the first ${MOST_METRICS} were read`)
  const queries = names.slice(0, MOST_METRICS).flatMap((name) => queryFor(name, selector, step) ?? [])
  const result: CollectedMetrics['result'] = []
  const turns = queries.values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { name, query } of turns) {
        if (result.length >= MOST_SERIES) return
        try {
          const data = await ask('query_range', { query, ...range, step: String(step) })
          for (const row of rowsOf(data)) result.push({ ...row, metric: { ...row.metric, __name__: name } })
        } catch (thrown) {
          signal.throwIfAborted()
          problems.push(`${name}: ${messageOf(thrown)}`)
        }
      }
    }),
  )
  if (result.length >= MOST_SERIES) problems.push(`more than ${MOST_SERIES} series; the rest was not read`)
  // In one order, however the answers came in.
  result.sort((a, b) => (JSON.stringify(a.metric) < JSON.stringify(b.metric) ? -1 : 1))
  return { result, problems: problems.sort() }
}

type Ask = (path: string, query: Record<string, string>) => Promise<unknown>

function asker({ url, token }: PrometheusOptions, signal: AbortSignal): Ask {
  const base = `${url.replace(/\/+$/, '')}/api/v1`
  return async (path, query) => {
    const late = AbortSignal.timeout(TIMEOUT)
    try {
      const form = new URLSearchParams(query).toString()
      // Long queries go in a body, where that is allowed.
      const isQuery = path.startsWith('query')
      const response = await fetch(isQuery ? `${base}/${path}` : `${base}/${path}?${form}`, {
        method: isQuery ? 'POST' : 'GET',
        headers: {
          ...(isQuery && { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(isQuery && { body: form }),
        // Where it sends us is somewhere that nobody configured.
        redirect: 'error',
        signal: AbortSignal.any([signal, late]),
      })
      const text = await bounded(response)
      if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 200)}`)
      const body = JSON.parse(text) as { status?: string; data?: unknown; error?: string }
      if (body.status !== 'success') throw new Error(body.error ?? 'no success')
      return body.data
    } catch (cause) {
      signal.throwIfAborted()
      const why = late.aborted ? `no answer within ${TIMEOUT / 1_000} s` : messageOf(cause)
      throw new WatchfloorFault('unavailable', `Prometheus: ${why}`, {
        cause,
        hint: 'Is WATCHFLOOR_PROMETHEUS_URL right?',
      })
    }
  }
}

async function bounded(response: Response): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > MOST_BYTES) throw new Error('the answer is larger than 64 MB')
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Labels differ from house to house: the first selector that finds anything is that of this one. */
async function findNames(
  ask: Ask,
  { namespace, services }: MetricsQuestion,
  range: Record<string, string>,
): Promise<{ selector: string; names: string[] }> {
  const oneOf = services.map(escaped).join('|')
  const selectors = [
    ...(namespace
      ? [`namespace="${escapedValue(namespace)}"`, `kubernetes_namespace="${escapedValue(namespace)}"`]
      : []),
    ...(oneOf ? ['service', 'app', 'job', 'deployment'].map((label) => `${label}=~"${escapedValue(oneOf)}"`) : []),
    'job=~".+"',
  ]
  for (const selector of selectors) {
    const names = (await ask('label/__name__/values', { 'match[]': `{${selector}}`, ...range })) as string[]
    const telling = names.filter((name) => !NOISE.test(name))
    if (telling.length > 0) return { selector, names: telling.sort() }
  }
  return { selector: '', names: [] }
}

function queryFor(name: string, selector: string, step: number): { name: string; query: string } | undefined {
  const window = `${Math.max(60, 4 * step)}s`
  if (name.endsWith('_bucket')) {
    const base = name.slice(0, -'_bucket'.length)
    const kept = 'namespace, service, app, job, deployment, pod, instance'
    return {
      name: `${base}_p95`,
      query: `histogram_quantile(0.95, sum by (le, ${kept}) (rate(${name}{${selector}}[${window}])))`,
    }
  }
  return COUNTER.test(name)
    ? { name, query: `rate(${name}{${selector}}[${window}])` }
    : { name, query: `${name}{${selector}}` }
}

function rowsOf(data: unknown): CollectedMetrics['result'] {
  const { resultType, result } = data as { resultType?: string; result?: CollectedMetrics['result'] }
  // Where nothing was counted a percentile is no number.
  return resultType === 'matrix'
    ? (result ?? []).map(({ metric, values }) => ({ metric, values: values.filter(([, value]) => value !== 'NaN') }))
    : []
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function escapedValue(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}
