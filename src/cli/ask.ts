import { z } from 'zod'
import { ask as askQuestion } from '../app/ask.ts'
import { renderAnswer } from '../report/index.ts'
import { readFlags } from './investigation-options.ts'
import { showProgress } from './show-progress.ts'
import { terminalOptions } from './terminal-options.ts'

const optionsSchema = z.object({
  runbooks: z.string().min(1).optional(),
  model: z.string().min(1).default('none'),
  maxTokens: z.coerce.number('must be a number').int().positive('must be above 0').default(30_000),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
})

/** `watchfloor ask QUESTION`: from runbooks and earlier incidents. Status 1 where nothing speaks of it. */
export async function ask(words: readonly string[], given: Record<string, unknown>): Promise<number> {
  const { runbooks, model, maxTokens, maxDollars, json, quiet } = readFlags(optionsSchema, given)
  const answer = await askQuestion(words.join(' '), {
    runbooks,
    model,
    budget: { tokens: maxTokens, ...(maxDollars !== undefined && { dollars: maxDollars }) },
    ...(!quiet && model !== 'none' && { onEvent: showProgress(process.stderr) }),
  })
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : renderAnswer(answer, terminalOptions()))
  return answer.passages.length + answer.incidents.length > 0 ? 0 : 1
}
