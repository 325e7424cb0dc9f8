import { z } from 'zod'
import type { LogRecord } from '../../../core/evidence.ts'
import { citedLine, defineTool } from './define-tool.ts'

const MOST_LINES = 40
const serviceInput = z.string().optional().describe('only this service')
const BAD: ReadonlySet<string> = new Set(['error', 'fatal'])

const isOf = ({ service, pod, source }: LogRecord, name: string | undefined) =>
  name === undefined || service === name || pod === name || source.includes(name)

export const searchLogs = defineTool({
  name: 'search_logs',
  description: 'Lines of the logs that hold a text, oldest first.',
  input: z.object({ text: z.string().min(2), service: serviceInput }),
  async run({ text, service }, { source, signal }) {
    const wanted = text.toLowerCase()
    return linesOf(source.logs(signal), (record) => isOf(record, service) && record.raw.toLowerCase().includes(wanted))
  },
})

export const getPodLogs = defineTool({
  name: 'get_pod_logs',
  description: 'The last lines of a pod or service, its errors first.',
  input: z.object({ pod: z.string().min(1) }),
  async run({ pod }, { source, signal }) {
    const errors: string[] = []
    let last: string[] = []
    for await (const record of source.logs(signal)) {
      if (!isOf(record, pod)) continue
      const line = citedLine({ source: record.source, line: record.line, quote: record.raw })
      if (BAD.has(record.level ?? '') && errors.length < MOST_LINES / 2) errors.push(line)
      last = [...last.slice(1 - MOST_LINES / 2), line]
    }
    return [...new Set([...errors, ...last])].join('\n') || `No line of ${pod}.`
  },
})

export const countErrors = defineTool({
  name: 'count_errors',
  description: 'Lines of level error or fatal by service, in the baseline and in the incident.',
  input: z.object({}),
  async run(_, { source, context, signal }) {
    const { baseline, incident } = context.windows
    const counts = new Map<string, { before: number; during: number }>()
    for await (const { at, level, service, source: file } of source.logs(signal)) {
      if (at === undefined || !BAD.has(level ?? '')) continue
      const name = service ?? file
      const count = counts.get(name) ?? { before: 0, during: 0 }
      if (at >= incident.from && at < incident.to) count.during++
      else if (at >= baseline.from && at < baseline.to) count.before++
      counts.set(name, count)
    }
    const rows = [...counts].sort(([, a], [, b]) => b.during - a.during)
    return (
      rows.map(([name, { before, during }]) => `${name}: ${before} before, ${during} in the incident`).join('\n') ||
      'No error has a time.'
    )
  },
})

async function linesOf(records: AsyncIterable<LogRecord>, holds: (record: LogRecord) => boolean): Promise<string> {
  const lines: string[] = []
  let more = 0
  for await (const record of records) {
    if (!holds(record)) continue
    if (lines.length < MOST_LINES)
      lines.push(citedLine({ source: record.source, line: record.line, quote: record.raw }))
    else more++
  }
  if (lines.length === 0) return 'No line holds it.'
  return more === 0 ? lines.join('\n') : `${lines.join('\n')}\n${more} more lines hold it.`
}
