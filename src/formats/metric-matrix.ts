import { z } from 'zod'
import type { Citation, Series } from '../core/evidence.ts'

/** Prometheus' answer to a range query: https://prometheus.io/docs/prometheus/latest/querying/api/ */
const sampleSchema = z.tuple([z.union([z.number(), z.string()]), z.union([z.string(), z.number(), z.null()])])

/** Reads a range-query answer, its `data`, or a bare array of series. Series without a single sample are left out. Throws `SyntaxError` on text that is not JSON. */
export function parseMetricMatrix(text: string, source: string): { series: Series[]; skipped: number } {
  const rows = matrixRows(JSON.parse(text) as unknown)
  const offsets = seriesOffsets(text)
  const series: Series[] = []
  let skipped = 0
  rows.forEach((row, index) => {
    const parsed = parseRow(row, text, source, offsets[index] ?? 0)
    if (parsed) series.push(parsed)
    else skipped++
  })
  return { series, skipped }
}

function matrixRows(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => (isRow(entry) ? [entry] : matrixRows(entry)))
  if (typeof value !== 'object' || value === null) return []
  const { data, result } = value as { data?: unknown; result?: unknown }
  return isRow(value) ? [value] : matrixRows(result ?? data ?? [])
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'metric' in value && ('values' in value || 'value' in value)
}

function parseRow(row: unknown, text: string, source: string, offset: number): Series | undefined {
  const { metric, values, value } = row as { metric?: unknown; values?: unknown; value?: unknown }
  const samples = Array.isArray(values) ? values : Array.isArray(value) ? [value] : []
  const labels: Record<string, string> = {}
  for (const [key, label] of Object.entries((metric ?? {}) as object)) labels[key] = String(label)
  const { __name__: name = 'value', ...rest } = labels
  const kept = ascending(samples)
  if (kept.length === 0) return undefined
  const timestamps = Float64Array.from(kept, (sample) => sample.at)
  const measured = Float64Array.from(kept, (sample) => sample.value)
  return {
    source,
    name,
    labels: rest,
    timestamps,
    values: measured,
    cite: (index) => citeSample(text, source, offset, kept[index]?.text),
  }
}

interface Sample {
  at: number
  value: number
  /** The timestamp as written. */
  text: string
}

/** Samples in order of time, without broken ones and without a second sample for one instant. */
function ascending(samples: unknown[]): Sample[] {
  const parsed: Sample[] = []
  let sorted = true
  for (const sample of samples) {
    const read = readSample(sample)
    if (!read) continue
    const last = parsed.at(-1)
    if (last && read.at <= last.at) sorted = false
    parsed.push(read)
  }
  if (sorted) return parsed
  parsed.sort((a, b) => a.at - b.at)
  return parsed.filter((sample, index) => index === 0 || sample.at !== parsed[index - 1]?.at)
}

function readSample(sample: unknown): Sample | undefined {
  if (!Array.isArray(sample) || sample.length < 2) return undefined
  const [time, value] = sample as [unknown, unknown]
  if (typeof time !== 'number' || !Number.isFinite(time)) {
    const strict = sampleSchema.safeParse(sample)
    const asNumber = strict.success ? Number(strict.data[0]) : Number.NaN
    if (!Number.isFinite(asNumber)) return undefined
    return { at: milliseconds(asNumber), value: numeric(value), text: String(time) }
  }
  return { at: milliseconds(time), value: numeric(value), text: String(time) }
}

function milliseconds(time: number): number {
  return time < 1e11 ? time * 1000 : time
}

function numeric(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return Number.NaN
  const text = value.trim()
  if (text === '+Inf' || text === 'Inf') return Number.POSITIVE_INFINITY
  if (text === '-Inf') return Number.NEGATIVE_INFINITY
  return text === '' ? Number.NaN : Number(text)
}

function seriesOffsets(text: string): number[] {
  return Array.from(text.matchAll(/"metric"\s*:/g), (match) => match.index)
}

/** The sample as it stands in the file; where it spreads over lines, the line with its timestamp. */
function citeSample(text: string, source: string, offset: number, time: string | undefined): Citation {
  const found = time === undefined ? -1 : text.indexOf(time, offset)
  const from = found < 0 ? offset : found
  const lineEnd = text.indexOf('\n', from)
  const close = text.indexOf(']', from)
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, close < 0 ? text.length : close)
  return { source, line: lineAt(text, from), quote: text.slice(from, Math.min(end, from + 120)).trim() }
}

/** The number, from 1, of the line that holds `offset`. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
