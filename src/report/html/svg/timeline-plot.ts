import { type ScaleTime, scaleUtc } from 'd3-scale'
import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape'
import type { Analysis, TimelineEntry } from '../../../core/analysis.ts'
import { TIMELINE_WORDS } from '../../text/report-words.ts'
import { formatClock, formatTicks, formatUtc, knownTime, parseTime } from '../../text/utc-time.ts'
import { cutText, visibleText } from '../../text/visible-text.ts'
import { html, NOTHING, type SafeHtml } from '../safe-html.ts'
import { drawing } from './drawing.ts'

const MARKS: Readonly<Record<TimelineEntry['kind'], SymbolType>> = {
  change: symbolDiamond,
  'first-symptom': symbolStar,
  symptom: symbolCircle,
  alert: symbolTriangle,
  incident: symbolSquare,
  propagation: symbolCircle,
  recovery: symbolCross,
}

const MOST_ROWS = 30
const HOUR = 3_600_000

interface Frame {
  x: ScaleTime<number, number>
  width: number
  /** Labels stand below their mark where there is no room beside it. */
  narrow: boolean
  rowHeight: number
}

/**
 * What happened when: one row an entry, its mark on a common axis of time in UTC, the incident shaded. What lies further
 * away than the picture reaches is drawn at its edge, with its date. Empty where fewer than two entries have a time.
 */
export function timelinePlot(analysis: Analysis, width: number): SafeHtml {
  const entries = analysis.timeline.filter(({ at }) => parseTime(at) !== undefined).slice(0, MOST_ROWS)
  if (entries.length < 2) return NOTHING
  const narrow = width < 600
  const rowHeight = narrow ? 36 : 26
  const bottom = 30 + entries.length * rowHeight
  const x = scaleUtc()
    .domain(extentOf(analysis, entries))
    .range([12, width - 12])
    .clamp(true)
  const frame = { x, width, narrow, rowHeight }
  const description = entries.map((entry) => `${formatUtc(entry.at)} ${TIMELINE_WORDS[entry.kind]}`).join('; ')
  const rows = entries.map((entry, index) => row(entry, index, frame))
  return drawing({ name: 'Timeline in UTC', description, width, height: bottom + 6 }, [
    incidentBand(analysis, frame, bottom),
    ...axis(frame, bottom),
    ...rows,
  ])
}

/** From the first to the last entry, but no further from the incident than its length, an hour at least. */
function extentOf({ window }: Analysis, entries: readonly TimelineEntry[]): [Date, Date] {
  const times = entries.map(({ at }) => parseTime(at) ?? 0)
  const from = knownTime(window.incident?.from) ?? Math.min(...times)
  const to = Math.max(from, knownTime(window.incident?.to) ?? Math.max(...times))
  const reach = Math.max(HOUR, to - from)
  const first = Math.max(Math.min(from, ...times), from - reach)
  const last = Math.min(Math.max(to, ...times), to + reach)
  const pad = Math.max(30_000, (last - first) * 0.02)
  return [new Date(first - pad), new Date(last + pad)]
}

function axis({ x, width, narrow }: Frame, bottom: number): SafeHtml[] {
  const ticks = x.ticks(narrow ? 3 : 8)
  const labels = formatTicks(ticks)
  return ticks.map((tick, index) => {
    const at = x(tick)
    const anchor = at > width - 30 ? 'end' : at < 30 ? 'start' : 'middle'
    return html`<line class="grid" x1="${at}" x2="${at}" y1="20" y2="${bottom}"/>
<text class="tick" x="${at}" y="13" text-anchor="${anchor}">${labels[index] ?? ''}</text>`
  })
}

function incidentBand({ window }: Analysis, { x }: Frame, bottom: number): SafeHtml {
  const from = knownTime(window.incident?.from)
  const to = knownTime(window.incident?.to)
  if (from === undefined || to === undefined || to <= from) return NOTHING
  return html`<rect class="band" x="${x(from)}" y="20" width="${Math.max(1, x(to) - x(from))}" height="${bottom - 20}"/>`
}

function row(entry: TimelineEntry, index: number, frame: Frame): SafeHtml {
  const time = parseTime(entry.at) ?? 0
  const at = frame.x(time)
  const y = 38 + index * frame.rowHeight
  const path = symbol(MARKS[entry.kind], entry.kind === 'first-symptom' ? 110 : 70)() ?? ''
  return html`<g class="mark ${entry.kind}"><path transform="translate(${at} ${y})" d="${path}"/>${label(entry, at, y, frame)}</g>`
}

function label(entry: TimelineEntry, at: number, y: number, { x, width, narrow }: Frame): SafeHtml {
  const toLeft = !narrow && at > width / 2
  const room = narrow ? width : toLeft ? at - 24 : width - at - 24
  const time = parseTime(entry.at) ?? 0
  const [from, to] = x.domain()
  const outside = time < (from?.getTime() ?? 0) || time > (to?.getTime() ?? 0)
  const words = `${outside ? formatUtc(entry.at) : formatClock(entry.at)} ${TIMELINE_WORDS[entry.kind]}`
  const where = entry.component === undefined || entry.text.includes(entry.component) ? '' : `${entry.component}: `
  const rest = cutText(
    visibleText(`${where}${entry.text}`, 300),
    Math.max(8, Math.floor(room / (entry.kind === 'first-symptom' ? 7.7 : 6.7)) - words.length - 2),
  )
  const [tx, ty] = narrow ? [0, y + 19] : [toLeft ? at - 12 : at + 12, y + 4]
  return html`<text x="${tx}" y="${ty}" text-anchor="${toLeft ? 'end' : 'start'}"><tspan class="when">${words}</tspan><tspan dx="6">${rest}</tspan></text>`
}
