import { afterAll, describe, expect, it } from 'vitest'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import type { AgentDefinition } from '../../../../src/core/agent.ts'
import type { Run } from '../../../../src/core/engine.ts'
import type { CodeReview, ReviewFinding, ReviewSource } from '../../../../src/core/review.ts'
import { reviewModels } from '../../../../src/crews/review/models/review-models.ts'
import { openedReview } from '../../../../src/crews/review/open-review.ts'
import { memoryEngine } from '../../../../src/engine/memory/memory-engine.ts'
import type { OpenModels } from '../../../../src/reasoner/cast-models.ts'
import { scriptedModel } from '../../../../src/testing/scripted-model.ts'

const LINES = 20
const AGENT: AgentDefinition = {
  name: 'security-reviewer',
  description: '',
  instructions: 'Judge.',
  crew: 'review',
  limits: {},
}
const source: ReviewSource = {
  change: {
    files: [{ path: 'a.txt', status: 'added', text: 'a line of text\n'.repeat(LINES), changed: 'all' }],
    skipped: [],
    problems: [],
    head: { label: 'head' },
  },
  paths: ['a.txt'],
  nearby: async () => [],
  atBase: async () => undefined,
  lint: async () => ({ findings: [], problems: [] }),
}
const finding = (line: number, more: Partial<ReviewFinding>): ReviewFinding => ({
  ...{ rule: 'script/a', reviewer: 'security', severity: 'high', confidence: 0.8, cwe: [] },
  ...{ at: { file: 'a.txt', line, endLine: line }, message: 'm', fix: 'f', fingerprint: `f${line}` },
  ...{ quote: 'a line of text', also: [], isElsewhere: false },
  ...more,
})
const review = (findings: ReviewFinding[], comments: number): CodeReview => ({
  ...{ title: 't', head: { label: 'head' }, verdict: 'remarks', files: 1, lines: LINES, findings, comments },
  ...{ scores: { security: 50, performance: 100 }, quickWins: [], reviewers: [], conflicts: [], skipped: [] },
  ...{ leftOut: { known: 0, untouched: 0, baseline: 0, suppressed: [] }, problems: [], model: null },
})
const engines: { close(): Promise<void> }[] = []
afterAll(() => Promise.all(engines.map((engine) => engine.close())))

const saying = (report: object): OpenModels => ({
  byName: async () => ({
    model: scriptedModel(() => ({
      toolCalls: [{ id: 'r', name: 'report', input: { summary: 's', judgements: [], findings: [], ...report } }],
    })),
    ...{ price: undefined, priceOf: () => undefined, context: undefined },
  }),
  tiers: async () => ({}),
})

async function consult(
  of: CodeReview,
  models: OpenModels,
  given: ReviewSource = source,
  cap = 10,
): Promise<CodeReview> {
  const engine = await memoryEngine()
  engines.push(engine)
  const opened = openedReview(given, await openParsers(), undefined)
  const agents = async () => [AGENT]
  const crew = reviewModels({ agents, readAgent: () => ({ problem: 'none' }), models })
  const input = { model: 'scripted', only: [], cap, timeoutMilliseconds: 5_000 }
  const work = async (run: Run) => {
    const found = await crew.agents(run, input, async () => opened)
    return crew.consult(run, of, input, found, async () => opened)
  }
  return (await engine.start({ name: 'w', run: work }, null)).result()
}

const doubts = (...fingerprints: string[]) => ({
  judgements: fingerprints.map((fingerprint) => ({ fingerprint, judgement: 'false-alarm', why: 'w', confidence: 1 })),
})

describe('models in a review', () => {
  it('push no finding out of the comments, whatever they doubt or add', async () => {
    const given = review([finding(1, {}), finding(2, {}), finding(3, { severity: 'medium' }), finding(4, {})], 2)
    const own = {
      rule: 'own',
      severity: 'high',
      file: 'a.txt',
      line: 9,
      quote: 'a line of text',
      message: 'm',
      fix: 'f',
    }
    const report = { ...doubts('f1', 'f4'), findings: [{ ...own, confidence: 1 }] }
    const done = await consult(given, saying(report), source, 2)
    expect(done.findings.map(({ fingerprint }) => fingerprint).slice(0, 4)).toEqual(['f2', 'f1', 'f3', 'f4'])
    expect(done.findings[4]).toMatchObject({ rule: 'model/own' })
    expect(done).toMatchObject({ comments: 2, verdict: 'remarks', scores: given.scores })
  })

  it('say nothing of what the project lives with', async () => {
    const text = `${'a line of text\n'.repeat(3)}// watchfloor-ignore model/own: it is meant so\na line of text\n`
    const change = {
      ...source.change,
      files: [{ path: 'a.txt', status: 'unchanged' as const, text, changed: 'all' as const }],
    }
    const own = {
      rule: 'own',
      severity: 'low',
      file: 'a.txt',
      line: 5,
      quote: 'a line of text',
      message: 'm',
      fix: 'f',
    }
    const done = await consult(review([], 0), saying({ findings: [{ ...own, confidence: 1 }] }), { ...source, change })
    expect(done.findings).toEqual([])
    expect(done.leftOut.suppressed).toMatchObject([{ rule: 'model/own', line: 5, reason: 'it is meant so' }])
  })

  it('leave the review as it is where they cannot be opened, or what they said cannot be weighed', async () => {
    const given = review([finding(1, {})], 1)
    const shut: OpenModels = { byName: () => Promise.reject(new Error('gone')), tiers: async () => ({}) }
    const without = await consult(given, shut)
    expect(without).toMatchObject({ findings: given.findings, model: { name: 'scripted', calls: 0, summary: '' } })
    expect(without.problems).toMatchObject([{ code: 'no-model', message: expect.stringContaining('gone') }])

    const broken: ReviewSource = { ...source, atBase: () => Promise.reject(new Error('the network is down')) }
    const unweighed = await consult(given, saying({}), broken)
    expect(unweighed).toMatchObject({ findings: given.findings, model: null })
    expect(unweighed.problems).toMatchObject([{ message: expect.stringContaining('the network is down') }])
  })
})
