import { z } from 'zod'

/** One piece of work of a plan: who does what, after which others. */
export const planStepSchema = z.object({
  id: z.string().min(1).max(100),
  agent: z.string().min(1),
  question: z.string().min(1),
  /** Ids of steps whose work it builds on. */
  after: z.array(z.string()).default([]),
})
export type PlanStep = z.infer<typeof planStepSchema>

export const planSchema = z.object({ why: z.string().default(''), steps: z.array(planStepSchema).min(1).max(100) })
export type Plan = z.infer<typeof planSchema>

export interface PlanProblem {
  problem: 'duplicate' | 'unknown-agent' | 'unknown-step' | 'cycle' | 'unreachable'
  /** The steps that it concerns; of a cycle in the order of waiting. */
  steps: string[]
  message: string
}
