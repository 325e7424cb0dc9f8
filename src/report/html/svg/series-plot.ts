import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import type { Plot } from '../../../core/analysis.ts'
import { formatNumber } from '../../text/report-words.ts'
import { formatTicks, formatUtc, isTimeValue } from '../../text/utc-time.ts'
import { visibleText } from '../../text/visible-text.ts'
import { html, NOTHING, type SafeHtml } from '../safe-html.ts'
import { drawing } from './drawing.ts'

const WIDTH = 300
const HEIGHT = 150
const LEFT = 42
const RIGHT = WIDTH - 8
const TOP = 10
const BOTTOM = HEIGHT - 24
const MOST_POINTS = 1000
/** Beyond this, differences of values no longer fit a floating-point number. */
const LARGEST = 1e300
/** Below this the arithmetic of scales loses all digits. */
const SMALLEST = 1e-200

interface Point {
  at: number
  value: number | undefined
}

/** One series over time in UTC with its anomalous stretch shaded, gaps left open; says so where nothing can be drawn. */
export function seriesPlot(plot: Plot): SafeHtml {
  const points = pointsOf(plot)
  const values = points.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const unit = plot.unit === undefined || plot.unit === '' ? '' : ` (${visibleText(plot.unit, 16)})`
  const caption = html`<figcaption><strong>${visibleText(plot.component, 60)}</strong> ${visibleText(plot.title, 80)}${unit}</figcaption>`
  if (values.length < 2) return html`<figure>${caption}<p class="muted">Too few values to be drawn.</p></figure>`
  const x = scaleUtc()
    .domain([points[0]?.at ?? 0, points.at(-1)?.at ?? 0])
    .range([LEFT, RIGHT])
  const y = scaleLinear().domain(levels(values)).nice(3).range([BOTTOM, TOP])
  const path = line<Point>()
    .defined(({ value }) => value !== undefined)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0))
    .digits(1)
  const name = visibleText(`${plot.component}: ${plot.title}`, 160)
  const description = describe(values, plot)
  const curve = html`<path class="series" d="${path(points) ?? ''}"/>`
  const picture = drawing({ name, description, width: WIDTH, height: HEIGHT }, [
    anomalyBand(plot, x),
    ...yAxis(y),
    ...xAxis(x),
    curve,
  ])
  return html`<figure>${caption}${picture}<p class="note">${description}</p></figure>`
}

function pointsOf({ timestamps, values }: Plot): Point[] {
  const stride = Math.max(1, Math.ceil(timestamps.length / MOST_POINTS))
  return timestamps
    .map((at, index) => ({ at, value: drawable(values[index]) }))
    .filter(({ at }, index) => isTimeValue(at) && index % stride === 0)
    .sort((a, b) => a.at - b.at)
}

function drawable(value: number | null | undefined): number | undefined {
  if (typeof value !== 'number' || !(Math.abs(value) < LARGEST)) return undefined
  return Math.abs(value) < SMALLEST ? 0 : value
}

/** From zero where nothing is negative and zero is not far away, so that a small change does not look like a large one. */
function levels(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((most, value) => Math.max(most, value))
  const from = low >= 0 && low < 0.8 * high ? 0 : low
  const size = Math.max(Math.abs(from), Math.abs(high))
  // What differs by less than rounding is flat.
  return high - from > size * 1e-9 ? [from, high] : [from - Math.max(1, size * 0.01), high + Math.max(1, size * 0.01)]
}

function yAxis(y: ReturnType<typeof scaleLinear<number, number>>): SafeHtml[] {
  return y
    .ticks(3)
    .map(
      (tick) =>
        html`<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${y(tick)}" y2="${y(tick)}"/><text class="tick" x="${LEFT - 6}" y="${y(tick) + 4}" text-anchor="end">${shortNumber(tick)}</text>`,
    )
}

function xAxis(x: ReturnType<typeof scaleUtc<number, number>>): SafeHtml[] {
  const ticks = x.ticks(4)
  const labels = formatTicks(ticks)
  // Dates and seconds are long: every other label has room.
  const every = (labels[0]?.length ?? 0) > 5 ? 2 : 1
  return ticks.map((tick, index) => {
    const at = x(tick)
    const anchor = at > RIGHT - 16 ? 'end' : 'middle'
    return html`<line class="grid" x1="${at}" x2="${at}" y1="${BOTTOM}" y2="${BOTTOM + 4}"/>
<text class="tick" x="${at}" y="${HEIGHT - 6}" text-anchor="${anchor}">${index % every === 0 ? (labels[index] ?? '') : ''}</text>`
  })
}

function anomalyBand({ anomaly }: Plot, x: ReturnType<typeof scaleUtc<number, number>>): SafeHtml {
  if (anomaly === undefined || !isTimeValue(anomaly.from) || !isTimeValue(anomaly.to) || anomaly.to < anomaly.from)
    return NOTHING
  const within = (at: number) => Math.min(RIGHT, Math.max(LEFT, x(at)))
  const from = within(anomaly.from)
  return html`<rect class="band" x="${from}" y="${TOP}" width="${Math.max(1.5, within(anomaly.to) - from)}" height="${BOTTOM - TOP}"/>`
}

function describe(values: readonly number[], { anomaly, unit = '' }: Plot): string {
  const low = values.reduce((least, value) => Math.min(least, value))
  const high = values.reduce((most, value) => Math.max(most, value))
  const range = `${formatNumber(low)} to ${formatNumber(high)} ${visibleText(unit, 16)}`.trim()
  const stretch =
    anomaly !== undefined && isTimeValue(anomaly.from) && isTimeValue(anomaly.to)
      ? `anomalous ${spell(anomaly)}`
      : 'no anomaly marked'
  return `${range}; ${stretch}`
}

function spell({ from, to }: { from: number; to: number }): string {
  const begin = formatUtc(new Date(from).toISOString())
  const end = formatUtc(new Date(to).toISOString())
  const sameDay = begin.slice(0, 10) === end.slice(0, 10)
  return sameDay ? `${begin.slice(11, 16)} to ${end.slice(11, 16)} UTC` : `${begin} to ${end}`
}

function shortNumber(value: number): string {
  return Math.abs(value) >= 1000 && Math.abs(value) < 1e15
    ? value.toLocaleString('en-US', { notation: 'compact', maximumSignificantDigits: 3 })
    : formatNumber(value)
}
