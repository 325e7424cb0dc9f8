import { z } from 'zod'
import type { Run } from './engine.ts'
import { citationSchema, type Finding, findingSchema } from './finding.ts'

/** Something that a member would have done. Two that want different things of one component contradict each other. */
export const recommendationSchema = z.object({
  agent: z.string(),
  component: z.string(),
  /** A slug: `roll-back`, `scale`, `restart`. */
  action: z.string(),
  why: z.string(),
  confidence: z.number().min(0).max(1),
  citations: z.array(citationSchema).default([]),
})
export type Recommendation = z.infer<typeof recommendationSchema>

/** What one member would need of another. */
export const gapSchema = z.object({ agent: z.string(), question: z.string(), why: z.string() })
export type Gap = z.infer<typeof gapSchema>

/** What a member hands over. */
export const contributionSchema = z.object({
  /** One or two sentences: what was looked at, and what it means. */
  summary: z.string().max(8_000),
  confidence: z.number().min(0).max(1),
  findings: z.array(findingSchema).default([]),
  recommendations: z.array(recommendationSchema).default([]),
  gaps: z.array(gapSchema).default([]),
  /** What it stands for, where there is a question with several answers. */
  position: z.string().max(400).optional(),
  /** Set where it ran out of time, or parts of it failed. */
  isPartial: z.boolean().optional(),
  /** Of a form of the crew's own; a pattern puts its record here. */
  data: z.unknown().optional(),
})
export type Contribution = z.infer<typeof contributionSchema>
/** As a member may give it: what is left out is empty. */
export type GivenContribution = z.input<typeof contributionSchema>

/** What became of one piece of work. */
export interface Part {
  agent: string
  question: string
  status: 'completed' | 'partial' | 'failed' | 'timed-out' | 'cancelled'
  /** Null where it gave none. */
  contribution: Contribution | null
  /** What is to be known of it: why there is none, what was struck out. Empty where nothing is. */
  note: string
}

/** What a member is given. Findings of others come with their strength and citations: whoever builds on one knows how sure it is. */
export interface Assignment {
  question: string
  findings: readonly Finding[]
  /** The work of others, for who plans, judges, or sums up. */
  parts: readonly Part[]
  /** Whatever the crew works on, as plain data. */
  data?: unknown
}

/** Somebody who can be given work: an analyst by code, an agent with a model, an agent elsewhere, or a whole pattern. */
export interface Member {
  readonly name: string
  work(run: Run, assignment: Assignment): Promise<GivenContribution>
}
