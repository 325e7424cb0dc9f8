import { resolve } from 'node:path'
import { z } from 'zod'
import { specialistNames } from '../app/specialist-names.ts'
import { WatchfloorFault } from '../core/fault.ts'

/** What every command that investigates can be told. */
export const investigationOptions = z.object({
  json: z.boolean().default(false),
  only: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ),
  repo: z.array(z.string()).default([]),
  sequential: z.boolean().default(false),
  crew: z.enum(['crew', 'one', 'auto']).default('crew'),
  severity: z.enum(['most-severe', 'majority']),
  timeout: z.coerce
    .number('must be a number of seconds')
    .positive('must be above 0')
    .max(86_400, 'must be a day at most')
    .optional(),
  runTimeout: z.coerce
    .number('must be a number of seconds')
    .positive('must be above 0')
    .max(86_400, 'must be a day at most'),
  trustSources: z.boolean().default(false),
  unmasked: z.boolean().default(false),
  model: z.string().min(1).default('none'),
  maxTokens: z.coerce.number('must be a number').int().positive('must be above 0').default(100_000),
  maxDollars: z.coerce.number('must be a number').positive('must be above 0').optional(),
  quiet: z.boolean().default(false),
})

/** Throws a fault `usage` that names the option. */
export function readFlags<T>(schema: z.ZodType<T>, given: Record<string, unknown>): T {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new WatchfloorFault('usage', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}`)
}

/** Throws a fault `usage` that names the option, and for a specialist that there is not. */
export function readOptions<T extends { only: string[] }>(schema: z.ZodType<T>, given: Record<string, unknown>): T {
  const options = readFlags(schema, given)
  const known = new Set(specialistNames().flatMap(({ name, reads }) => [name, name.replace(/-analyst$/, ''), reads]))
  const stranger = options.only.find((word) => !known.has(word))
  if (stranger !== undefined)
    throw new WatchfloorFault('usage', `--only: no specialist is named "${stranger}".`, {
      hint: `Known: ${specialistNames()
        .map(({ name }) => name.replace(/-analyst$/, ''))
        .join(', ')}.`,
    })
  return options
}

/** The input of an investigation. Paths are absolute: a run may be gone on with from another folder. */
export function investigationInput(path: string, options: z.infer<typeof investigationOptions>) {
  return {
    address: {
      path: resolve(path),
      trustSources: options.trustSources,
      repositories: options.repo.map((repository) => resolve(repository)),
    },
    only: options.only,
    sequential: options.sequential,
    crew: options.crew,
    severityRule: options.severity,
    ...(options.timeout !== undefined && { specialistTimeoutMilliseconds: options.timeout * 1_000 }),
    timeoutMilliseconds: options.runTimeout * 1_000,
    unmasked: options.unmasked,
    model: options.model,
    budget: { tokens: options.maxTokens, ...(options.maxDollars !== undefined && { dollars: options.maxDollars }) },
  }
}
