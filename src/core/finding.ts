import { z } from 'zod'

export const severitySchema = z.enum(['P1', 'P2', 'P3', 'P4'])
export type Severity = z.infer<typeof severitySchema>

export const citationSchema = z.object({
  source: z.string(),
  line: z.number().int().positive().optional(),
  quote: z.string(),
})

export const findingSchema = z.object({
  agent: z.string(),
  /** A service, workload, node, namespace, or call edge `caller->callee`. */
  component: z.string(),
  /** A slug of the fault taxonomy, or `unknown` where the evidence says where but not why. */
  cause: z.string(),
  /** What kind of evidence this is: `cpu`, `memory`, `latency`, `errors`, `log-pattern`, `declared-mismatch`, … */
  signal: z.string(),
  /** `cause`: points at the origin. `symptom`: an effect of something elsewhere. `context`: neither, worth knowing. */
  role: z.enum(['cause', 'symptom', 'context']),
  /** How surely this observation alone marks the component, 0 to 1: 1 minus the chance to see as much on a healthy one. */
  strength: z.number().min(0).max(1),
  /** When it was first seen, ISO 8601. */
  at: z.string().optional(),
  summary: z.string(),
  citations: z.array(citationSchema),
  /** The other component that the observation is about, where there is one: the callee of a call that is no longer made. */
  peer: z.string().optional(),
  /** Findings of others that it builds on, as they were: it is no surer than they are. */
  basis: z
    .array(
      z.object({
        agent: z.string(),
        summary: z.string(),
        strength: z.number().min(0).max(1),
        citations: z.array(citationSchema),
      }),
    )
    .optional(),
  /** The figures behind the summary, by name. */
  figures: z.record(z.string(), z.number()).optional(),
})
export type Finding = z.infer<typeof findingSchema>

export const specialistStatusSchema = z.enum(['completed', 'partial', 'timed-out', 'failed', 'no-evidence'])

export const specialistReportSchema = z.object({
  agent: z.string(),
  status: specialistStatusSchema,
  severity: severitySchema,
  confidence: z.number().min(0).max(1),
  summary: z.string(),
  findings: z.array(findingSchema),
  milliseconds: z.number().optional(),
})
export type SpecialistReport = z.infer<typeof specialistReportSchema>
