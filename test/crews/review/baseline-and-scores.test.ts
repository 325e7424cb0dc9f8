import { describe, expect, it } from 'vitest'
import { BASELINE_PATH, readBaseline, writeBaseline } from '../../../src/crews/review/baseline.ts'
import { byWorth, mergeFindings, resolveSuggestions } from '../../../src/crews/review/merge-findings.ts'
import { quickWins, scoreOf, verdictOf } from '../../../src/crews/review/score-review.ts'
import { finding, reviewFinding } from './finding-fixtures.ts'

describe('the baseline', () => {
  it('is read as it was written', () => {
    const written = writeBaseline([reviewFinding('a/b', 'x.ts', 1), reviewFinding('a/c', 'y.ts', 2)])
    const { fingerprints, problems } = readBaseline(written)
    expect([...fingerprints]).toEqual(['a/b-x.ts-1', 'a/c-y.ts-2'])
    expect(problems).toEqual([])
  })

  it.each([
    '',
    'no JSON',
    '[]',
    'null',
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[{}]}',
    `${'['.repeat(50_000)}`,
  ])('silences nothing where it cannot be read, and is named: %.20s', (text) => {
    const { fingerprints, problems } = readBaseline(text)
    expect(fingerprints.size).toBe(0)
    expect(problems).toMatchObject([{ code: 'invalid-baseline', source: BASELINE_PATH }])
  })

  it('is missed by nobody', () => {
    expect(readBaseline(undefined).problems).toEqual([])
  })
})

describe('what several say', () => {
  it('is one finding where they name the same weakness of the same line: the worthiest speaks', () => {
    const [one, more] = mergeFindings([
      finding('a/b', 'x.ts', 1, { cwe: [89], confidence: 0.4 }),
      finding('c/d', 'x.ts', 1, { cwe: [89], confidence: 0.9, reviewer: 'style' }),
    ])
    expect(more).toBeUndefined()
    expect(one).toMatchObject({ rule: 'c/d', also: [{ rule: 'a/b', reviewer: 'security' }] })
  })

  it('is several where weakness or line differ', () => {
    const all = [
      finding('a/b', 'x.ts', 1, { cwe: [89] }),
      finding('a/c', 'x.ts', 1, { cwe: [79] }),
      finding('a/b', 'x.ts', 2, { cwe: [89] }),
    ]
    expect(mergeFindings(all)).toHaveLength(3)
  })

  it('comes in the same order whatever order it was found in', () => {
    const all = mergeFindings([
      finding('a/b', 'x.ts', 2),
      finding('a/b', 'x.ts', 1),
      finding('a/a', 'x.ts', 1),
      finding('a/b', 'a.ts', 9),
      finding('z/z', 'z.ts', 1, { severity: 'critical' }),
    ])
    const names = (some: typeof all) => some.map(({ rule, at }) => `${rule} ${at.file}:${at.line}`)
    expect(names(all.toSorted(byWorth))).toEqual(['z/z z.ts:1', 'a/b a.ts:9', 'a/a x.ts:1', 'a/b x.ts:1', 'a/b x.ts:2'])
    expect(names(all.toReversed().sort(byWorth))).toEqual(names(all.toSorted(byWorth)))
  })

  it('keeps one text where two want different ones for the same lines, and says so', () => {
    const suggestion = { line: 1, endLine: 2, text: 'one' }
    const { findings, conflicts } = resolveSuggestions(
      mergeFindings([
        finding('a/b', 'x.ts', 1, { suggestion, confidence: 0.9 }),
        finding('c/d', 'x.ts', 2, { suggestion: { line: 2, endLine: 2, text: 'two' }, confidence: 0.5 }),
        finding('e/f', 'y.ts', 1, { suggestion }),
      ]),
    )
    expect(findings.filter((one) => one.suggestion !== undefined).map(({ rule }) => rule)).toEqual(['a/b', 'e/f'])
    expect(conflicts).toMatchObject([{ file: 'x.ts', between: ['a/b', 'c/d'] }])
  })

  it('is compared in time that grows with it', () => {
    const many = Array.from({ length: 20_000 }, (_, line) =>
      finding('a/b', `f${line % 50}.ts`, line + 1, { suggestion: { line: line + 1, endLine: line + 1, text: 'x' } }),
    )
    const begun = performance.now()
    expect(resolveSuggestions(mergeFindings(many)).conflicts).toEqual([])
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

describe('the score', () => {
  it('is 100 of nothing, falls with every finding, and never below 0', () => {
    const critical = finding('a/b', 'x.ts', 1, { severity: 'critical', confidence: 1 })
    const scores = [0, 1, 2, 10, 1_000].map((count) =>
      scoreOf(
        Array.from({ length: count }, () => critical),
        'security',
      ),
    )
    expect(scores[0]).toBe(100)
    expect(scores[1]).toBe(60)
    expect(scores.toSorted((a, b) => b - a)).toEqual(scores)
    expect(scores.at(-1)).toBe(0)
  })

  it('counts only what the reviewer says itself', () => {
    expect(scoreOf([finding('a/b', 'x.ts', 1)], 'performance')).toBe(100)
  })

  it('names as quick wins only what takes minutes and is worth something', () => {
    const all = [
      reviewFinding('a/a', 'x', 1, { effort: 'minutes' }),
      reviewFinding('a/b', 'x', 1, { effort: 'days' }),
      reviewFinding('a/c', 'x', 1, { effort: 'minutes', severity: 'low' }),
    ]
    expect(quickWins(all)).toEqual(['a/a-x-1'])
  })
})

describe('the verdict', () => {
  it('is clean only where nothing was found and every reviewer came to its end', () => {
    expect(verdictOf([], [{ status: 'completed' }])).toBe('clean')
    for (const status of ['failed', 'timed-out', 'cancelled'] as const)
      expect(verdictOf([], [{ status: 'completed' }, { status }])).toBe('remarks')
  })

  it('is blocked by what is critical alone', () => {
    expect(verdictOf([{ severity: 'high' }], [])).toBe('remarks')
    expect(verdictOf([{ severity: 'low' }, { severity: 'critical' }], [])).toBe('blocked')
  })
})
