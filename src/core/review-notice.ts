import { z } from 'zod'
import { REVIEW_SEVERITIES, REVIEWERS } from './review.ts'

/** What is longer is cut: a review is told all the same. */
const text = (most: number) => z.string().overwrite((whole) => whole.slice(0, most))
const list = <T extends z.ZodType>(of: T, most: number) =>
  z
    .array(of)
    .overwrite((whole) => whole.slice(0, most))
    .readonly()
const line = z.number().int().min(1).max(100_000_000)
const place = z.object({ file: text(4_096), line, endLine: line })

/** A finding as it is told outside: a `CodeFinding` and the fingerprint by which it is known again in later commits. */
const toldFindingSchema = z.object({
  at: place,
  fingerprint: z.string().regex(/^[\w.:/+=-]{1,200}$/),
  rule: text(200),
  reviewer: z.enum(REVIEWERS),
  severity: z.enum(REVIEW_SEVERITIES),
  cwe: list(z.number().int().min(1).max(100_000), 20),
  message: text(4_000),
  fix: text(4_000),
  suggestion: z.object({ line, endLine: line, text: z.string().max(100_000) }).optional(),
  flow: list(z.object({ ...place.shape, what: text(1_000) }), 100).optional(),
})
export type ToldFinding = z.infer<typeof toldFindingSchema>

/** What the author of a pull request is told of one of its commits. Also the form in which it is kept in a file: whoever reads one reads what others may have written. */
export const reviewNoticeSchema = z.object({
  /** `owner/name` */
  repository: z.string().max(200),
  number: z.number().int().min(1),
  /** The commit that was reviewed. */
  headSha: z.string().regex(/^[0-9a-f]{40,64}$/),
  /** The most important first. */
  findings: list(toldFindingSchema, 10_000),
  /** Files that were not read, or not to their end: that nothing was found in them says nothing. */
  skipped: list(z.object({ path: text(4_096), why: text(1_000) }), 10_000),
  /** What else the author should know of how it was done. */
  problems: list(text(1_000), 1_000),
  /** False where a specialist failed or ran out of time: then nothing that is not found any more counts as mended. */
  isComplete: z.boolean(),
  /** Whether merging is to wait for the findings. */
  requestChanges: z.boolean(),
})
export type ReviewNotice = z.infer<typeof reviewNoticeSchema>
