import { z } from 'zod'
import { REVIEW_SEVERITIES, REVIEWERS } from './review.ts'

const line = z.number().int().min(1).max(100_000_000)
const text = (most: number) => z.string().max(most)
const place = { file: text(4_096).min(1), line, endLine: line }

/** A finding as it is told outside: a `CodeFinding` and the fingerprint by which it is known again in later commits. */
const toldFindingSchema = z.object({
  at: z.object(place),
  fingerprint: z.string().regex(/^[\w.:/+=-]{1,200}$/),
  rule: text(200).min(1),
  reviewer: z.enum(REVIEWERS),
  severity: z.enum(REVIEW_SEVERITIES),
  cwe: z.array(z.number().int().min(1).max(100_000)).max(20).readonly(),
  message: text(4_000),
  fix: text(4_000),
  suggestion: z.object({ line, endLine: line, text: text(20_000) }).optional(),
  flow: z
    .array(z.object({ ...place, what: text(1_000) }))
    .max(100)
    .readonly()
    .optional(),
})
export type ToldFinding = z.infer<typeof toldFindingSchema>

/** What the author of a pull request is told of one of its commits. Also the form in which it is kept in a file: whoever reads one reads what others may have written. */
export const reviewNoticeSchema = z.object({
  /** `owner/name` */
  repository: text(200),
  number: z.number().int().min(1),
  /** The commit that was reviewed. */
  headSha: z.string().regex(/^[0-9a-f]{40,64}$/),
  /** The most important first. */
  findings: z.array(toldFindingSchema).max(10_000).readonly(),
  /** Files that were not read, or not to their end: that nothing was found in them says nothing. */
  skipped: z
    .array(z.object({ path: text(4_096), why: text(1_000) }))
    .max(10_000)
    .readonly(),
  /** What else the author should know of how it was done. */
  problems: z.array(text(1_000)).max(1_000).readonly(),
  /** False where a specialist failed or ran out of time: then nothing that is not found any more counts as mended. */
  isComplete: z.boolean(),
  /** Whether merging is to wait for the findings. */
  requestChanges: z.boolean(),
})
export type ReviewNotice = z.infer<typeof reviewNoticeSchema>
