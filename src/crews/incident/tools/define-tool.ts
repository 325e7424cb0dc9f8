import type { z } from 'zod'
import type { Citation } from '../../../core/evidence.ts'
import type { AnalystContext } from '../../../core/incident.ts'
import type { Source } from '../../../core/source.ts'
import type { Tool } from '../../../core/tool.ts'
import { mapTexts } from '../../../safety/mask-analysis.ts'
import type { Masker } from '../../../safety/masker.ts'

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

/** The tool at work on this evidence: a model sees what it gives masked, and may name what was masked by its placeholder. */
export function bindTool(
  { run, ...tool }: IncidentTool,
  open: () => Promise<Source>,
  context: AnalystContext,
  masker: Masker,
): Tool {
  return {
    ...tool,
    async run(input, signal) {
      const meant = mapTexts(input, masker.restorer())
      return masker.mask(await run(meant, { source: await open(), context, signal }))
    },
  }
}

const LONGEST_QUOTE = 300

/** `logs/app.log:12 the line`: a form that can be cited. */
export function citedLine({ source, line, quote }: Citation): string {
  const text = quote.replace(/\s+/g, ' ')
  return `${source}${line === undefined ? '' : `:${line}`} ${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}`
}
