import type { z } from 'zod'
import { WatchfloorFault } from '../../core/fault.ts'

/** The answer of an API, checked. Throws a fault `unavailable` where it has another form than its documentation says. */
export function readAnswer<T>(name: string, schema: z.ZodType<T>, answer: unknown): T {
  const { success, data, error } = schema.safeParse(answer)
  if (success) return data
  const [issue] = error.issues
  throw new WatchfloorFault(
    'unavailable',
    `${name}: the answer is none of its API (${issue?.path.join('.') || 'all of it'}: ${issue?.message}).`,
    { hint: 'Is something else at that address?' },
  )
}
