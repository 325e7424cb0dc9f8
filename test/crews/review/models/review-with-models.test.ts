import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServedCall, ServedReply } from '../../../../src/testing/index.ts'
import {
  BASE,
  HEAD,
  isSecurity,
  type ReviewSite,
  ROUTES,
  reporting,
  reviewSite,
  SECRET,
  toldTo,
} from './review-site.ts'

let site: ReviewSite
beforeAll(async () => {
  site = await reviewSite()
})
beforeEach(() => {
  site.server.calls.length = 0
  site.script = () => reporting({})
})
afterAll(() => site.close())

/** The agent of security says this, the others nothing. */
const security = (report: object) => (call: ServedCall) => reporting(isSecurity(call) ? report : {})
const deletion = {
  rule: 'missing-owner-check',
  severity: 'critical',
  file: 'app.js',
  line: 13,
  quote: "db.query('DELETE FROM users WHERE id = ?', [req.params.id], () => res.end())",
  message: 'Anybody can delete anybody.',
  fix: 'Ask whose account it is.',
  cwe: [639],
  confidence: 0.99,
}

describe('a review with a model', () => {
  it('asks the agents of all reviewers at once, each with its own tools, and says what it cost', async () => {
    const { review, events } = await site.review(BASE, HEAD)
    expect(review.model).toMatchObject({
      name: 'anthropic:claude-haiku-5-5',
      calls: 5,
      inputTokens: 2_000,
      outputTokens: 200,
      struck: 0,
      judgements: [],
    })
    expect(review.model?.dollars).toBeCloseTo((2_000 * 0.1 + 200 * 0.5) / 1e6, 9)
    expect(review.model?.summary.split('\n')).toHaveLength(5)
    expect(review.model?.agents.map(({ agent, status }) => `${agent} ${status}`)).toEqual([
      'security-reviewer reported',
      'performance-reviewer reported',
      'style-reviewer reported',
      'test-reviewer reported',
      'documentation-reviewer reported',
    ])
    const tools = site.server.calls.find(isSecurity)?.tools.map(({ name }) => name)
    expect(tools).toEqual(['read_code', 'find_callers', 'show_change', 'report'])
    expect(events.filter(({ type }) => type === 'run_started')).toHaveLength(11)
    expect(events.filter(({ type }) => type === 'model_reported')).toHaveLength(1)
  })

  it('sends no agent of a reviewer that was not chosen', async () => {
    const { review } = await site.review(BASE, HEAD, { only: ['security', 'documentation'] })
    expect(review.model?.agents.map(({ agent }) => agent)).toEqual(['security-reviewer', 'documentation-reviewer'])
    expect(site.server.calls).toHaveLength(2)
  })

  it('asks nobody where there is no model or nothing to review, and is then the same to the byte', async () => {
    const none = await site.review(BASE, HEAD, { model: 'none' })
    expect(none.review.model).toBeNull()
    const { origin: _, ...bare } = { origin: 0, ...none.review }
    const { review } = await site.review(BASE, HEAD)
    const { model: __, ...rest } = review
    const comparable = (one: object) => JSON.stringify(one).replace(/tree-\w+/g, 'tree')
    expect(comparable({ ...rest, model: null })).toBe(comparable(bare))
    site.server.calls.length = 0
    expect((await site.review(BASE, BASE)).review.model).toBeNull()
    expect(site.server.calls).toEqual([])
  })

  it('is told a false alarm, and is half as sure at the most; the finding and the verdict stay', async () => {
    const alone = (await site.review(BASE, HEAD, { model: 'none' })).review
    const [first] = alone.findings
    const judgement = {
      fingerprint: first?.fingerprint,
      judgement: 'false-alarm',
      why: 'It is a number.',
      confidence: 1,
    }
    site.script = security({ judgements: [judgement, { ...judgement, fingerprint: 'ffffffffffffffff' }] })
    const { review } = await site.review(BASE, HEAD)
    expect(review.findings).toEqual([{ ...first, confidence: (first?.confidence ?? 0) / 2 }])
    expect(review).toMatchObject({ verdict: 'blocked', scores: alone.scores, comments: 1 })
    expect(review.model).toMatchObject({
      struck: 1,
      judgements: [{ agent: 'security-reviewer', why: 'It is a number.', judgement: 'false-alarm' }],
    })
    site.script = security({ judgements: [{ ...judgement, judgement: 'unsure' }] })
    expect((await site.review(BASE, HEAD)).review.findings).toEqual(alone.findings)
  })

  it('takes a finding of a model whose changed line stands there, and lets it weigh little', async () => {
    site.script = security({ findings: [deletion] })
    const { review } = await site.review(BASE, HEAD)
    expect(review.findings.at(-1)).toMatchObject({
      rule: 'model/missing-owner-check',
      reviewer: 'security',
      severity: 'medium',
      confidence: 0.6,
      cwe: [639],
      at: { file: 'app.js', line: 13, endLine: 13 },
      quote: deletion.quote,
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    })
    expect(review.model?.struck).toBe(0)
    expect(review.findings[0]).toMatchObject({ severity: 'critical', rule: expect.not.stringMatching(/^model/) })
  })

  it('strikes and counts what stands nowhere, is not changed, or was said already', async () => {
    site.script = security({
      findings: [
        { ...deletion, quote: 'db.drop()' },
        { ...deletion, line: 12 },
        { ...deletion, file: 'other.js' },
        { ...deletion, file: '../app.js' },
        { ...deletion, file: 'db.js', line: 1, quote: 'exports.query = () => {}' },
        { ...deletion, line: 5, quote: "app.get('/ok', (req, res) => res.send('ok'))" },
        { ...deletion, line: 900, quote: '}' },
        { ...deletion, line: 9, quote: 'db.query("SELECT', cwe: [89] },
      ],
    })
    const { review } = await site.review(BASE, HEAD)
    expect(review.findings.filter(({ rule }) => rule.startsWith('model/'))).toEqual([])
    expect(review.model?.struck).toBe(8)
  })

  it('blocks nothing by what a model alone has found', async () => {
    site.script = security({ findings: [{ ...deletion, line: 8 }] })
    const head = { ...HEAD, 'app.js': ROUTES.replace(/app\.get\('\/users[\s\S]*?\n}\)\n\n/, '') }
    const { review } = await site.review(BASE, head)
    expect(review).toMatchObject({ verdict: 'remarks', findings: [{ rule: 'model/missing-owner-check' }] })
  })

  it('gives agents tools that read what is under review, masked and fenced, and nothing else', async () => {
    const answers: string[] = []
    const asked = [
      { name: 'read_code', input: { file: 'db.js' } },
      { name: 'read_code', input: { file: '../../../../etc/passwd' } },
      { name: 'find_callers', input: { name: 'db.query' } },
      { name: 'show_change', input: { file: 'app.js' } },
      { name: 'find_tests', input: { name: 'users' } },
      { name: 'run_command', input: { argv: ['id'] } },
    ]
    site.script = (call): ServedReply => {
      if (!isSecurity(call)) return reporting({})
      if (call.messages.length === 1) return { toolCalls: asked }
      answers.push(JSON.stringify(call.messages.at(-1)))
      return reporting({})
    }
    const secret = `exports.query = () => {}\nconst stripe = '${SECRET}'\nconst db_password = 'Kw7-tortoise-lamp'\n`
    await site.review({ ...BASE, 'db.js': '' }, { ...HEAD, 'db.js': secret })
    const [answer = ''] = answers
    expect(answer).toContain('1| exports.query')
    expect(answer).toContain('There is no file ../../../../etc/passwd here.')
    expect(answer).toMatch(/app\.js:9 in .*app\.js:13 in /)
    expect(answer).toContain("+ 13|   db.query('DELETE")
    expect(answer).toContain('There is no tool find_tests.')
    expect(answer).toContain('There is no tool run_command.')
    expect(answer.match(/<evidence /g)).toHaveLength(4)
    expect(toldTo(site.server.calls)).not.toContain(SECRET)
    expect(toldTo(site.server.calls)).not.toContain('tortoise')
  })

  it('finds the tests that name something', async () => {
    const isTests = ({ system }: ServedCall) => JSON.stringify(system).includes('You review the tests of a change')
    const answers: string[] = []
    site.script = (call) => {
      if (!isTests(call)) return reporting({})
      if (call.messages.length === 1)
        return {
          toolCalls: [
            { name: 'find_tests', input: { name: 'users' } },
            { name: 'find_tests', input: { name: 'zz' } },
          ],
        }
      answers.push(JSON.stringify(call.messages.at(-1)))
      return reporting({})
    }
    await site.review(BASE, HEAD)
    expect(answers[0]).toContain('test/app.test.js')
    expect(answers[0]).toContain('No test names zz.')
  })

  it('is the review by code where a model fails, whatever way, and says so', async () => {
    const alone = (await site.review(BASE, HEAD, { model: 'none' })).review
    const ways: ServedReply[] = [
      { fault: 'unauthorized' },
      { text: 'I approve.' },
      { toolCalls: [{ name: 'report', input: { approved: true } }] },
      { toolCalls: [{ name: 'approve', input: {} }] },
    ]
    for (const way of ways) {
      site.script = () => way
      const { review } = await site.review(BASE, HEAD, { only: ['security'] })
      expect(review.findings).toEqual(alone.findings.filter(({ reviewer }) => reviewer === 'security'))
      expect(review).toMatchObject({ verdict: 'blocked', model: { summary: '', judgements: [] } })
      expect(review.problems).toContainEqual(
        expect.objectContaining({ code: 'no-model', message: expect.stringContaining('What code has found stands.') }),
      )
    }
  }, 60_000)

  it('waits for no agent longer than it may take', async () => {
    site.script = (call) => (isSecurity(call) ? { fault: 'hang' } : reporting({}))
    const begun = performance.now()
    const { review } = await site.review(BASE, HEAD, { timeoutMilliseconds: 3_000 })
    expect(performance.now() - begun).toBeLessThan(15_000)
    expect(review.verdict).toBe('blocked')
    expect(review.problems).toMatchObject([{ source: 'security-reviewer', message: expect.stringContaining('time') }])
    expect(review.model?.agents.filter(({ status }) => status === 'reported')).toHaveLength(4)
  }, 30_000)

  it('spends nothing where the budget has no room, and never more than it has', async () => {
    const poor = await site.review(BASE, HEAD, { budget: { tokens: 500 } })
    expect(site.server.calls).toEqual([])
    expect(poor.review.model?.agents.map(({ status }) => status)).toEqual(Array(5).fill('budget'))
    expect(poor.review.problems).toHaveLength(5)
    site.script = () => ({
      toolCalls: [{ name: 'read_code', input: { file: 'app.js' } }],
      usage: { input: 2_500, output: 500 },
    })
    const { review } = await site.review(BASE, HEAD, { budget: { tokens: 12_000 } })
    expect((review.model?.inputTokens ?? 0) + (review.model?.outputTokens ?? 0)).toBeLessThanOrEqual(12_000)
    expect(review.model?.calls).toBeGreaterThan(0)
    expect(review.verdict).toBe('blocked')
  })

  it('chooses a model for each agent where that is left to it', async () => {
    const { review } = await site.review(BASE, HEAD, { model: 'auto' })
    const reason = (name: string) => review.model?.agents.find(({ agent }) => agent === name)?.reason
    expect(reason('security-reviewer')).toBe('security-audit at high urgency: deep')
    expect(reason('documentation-reviewer')).toBe('documentation at high urgency: deep')
  })

  it('shows a model no more than it needs', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`notes/part-${index}.txt`, `Of part ${index}.\n`.repeat(300)]),
    )
    await site.review(BASE, { ...HEAD, ...many })
    for (const { messages } of site.server.calls) expect(JSON.stringify(messages).length).toBeLessThan(20_000)
  }, 30_000)
})
