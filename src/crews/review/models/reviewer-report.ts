import { z } from 'zod'
import { JUDGEMENTS, REVIEW_SEVERITIES } from '../../../core/review.ts'

const confidence = z.number().min(0).max(1)

const saidFindingSchema = z.object({
  rule: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .max(60)
    .describe('What kind of mistake it is: missing-owner-check.'),
  severity: z.enum(REVIEW_SEVERITIES),
  file: z.string().min(1).max(1_000),
  line: z.number().int().min(1).describe('A line that the change adds or touches.'),
  quote: z.string().min(1).max(400).describe('That line as it stands there, without its number.'),
  message: z.string().min(1).max(500).describe('One sentence: what is wrong and what follows from it.'),
  fix: z.string().min(1).max(500).describe('One sentence: what to do instead.'),
  cwe: z.array(z.number().int().min(1).max(10_000)).max(3).default([]),
  confidence,
})
export type SaidFinding = z.infer<typeof saidFindingSchema>

/** What an agent of the review crew hands in. Nothing of it counts before code has looked it up. */
export const reviewerReportSchema = z.object({
  summary: z.string().min(1).max(600).describe('What you make of the change, in at most three plain sentences.'),
  judgements: z
    .array(
      z.object({
        fingerprint: z.string().max(64),
        judgement: z.enum(JUDGEMENTS),
        why: z.string().min(1).max(400).describe('One sentence that names the line that decides it.'),
        confidence,
      }),
    )
    .max(40)
    .describe('Of findings that code made, by their fingerprint.'),
  findings: z.array(saidFindingSchema).max(8).describe('Further ones of your own, few and sure; else empty.'),
})
export type ReviewerSaid = z.infer<typeof reviewerReportSchema>
