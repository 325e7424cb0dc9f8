import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CodeReview } from '../../../src/core/review.ts'
import { renderSarif } from '../../../src/report/index.ts'
import { reviewFinding } from '../../crews/review/finding-fixtures.ts'
import { hostileReview, reviewOf } from './review-fixture.ts'

const message = z.strictObject({ text: z.string().min(1) })
const level = z.enum(['none', 'note', 'warning', 'error'])
/** RFC 3986 characters only: a reference that leads out of the root, or to another host, is none of ours. */
const uri = z.string().regex(/^(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2})+(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2})+)*$/)
const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri, uriBaseId: z.string() }),
    region: z
      .strictObject({
        startLine: z.int().min(1),
        startColumn: z.int().min(1).optional(),
        endLine: z.int().min(1),
        endColumn: z.int().min(1).optional(),
      })
      .refine(({ startLine, endLine }) => endLine >= startLine),
  }),
  message: message.optional(),
})

/** What of SARIF 2.1.0 (OASIS, sections 3.13 to 3.58) is used, with the rules that the text of the standard adds to its schema. */
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            version: z.string().min(1),
            rules: z.array(
              z.strictObject({
                id: z.string().min(1),
                shortDescription: message,
                help: message,
                defaultConfiguration: z.strictObject({ level }),
                properties: z.looseObject({
                  tags: z.array(z.string()).refine((tags) => new Set(tags).size === tags.length),
                }),
              }),
            ),
          }),
        }),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(z.strictObject({ level, message })),
          }),
        ),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().min(0),
            level,
            message,
            locations: z.array(location).min(1),
            partialFingerprints: z.record(z.string(), z.string()),
            codeFlows: z
              .array(
                z.strictObject({
                  threadFlows: z
                    .array(z.strictObject({ locations: z.array(z.strictObject({ location })).min(1) }))
                    .min(1),
                }),
              )
              .optional(),
            properties: z.looseObject({}),
          }),
        ),
      }),
    )
    .length(1),
})

const read = (review: CodeReview) => log.parse(JSON.parse(renderSarif(review, '1.2.3')))
const runOf = (review: CodeReview) => {
  const [run] = read(review).runs
  if (run === undefined) throw new Error('There is no run.')
  return run
}

describe('a review as SARIF', () => {
  it('holds to the standard, of nothing, of much, and of what is hostile', () => {
    const findings = Array.from({ length: 30 }, (_, line) =>
      reviewFinding(`a/rule-${line % 7}`, 'a.ts', line + 1, { cwe: [79, 89] }),
    )
    for (const review of [reviewOf(), reviewOf({ findings }), hostileReview()]) expect(() => read(review)).not.toThrow()
  })

  it('refers each result to its rule, each rule described once', () => {
    const findings = ['a/b', 'c/d', 'a/b'].map((rule, line) => reviewFinding(rule, 'a.ts', line + 1))
    const { tool, results } = runOf(reviewOf({ findings }))
    const ids = tool.driver.rules.map(({ id }) => id)
    expect(ids).toEqual(['a/b', 'c/d'])
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId)
  })

  it('holds all findings, also those that are not made comments', () => {
    const findings = Array.from({ length: 30 }, (_, line) => reviewFinding('a/b', 'a.ts', line + 1))
    expect(runOf(reviewOf({ findings, comments: 1 })).results).toHaveLength(30)
  })

  it('says of each result how grave it is, and its weakness where code scanning looks for it', () => {
    const findings = (['critical', 'high', 'medium', 'low'] as const).map((severity, line) =>
      reviewFinding(`a/${severity}`, 'a.ts', line + 1, { severity, cwe: [22] }),
    )
    const { results, tool } = runOf(reviewOf({ findings }))
    expect(results.map((one) => one.level)).toEqual(['error', 'error', 'warning', 'note'])
    for (const { properties } of tool.driver.rules) expect(properties.tags).toContain('external/cwe/cwe-022')
  })

  it('writes paths with blanks, quotes, percent signs and other alphabets as relative addresses', () => {
    for (const file of ['a b.ts', 'ü/ñ.ts', '100%.ts', 'a"b\t.ts', 'a#b?c.ts', 'c:/x.ts', '\ud800.ts']) {
      const [result] = runOf(reviewOf({ findings: [reviewFinding('a/b', file, 1)] })).results
      expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).not.toMatch(/[ "#?]/)
    }
  })

  it('is not successful where a reviewer did not come to its end, and says which', () => {
    const broken = { reviewer: 'tests', status: 'timed-out', summary: 'took too long', found: 0, kept: 0 } as const
    const [invocation] = runOf(reviewOf({ reviewers: [broken] })).invocations
    expect(invocation?.executionSuccessful).toBe(false)
    expect(invocation?.toolExecutionNotifications[0]?.message.text).toContain('tests')
  })
})
