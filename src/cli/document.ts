import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { documentRun } from '../app/document-run.ts'
import { DOCUMENT_KINDS } from '../core/documentation.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { renderDocumentation } from '../report/index.ts'
import { readFlags } from './investigation-options.ts'
import { showProgress } from './show-progress.ts'

const optionsSchema = z.object({
  as: z.enum(DOCUMENT_KINDS),
  model: z.string().min(1).default('none'),
  maxTokens: z.coerce.number('must be a number').int().positive('must be above 0').default(100_000),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  out: z.string().min(1).optional(),
  json: z.boolean().default(false),
  unmasked: z.boolean().default(false),
  quiet: z.boolean().default(false),
})

/** `watchfloor document RUN --as KIND`: Markdown on standard output, or in a file. */
export async function document(run: string, given: Record<string, unknown>): Promise<number> {
  const { as: kind, model, maxTokens, maxDollars, out, json, unmasked, quiet } = readFlags(optionsSchema, given)
  const documentation = await documentRun(run, {
    kind,
    model,
    budget: { tokens: maxTokens, ...(maxDollars !== undefined && { dollars: maxDollars }) },
    unmasked,
    ...(!quiet && { onEvent: showProgress(process.stderr) }),
  })
  const text = json ? `${JSON.stringify(documentation)}\n` : renderDocumentation(documentation)
  if (out === undefined) process.stdout.write(text)
  else
    try {
      await writeFile(out, text)
    } catch (cause) {
      throw new WatchfloorFault('write-failed', `${out} cannot be written: ${messageOf(cause)}`, { cause })
    }
  return 0
}
