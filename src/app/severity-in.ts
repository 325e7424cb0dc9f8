import { WatchfloorFault } from '../core/fault.ts'
import { type Severity, severitySchema } from '../core/finding.ts'

/** The severity that a variable names; `fallback` where it is not set. Throws a fault `usage` for what is none. */
export function severityIn(environment: NodeJS.ProcessEnv, name: string, fallback: Severity): Severity {
  const given = environment[name]
  if (!given) return fallback
  const read = severitySchema.safeParse(given.trim().toUpperCase())
  if (!read.success)
    throw new WatchfloorFault('usage', `${name}: "${given}" is no severity.`, {
      hint: `It is one of ${severitySchema.options.join(', ')}.`,
    })
  return read.data
}
