import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../src/core/analysis.ts'
import type { Notice } from '../../../src/core/notifier.ts'
import { githubNotifier } from '../../../src/integrations/github/github-notifier.ts'
import { issueBody, issueTitle, markOf } from '../../../src/integrations/github/issue-text.ts'
import { renderMarkdown } from '../../../src/report/index.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'
import { hostileText, withTexts } from '../../report/hostile-analysis.ts'
import { type GitHubStandIn, githubApi, type Misbehaviour, TOKEN } from '../../stand-ins/github-api.ts'
import { readMarkdown } from './read-markdown.ts'

const open: GitHubStandIn[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const never = new AbortController().signal
const keep = async () => undefined
const found = (run: string, analysis: Analysis = outageAnalysis()): [string, Notice] => [
  `analysis ${run}`,
  { kind: 'analysis', incident: 'inc_1', run, analysis },
]
const over: [string, Notice] = ['resolved inc_1', { kind: 'resolved', incident: 'inc_1', title: 'x' }]

async function site(misbehave?: (operation: string, number: number) => Misbehaviour | undefined) {
  const github = await githubApi({}, misbehave)
  open.push(github)
  const start = (clock = Date.now) =>
    githubNotifier({
      url: github.url,
      token: TOKEN,
      repository: 'acme/shop',
      leastSeverity: 'P2',
      render: renderMarkdown,
      clock,
    })
  const notifier = start()
  const tell = (notice: [string, Notice], attempt = 1, by = notifier) =>
    by.deliver({ key: notice[0], notice: notice[1], attempt, signal: never, keep })
  return { github, notifier, start, tell }
}

describe('an incident on GitHub', () => {
  it('is opened as an issue, commented on when it is told again, and closed when it is over', async () => {
    const { github, tell } = await site()
    await tell(found('run_1'))
    await tell(found('run_2'))
    await tell(over)
    const [issue] = github.issues
    expect(github.issues).toHaveLength(1)
    expect(issue).toMatchObject({ state: 'closed', labels: ['incident'] })
    expect(issue?.title).toMatch(/^P1 Card payments fail/)
    expect(issue?.body).toContain('settlement job loads all open transactions')
    expect(issue?.comments).toHaveLength(2)
    expect(issue?.comments[1]).toContain('All alerts of this incident are resolved')
  })

  it('is told exactly once although every first answer is lost', async () => {
    const lost = new Set<string>()
    const { github, tell } = await site((operation) => {
      if (!/create|update/.test(operation) || lost.has(operation)) return undefined
      lost.add(operation)
      return 'lose'
    })
    for (const notice of [found('run_1'), found('run_2'), over]) {
      let attempt = 1
      while (
        !(await tell(notice, attempt).then(
          () => true,
          () => false,
        ))
      )
        if (++attempt > 5) throw new Error('It never arrived.')
    }
    expect([...lost].sort()).toEqual(['issues/create', 'issues/create-comment', 'issues/update'])
    expect(github.issues).toHaveLength(1)
    expect(github.issues[0]).toMatchObject({ state: 'closed' })
    expect(github.issues[0]?.comments).toHaveLength(2)
  })

  it('is found again by another process, also where its label was dropped', async () => {
    const { github, start, tell } = await site()
    await tell(found('run_1'))
    for (const issue of github.issues) issue.labels = []
    await tell(found('run_2'), 1, start())
    expect(github.issues.map(({ comments }) => comments.length)).toEqual([1])
  })

  it('has one issue where two analyses and its end come at once, and is closed however they are ordered', async () => {
    const { github, tell } = await site()
    const first = await Promise.allSettled([tell(over), tell(found('run_1')), tell(found('run_2'))])
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    await tell(over, 2)
    expect(github.issues).toMatchObject([{ state: 'closed', comments: [expect.any(String), expect.any(String)] }])
  })

  it('is not held to be over while its issue cannot be opened', async () => {
    const { tell } = await site((operation) => (operation === 'issues/create' ? 'refuse' : undefined))
    const both = await Promise.allSettled([tell(found('run_1')), tell(over)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it.each([
    [422, 'refused', 'fulfilled'],
    [404, 'unavailable', 'rejected'],
    [403, 'unavailable', 'rejected'],
    [503, 'unavailable', 'rejected'],
  ])('whose issue is answered with %i is %s, and its end is %s', async (status, code, end) => {
    const { tell } = await site((operation) =>
      operation === 'issues/create' ? { status, message: 'Validation Failed' } : undefined,
    )
    await expect(tell(found('run_1'))).rejects.toMatchObject({ code })
    expect((await Promise.allSettled([tell(over)]))[0]?.status).toBe(end)
  })

  it('is wanted by its severity, and nothing else is', async () => {
    const { notifier, github, tell } = await site()
    const of = (severity: Analysis['severity']) => found('run_1', { ...outageAnalysis(), severity })[1]
    expect((['P1', 'P2', 'P3', 'P4'] as const).map((severity) => notifier.wants(of(severity)))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(notifier.wants({ kind: 'approval' } as Notice)).toBe(false)
    // One that was not severe enough has no issue to close.
    await tell(over)
    expect(github.issues).toEqual([])
  })

  it('waits as long as GitHub says, and says until when', async () => {
    let now = Date.parse('2026-11-21T12:00:00Z')
    const { github, start, tell } = await site((_, number) =>
      number === 1
        ? { status: 429, headers: { 'retry-after': '90' }, message: 'You have exceeded a secondary rate limit' }
        : undefined,
    )
    const notifier = start(() => now)
    const told = () => tell(found('run_1'), 2, notifier)
    await expect(told()).rejects.toThrow('it answers again at 2026-11-21T12:01:30.000Z')
    await expect(told()).rejects.toThrow('it answers again at 2026-11-21T12:01:30.000Z')
    expect(github.requests).toHaveLength(1)
    now += 91_000
    await told()
    expect(github.issues).toHaveLength(1)
  })
})

describe('what GitHub reads of an analysis', () => {
  const ACTIVE = /@[a-z0-9]|(?<!&)#\d|\bgh-\d|[\w-]+\/[\w.-]+#\d|:\/\/|www\.\w/i

  it('calls nobody, and links and closes nothing, whatever stands in the evidence', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 8 }), (texts) => {
        const { title, headline, ...rest } = withTexts([...texts, 'fixes #1', '@acme/ops closes acme/shop#12 GH-3'])
        const body = issueBody([markOf('notice', 'a')], renderMarkdown({ title, headline, ...rest }))
        expect(readMarkdown(body)).not.toMatch(ACTIVE)
        expect(issueTitle(`${title}: ${headline}`)).not.toMatch(ACTIVE)
      }),
      { numRuns: 60 },
    )
  })

  it('is never longer than GitHub takes, and its marks are not cut', () => {
    const long = { ...outageAnalysis(), headline: 'x'.repeat(1_000) }
    const [step] = long.actions
    if (!step) throw new Error('The fixture has actions.')
    const actions = Array.from({ length: 400 }, (_, number) => ({ ...step, id: `a${number}`, priority: number + 1 }))
    const body = issueBody([markOf('notice', 'key')], renderMarkdown({ ...long, actions }))
    expect(body.length).toBeLessThan(65_536)
    expect(body).toContain(markOf('notice', 'key'))
    expect(body).toContain('too long for here')
    const fenced = issueBody([], `\`\`\`\`text\n${'line\n'.repeat(20_000)}\`\`\`\`\n`)
    expect(readMarkdown(fenced).trim()).toBe('*The rest is too long for here; Watchfloor has the whole report.*')
  })

  it('has a mark that no key can end', () => {
    expect(markOf('notice', 'a --> <b> -- c')).toMatch(/^<!-- watchfloor notice: [\w%.]+ -->$/)
    expect(markOf('notice', 'a-b')).not.toBe(markOf('notice', 'a_b'))
  })
})
