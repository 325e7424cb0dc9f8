import type { z } from 'zod'

/** What an agent may use to look further. Only tools that read are given to agents; what writes is an `Operation` and goes through the gate. */
export interface Tool<I = unknown> {
  name: string
  description: string
  input: z.ZodType<I>
  /** The text for the model. May throw: the model is then told what went wrong. */
  run(input: I, signal: AbortSignal): Promise<string>
}
