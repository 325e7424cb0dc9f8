import type { ReviewNotice, ToldFinding } from '../../../src/core/review-notice.ts'
import { type PublishOptions, publishReview } from '../../../src/integrations/github/publish-review.ts'
import { codeSpan, escapeInline } from '../../../src/report/markdown/escape-markdown.ts'
import { type GitHubStandIn, githubApi, type Misbehaviour, type Repository, TOKEN } from '../../stand-ins/github-api.ts'
import { pullFromGit } from '../../stand-ins/pull-from-git.ts'

export const never = new AbortController().signal
export const markup = { inline: escapeInline, code: codeSpan }

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => `line ${from + place}\n`).join('')

/** A pull request that changes lines 10 and 40 of one file, and adds another with five. */
export function samplePull() {
  const base = { 'src/cart.ts': numbered(1, 60) }
  const head = {
    'src/cart.ts': `${numbered(1, 9)}query(name)\n${numbered(11, 39)}forty\n${numbered(41, 60)}`,
    'src/new.ts': 'a\nb\nc\nd\ne\n',
  }
  return { ...pullFromGit(base, head), author: 'jane' }
}

export function finding(fingerprint: string, line: number, more: Partial<ToldFinding> = {}): ToldFinding {
  return {
    fingerprint,
    rule: 'script/sql-injection',
    reviewer: 'security',
    severity: 'high',
    cwe: [89],
    at: { file: 'src/cart.ts', line, endLine: line },
    message: 'The name goes into the statement as it is.',
    fix: 'Bind it as a parameter.',
    ...more,
  }
}

/** A pull request on the stand-in, and how a review of it is published. */
export async function reviewSite(
  open: GitHubStandIn[],
  more: Repository = {},
  misbehave?: (operation: string, number: number) => Misbehaviour | undefined,
) {
  const pull = more.pull ?? samplePull()
  const github = await githubApi({ pull, permissions: { maria: 'write', paul: 'read' }, ...more }, misbehave)
  open.push(github)
  const notice = (findings: readonly ToldFinding[], rest: Partial<ReviewNotice> = {}): ReviewNotice => ({
    repository: 'acme/shop',
    number: 7,
    headSha: pull.head.sha,
    findings,
    skipped: [],
    problems: [],
    isComplete: true,
    requestChanges: false,
    ...rest,
  })
  const publish = (
    findings: readonly ToldFinding[],
    rest: Partial<ReviewNotice> = {},
    options: Partial<PublishOptions> = {},
  ) => publishReview(notice(findings, rest), { url: github.url, token: TOKEN, markup, ...options }, never)
  const push = () => {
    pull.head = { ...pull.head, sha: (BigInt(`0x${pull.head.sha}`) ^ 1n).toString(16).padStart(40, '0') }
  }
  const writes = () => github.requests.filter((id) => /create|update|dismiss-|graphql/.test(id) && id !== 'graphql')
  return { github, pull, publish, push, writes, notice }
}
