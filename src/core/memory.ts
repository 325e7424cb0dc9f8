import { z } from 'zod'

/** What is remembered of an incident, to be found again when a similar one comes. Times are milliseconds since the epoch. */
export interface IncidentProfile {
  /** The run that found it. */
  run: string
  at: number
  incidentId: string
  /** When it began, where that is known. */
  beganAt?: number
  title: string
  headline: string
  summary: string
  component?: string
  cause?: string
  /** Kinds of observations, such as a message without its variable parts, or a cause at a component. */
  patterns: string[]
  /** What was advised then, first things first. */
  remedies: string[]
}

/** A profile with what people have said of its verdict since. */
export interface RememberedIncident extends IncidentProfile {
  /** The last word of a person on the verdict. */
  judged?: { verdict: 'right' | 'wrong'; component?: string; cause?: string; note?: string }
}

export interface Memory {
  /** Again for the same run changes nothing. */
  keep(profile: IncidentProfile): Promise<void>
  /** Newest first. */
  list(limit?: number): Promise<RememberedIncident[]>
}

/** An earlier incident that looks like this one. It is shown as such and proves nothing: no ranking and no citation rests on it. */
export const similarIncidentSchema = z.object({
  run: z.string(),
  at: z.string(),
  title: z.string(),
  component: z.string().optional(),
  cause: z.string().optional(),
  /** Whether a person has confirmed that cause, or given it. */
  confirmed: z.enum(['confirmed', 'corrected', 'no']),
  note: z.string().optional(),
  /** 0 to 1: how much they have in common. */
  similarity: z.number().min(0).max(1),
  /** What they have in common, in plain words. */
  shared: z.array(z.string()),
  remedies: z.array(z.string()),
})
export type SimilarIncident = z.infer<typeof similarIncidentSchema>
