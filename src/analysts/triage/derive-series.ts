import type { LogRecord, Series, Span } from '../../core/evidence.ts'

/** Counts and averages over time made from logs and spans, so that an onset can be found where nobody recorded metrics. */
export interface SeriesDeriver {
  addLog(record: LogRecord): void
  addSpan(span: Span): void
  series(): Series[]
}

interface Bin {
  count: number
  sum: number
}

const BIN = 15_000

/** Of a sample (`isSampled`) shares are taken and not counts, since a time that was left out is no time without errors. */
export function deriveSeries(isSampled = false): SeriesDeriver {
  const bins = new Map<string, Map<number, Bin>>()
  const add = (name: string, service: string, at: number, value: number) => {
    const key = `${name}\0${service}`
    const of = bins.get(key) ?? new Map<number, Bin>()
    bins.set(key, of)
    const slot = Math.floor(at / BIN)
    const bin = of.get(slot) ?? { count: 0, sum: 0 }
    bin.count++
    bin.sum += value
    of.set(slot, bin)
  }
  return {
    addLog({ at, service = 'logs', level }) {
      if (at === undefined) return
      add('log_errors', service, at, level === 'error' || level === 'fatal' ? 1 : 0)
    },
    addSpan({ startedAt, service, duration, error }) {
      add('span_duration_milliseconds', service, startedAt, duration)
      add('span_errors', service, startedAt, error ? 1 : 0)
    },
    series: () => [...bins].map(([key, slots]) => binnedSeries(key, slots, isSampled)),
  }
}

/** Errors are counted in each bin (an empty bin is none); durations are averaged where there are any. */
function binnedSeries(key: string, slots: Map<number, Bin>, isSampled: boolean): Series {
  const [name = '', service = ''] = key.split('\0')
  const known = [...slots.keys()].sort((a, b) => a - b)
  const first = known[0] ?? 0
  const last = known.at(-1) ?? first
  const dense = last - first < 20_000 ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : known
  const isCount = name.endsWith('errors') && !isSampled
  return {
    source: '',
    name,
    labels: { service },
    timestamps: Float64Array.from(dense, (slot) => slot * BIN),
    values: Float64Array.from(dense, (slot) => {
      const bin = slots.get(slot)
      if (!bin) return isCount ? 0 : Number.NaN
      return isCount ? bin.sum : bin.sum / bin.count
    }),
    cite: () => ({ source: '', quote: '' }),
  }
}
