import type { z } from 'zod'
import type { Citation } from '../../../core/evidence.ts'
import type { AnalystContext } from '../../../core/incident.ts'
import type { Source } from '../../../core/source.ts'
import type { Tool } from '../../../core/tool.ts'

export interface ToolContext {
  source: Source
  context: AnalystContext
  signal: AbortSignal
}

/** A tool before it knows what evidence it works on. All of them only read. */
export interface IncidentTool<I = unknown> {
  name: string
  description: string
  input: z.ZodType<I>
  run(input: I, context: ToolContext): Promise<string>
}

export function defineTool<I>(tool: IncidentTool<I>): IncidentTool {
  return tool as IncidentTool
}

/** The tool at work on this evidence; what it gives is passed through `clean` before a model sees it. */
export function bindTool(
  { run, ...tool }: IncidentTool,
  open: () => Promise<Source>,
  context: AnalystContext,
  clean: (text: string) => string,
): Tool {
  return { ...tool, run: async (input, signal) => clean(await run(input, { source: await open(), context, signal })) }
}

const LONGEST_QUOTE = 300

/** `logs/app.log:12 the line`: a form that can be cited. */
export function citedLine({ source, line, quote }: Citation): string {
  const text = quote.replace(/\s+/g, ' ')
  return `${source}${line === undefined ? '' : `:${line}`} ${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}`
}
