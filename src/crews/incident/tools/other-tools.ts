import { z } from 'zod'
import { componentSeries } from '../../../analysts/metrics/component-series.ts'
import { short } from '../../../analysts/metrics/figure.ts'
import { rankRunbooks } from '../../../analysts/runbooks/rank-runbooks.ts'
import type { Series, TimeWindow } from '../../../core/evidence.ts'
import { citedLine, defineTool, type ToolContext } from './define-tool.ts'

const MOST_SERIES = 25
const MOST_SPANS = 40
const MOST_CHANGES = 20

/** Smallest, mean and largest value in a window. */
function summaryOf({ timestamps, values }: Series, { from, to }: TimeWindow): string {
  const inside: number[] = []
  for (let index = 0; index < timestamps.length; index++) {
    const at = timestamps[index] ?? 0
    const value = values[index] ?? Number.NaN
    if (at >= from && at < to && !Number.isNaN(value)) inside.push(value)
  }
  if (inside.length === 0) return 'no sample'
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length
  return `${short(inside.reduce((a, b) => Math.min(a, b)))} to ${short(inside.reduce((a, b) => Math.max(a, b)))}, mean ${short(mean)}`
}

async function seriesLines(
  { source, context, signal }: ToolContext,
  wanted: (series: Series, component: string) => boolean,
): Promise<string> {
  const { baseline, incident } = context.windows
  const lines: string[] = []
  let more = 0
  for await (const series of source.metrics(signal)) {
    const { component } = componentSeries(series)
    if (!wanted(series, component)) continue
    if (lines.length >= MOST_SERIES) more++
    else
      lines.push(
        `${series.name} of ${component}: before ${summaryOf(series, baseline)}; in the incident ${summaryOf(series, incident)}`,
      )
  }
  return lines.length === 0 ? 'No series fits.' : `${lines.join('\n')}${more === 0 ? '' : `\n${more} more fit.`}`
}

export const queryMetrics = defineTool({
  name: 'query_metrics',
  description: 'Series by a part of their name and their component: range and mean before and in the incident.',
  input: z.object({ name: z.string().optional(), component: z.string().optional() }),
  run: ({ name, component: of }, context) =>
    seriesLines(
      context,
      (series, component) =>
        (name === undefined || series.name.includes(name)) && (of === undefined || component.includes(of)),
    ),
})

export const checkServiceHealth = defineTool({
  name: 'check_service_health',
  description: 'Error, latency and saturation series of one service, before and in the incident.',
  input: z.object({ service: z.string().min(1) }),
  run: ({ service }, context) =>
    seriesLines(
      context,
      ({ name }, component) =>
        component === service &&
        /err|fail|5xx|duration|latency|cpu|memory|restart|ready|available|connections/i.test(name),
    ),
})

export const traceTransaction = defineTool({
  name: 'trace_transaction',
  description: 'The spans of one trace in order, or of the slowest failed trace of a service.',
  input: z.object({ traceId: z.string().optional(), service: z.string().optional() }),
  async run({ traceId, service }, { source, signal }) {
    let wanted = traceId
    if (wanted === undefined) {
      let slowest = -1
      for await (const span of source.traces(signal)) {
        if ((service !== undefined && span.service !== service) || !span.error || span.duration <= slowest) continue
        slowest = span.duration
        wanted = span.traceId
      }
    }
    if (wanted === undefined) return 'No failed span fits.'
    const spans = []
    for await (const span of source.traces(signal)) if (span.traceId === wanted) spans.push(span)
    return (
      spans
        .sort((a, b) => a.startedAt - b.startedAt)
        .slice(0, MOST_SPANS)
        .map(
          (span) =>
            `${new Date(span.startedAt).toISOString()} ${span.service} ${span.name} ${span.duration.toFixed(1)} ms${span.error ? ' ERROR' : ''}${span.status ? ` ${span.status}` : ''} (${span.cite().source}:${span.cite().line ?? ''})`,
        )
        .join('\n') || `No span of ${wanted}.`
    )
  },
})

export const getRecentDeploys = defineTool({
  name: 'get_recent_deploys',
  description: 'Deploys, configuration changes and commits before and in the incident, newest first.',
  input: z.object({ service: z.string().optional() }),
  async run({ service }, { source }) {
    const changes = (await source.changes()).filter((change) => service === undefined || change.service === service)
    return (
      changes
        .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .slice(0, MOST_CHANGES)
        .map(
          ({ at, kind, service: of, version, summary, commit, citation }) =>
            `${at === undefined ? 'no time' : new Date(at).toISOString()} ${kind} of ${of}${version ? ` ${version}` : ''}: ${summary ?? ''}${commit ? ` (${commit.slice(0, 12)})` : ''} [${citation.source}:${citation.line ?? ''}]`,
        )
        .join('\n') || 'No change is listed.'
    )
  },
})

export const commitDiff = defineTool({
  name: 'commit_diff',
  description: 'What a commit changed, for commits of the git checkouts at hand.',
  input: z.object({ commit: z.string().regex(/^[0-9a-f]{7,64}$/, 'must be the name of a commit') }),
  async run({ commit }, { source, signal }) {
    return (await source.commitDiff?.(commit, signal)) ?? `No checkout at hand has ${commit}.`
  },
})

export const searchRunbooks = defineTool({
  name: 'search_runbooks',
  description: 'Runbooks that fit a question best, with the steps that apply.',
  input: z.object({ question: z.string().min(2) }),
  async run({ question }, { source }) {
    const found = rankRunbooks(await Array.fromAsync(source.documents('runbooks')), { keys: [], words: [question] })
    return (
      found
        .map(({ source: file, title, steps }) => [`${title} (${file})`, ...steps.map(citedLine)].join('\n'))
        .join('\n\n') || 'No runbook fits.'
    )
  },
})
