import { z } from 'zod'
import { citationSchema, severitySchema, specialistReportSchema } from './finding.ts'
import { similarIncidentSchema } from './memory.ts'
import { operationSchema } from './operation.ts'

/** The answer of an investigation: one plain object, the same for every way of showing it. Times are ISO 8601 in UTC. */

export const evidenceSchema = citationSchema.extend({ agent: z.string() })
export type Evidence = z.infer<typeof evidenceSchema>

export const hypothesisSchema = z.object({
  component: z.string(),
  cause: z.string(),
  confidence: z.number().min(0).max(1),
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  /** Specialists whose findings point here, and those whose findings point elsewhere. */
  supportedBy: z.array(z.string()),
  contradictedBy: z.array(z.string()),
  /** What each kind of evidence added to the score, in log-odds: the ranking rule made visible. */
  contributions: z.array(z.object({ agent: z.string(), signal: z.string(), weight: z.number(), summary: z.string() })),
})
export type Hypothesis = z.infer<typeof hypothesisSchema>

export const timelineEntrySchema = z.object({
  at: z.string(),
  kind: z.enum(['change', 'first-symptom', 'symptom', 'alert', 'incident', 'propagation', 'recovery']),
  component: z.string().optional(),
  text: z.string(),
  evidence: evidenceSchema.optional(),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const actionKindSchema = z.enum(['check', 'mitigate', 'fix', 'escalate'])

export const actionSchema = z.object({
  id: z.string(),
  /** 1 is first. */
  priority: z.number().int().positive(),
  kind: actionKindSchema,
  title: z.string(),
  why: z.string(),
  component: z.string().optional(),
  /** A command as an argument list, ready to be quoted; absent where nothing can be typed. */
  command: z.array(z.string()).optional(),
  /** What Watchfloor itself can do, through its gate; absent where only people can. */
  operation: operationSchema.optional(),
  effect: z.enum(['read', 'write', 'destroy']),
  expected: z.string(),
  verify: z.string(),
  reversible: z.boolean(),
  undo: z.string().optional(),
  risk: z.enum(['none', 'low', 'medium', 'high']),
  evidence: z.array(evidenceSchema),
})
export type Action = z.infer<typeof actionSchema>

export const voteSchema = z.object({ agent: z.string(), severity: severitySchema, confidence: z.number() })

export const impactSchema = z.object({
  summary: z.string(),
  durationMinutes: z.number().nullable(),
  /** Components on the path from the cause to the symptom. */
  affected: z.array(z.string()),
  figures: z.array(
    z.object({
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      /** The sum in words and numbers, so that a person can check it. */
      arithmetic: z.string(),
      evidence: z.array(evidenceSchema),
    }),
  ),
  unknown: z.array(z.string()),
})
export type Impact = z.infer<typeof impactSchema>

export const recoverySchema = z.object({
  /** Null where nothing supports an estimate. */
  minutes: z.object({ low: z.number(), high: z.number() }).nullable(),
  basis: z.string(),
})

export const missingEvidenceSchema = z.object({
  part: z.string(),
  why: z.string(),
  /** What to run or export to get it. */
  fetch: z.string(),
})

export const problemSchema = z.object({
  /** A stable word for the kind of problem: `unreadable`, `not-json`, `outside-bundle`, `timed-out`, … */
  code: z.string(),
  /** The file or specialist that it concerns. */
  source: z.string(),
  message: z.string(),
  hint: z.string(),
})
export type Problem = z.infer<typeof problemSchema>

/** A series worth a look, thinned for plotting. */
export const plotSchema = z.object({
  title: z.string(),
  component: z.string(),
  unit: z.string().optional(),
  /** Milliseconds since the Unix epoch and values; equal length. */
  timestamps: z.array(z.number()),
  values: z.array(z.number().nullable()),
  /** The stretch that is anomalous. */
  anomaly: z.object({ from: z.number(), to: z.number() }).optional(),
})
export type Plot = z.infer<typeof plotSchema>

export const callGraphSchema = z.object({
  nodes: z.array(z.object({ name: z.string(), blame: z.number().min(0).max(1), symptom: z.boolean() })),
  edges: z.array(z.object({ caller: z.string(), callee: z.string(), anomalous: z.boolean() })),
})

export const runbookAdviceSchema = z.object({
  source: z.string(),
  title: z.string(),
  score: z.number(),
  why: z.string(),
  /** The steps that apply, quoted. */
  steps: z.array(citationSchema),
  escalateTo: z.string().optional(),
})

const nameAndConfidence = z.object({ component: z.string(), cause: z.string(), confidence: z.number() })

/** What a model added, and what it cost. The fused ranking is kept beside it. */
export const modelPartSchema = z.object({
  /** `provider:model`. */
  name: z.string(),
  /** `reported`, or why there is no report: the model failed, the budget or the turns were spent, or no report would do. */
  status: z.enum(['reported', 'model', 'budget', 'turns', 'report']),
  problem: z.string().optional(),
  summary: z.string(),
  connections: z.array(z.object({ text: z.string(), evidence: z.array(evidenceSchema) })),
  /** What each specialist made of its own findings. */
  specialists: z.array(
    z.object({
      agent: z.string(),
      text: z.string(),
      evidence: z.array(evidenceSchema),
      problem: z.string().optional(),
    }),
  ),
  /** Whether the order below was taken over. The rules must have given its first hypothesis a share that allows it. */
  reorderApplied: z.boolean(),
  /** Where the model put the hypotheses into another order, with its reasons. */
  reordered: z.array(
    z.object({ component: z.string(), cause: z.string(), reason: z.string(), evidence: z.array(evidenceSchema) }),
  ),
  fused: z.array(nameAndConfidence),
  /** Which agent worked with which model, and why. */
  choices: z.array(z.object({ agent: z.string(), model: z.string(), reason: z.string() })),
  /** Citations that are in no evidence, and were struck out. */
  struck: z.number().int(),
  calls: z.number().int(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** Null where the model has no listed price. */
  dollars: z.number().nullable(),
})

export const analysisSchema = z.object({
  incidentId: z.string(),
  title: z.string(),
  generatedAt: z.string(),
  verdict: z.enum(['root-cause', 'inconclusive', 'healthy']),
  /** One sentence in plain words: what broke, where, how sure. */
  headline: z.string(),
  confidence: z.number().min(0).max(1),
  severity: severitySchema,
  severityRule: z.enum(['majority', 'most-severe']),
  window: z.object({
    baseline: z.object({ from: z.string(), to: z.string() }).nullable(),
    incident: z.object({ from: z.string(), to: z.string() }).nullable(),
    origin: z.enum(['given', 'estimated', 'none']),
    /** Differences between clocks of the sources, where seen. */
    clocks: z.array(z.object({ source: z.string(), note: z.string() })),
  }),
  /** Who was sent, and why; absent where all were. */
  crew: z.object({ kind: z.enum(['crew', 'one', 'search']), why: z.string() }).optional(),
  hypotheses: z.array(hypothesisSchema).max(10),
  specialists: z.array(specialistReportSchema),
  agreement: z.array(
    z.object({ text: z.string(), agents: z.array(z.string()), kind: z.enum(['agreement', 'contradiction']) }),
  ),
  votes: z.array(voteSchema),
  timeline: z.array(timelineEntrySchema),
  actions: z.array(actionSchema),
  prevention: z.array(z.object({ title: z.string(), why: z.string() })),
  recovery: recoverySchema,
  impact: impactSchema,
  runbooks: z.array(runbookAdviceSchema),
  missing: z.array(missingEvidenceSchema),
  plots: z.array(plotSchema),
  callGraph: callGraphSchema,
  /** What was read: one row for each part. */
  inventory: z.array(z.object({ part: z.string(), files: z.number(), bytes: z.number() })),
  /** Earlier incidents like it, where there are any: shown as such, and no evidence. */
  similar: z.array(similarIncidentSchema).optional(),
  /** Null where no model was asked. */
  model: modelPartSchema.nullable(),
  /** Claims that were dropped because their quote does not stand in the source. */
  droppedCitations: z.number().int(),
  problems: z.array(problemSchema),
})
export type Analysis = z.infer<typeof analysisSchema>
