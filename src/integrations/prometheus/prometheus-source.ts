import { messageOf } from '../../core/fault.ts'
import type { EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { apiAsker } from '../web/ask-api.ts'

export interface PrometheusOptions {
  /** Of Prometheus, Thanos, Mimir, VictoriaMetrics: without `/api/v1`. */
  url: string
  /** Bearer token. */
  token?: string | undefined
}

type SeriesRow = { metric: Record<string, string>; values: [number, string][] }

/** Seconds between samples, and the most samples of a series. */
const FINEST = 15
const MOST_SAMPLES = 300
const MOST_METRICS = 400
const MOST_SERIES = 5_000
const AT_ONCE = 4
/** What programs say of themselves and not of their work. */
const NOISE = /^(?:go_|promhttp_|prometheus_|alertmanager_|scrape_|net_conntrack_|ALERTS)/
const COUNTER = /(?:_total|_count|_sum|_errors|_failures)$/

/** All that Prometheus has about the namespace or services in that time: gauges as they are, counters by their rate, histograms by their 95th percentile. */
export function prometheusSource(options: PrometheusOptions): LiveSource {
  return { name: 'Prometheus', collect: (question, signal) => collect(options, question, signal) }
}

async function collect(options: PrometheusOptions, question: EvidenceQuestion, signal: AbortSignal) {
  const ask = asker(options, signal)
  const step = Math.max(FINEST, Math.ceil((question.to - question.from) / 1_000 / MOST_SAMPLES))
  const range = { start: String(question.from / 1_000), end: String(question.to / 1_000) }
  const problems: string[] = []
  const { selector, names } = await findNames(ask, question, range)
  if (names.length > MOST_METRICS) problems.push(`${names.length} metrics, the first ${MOST_METRICS} were read`)
  const queries = names.slice(0, MOST_METRICS).flatMap((name) => queryFor(name, selector, step) ?? [])
  const result: SeriesRow[] = []
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
  const files: [string, string][] = result.length > 0 ? [['metrics/prometheus.json', lines(result)]] : []
  return { files, problems: problems.sort() }
}

type Ask = (path: string, query: Record<string, string>) => Promise<unknown>

function asker({ url, token }: PrometheusOptions, signal: AbortSignal): Ask {
  const api = apiAsker(
    {
      name: 'Prometheus',
      url: `${url.replace(/\/+$/, '')}/api/v1`,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      hint: 'Is WATCHFLOOR_PROMETHEUS_URL right?',
    },
    signal,
  )
  return async (path, query) => {
    const form = new URLSearchParams(query).toString()
    // Long queries go in a body, where that is allowed.
    const answer = await (path.startsWith('query')
      ? api(`/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: form,
        })
      : api(`/${path}?${form}`))
    const { status, data, error } = answer as { status?: string; data?: unknown; error?: string }
    if (status !== 'success') throw new Error(`Prometheus: ${error ?? 'no success'}`)
    return data
  }
}

/** Labels differ from house to house: the first selector that finds anything is that of this one. */
async function findNames(
  ask: Ask,
  { namespace, services }: EvidenceQuestion,
  range: Record<string, string>,
): Promise<{ selector: string; names: string[] }> {
  const oneOf = services.map(escaped).join('|')
  const selectors = [
    ...(namespace
      ? [`namespace="${escapedValue(namespace)}"`, `kubernetes_namespace="${escapedValue(namespace)}"`]
      : []),
    ...(oneOf ? ['service', 'app', 'job', 'deployment'].map((label) => `${label}=~"${escapedValue(oneOf)}"`) : []),
    'job=~".+"',
    // Where nobody has named anything, everything is meant.
    ...(namespace === undefined && services.length === 0 ? [''] : []),
  ]
  for (const selector of selectors) {
    const names = (await ask('label/__name__/values', {
      'match[]': selector === '' ? '{__name__=~".+"}' : `{${selector}}`,
      ...range,
    })) as string[]
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

function rowsOf(data: unknown): SeriesRow[] {
  const { resultType, result } = data as { resultType?: string; result?: SeriesRow[] }
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

/** One series a line, so that a citation has a line of its own. */
function lines(result: readonly SeriesRow[]): string {
  return `{"status":"success","data":{"resultType":"matrix","result":[\n${result.map((row) => JSON.stringify(row)).join(',\n')}\n]}}\n`
}
