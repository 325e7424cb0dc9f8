import { z } from 'zod'
import type { Analysis } from '../../core/analysis.ts'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { Severity } from '../../core/finding.ts'
import { type Delivery, isForGood, type Notice, type Notifier, refusal } from '../../core/notifier.ts'
import { type AskApi, refusedWith } from '../web/ask-api.ts'
import { type GitHubOptions, githubAsker, pagesOf, repositoryPath, send } from './github-api.ts'
import { issueBody, issueTitle, markOf } from './issue-text.ts'

export interface GitHubNotifierOptions extends GitHubOptions {
  /** `owner/name` */
  repository: string
  /** Analyses of this severity and above. */
  leastSeverity: Severity
  /** The report as GitHub Flavored Markdown in which nothing of the evidence mentions, links or closes. */
  render: (analysis: Analysis) => string
}

const LABEL = 'incident'
const MOST_PAGES = 5
const OVER = 'All alerts of this incident are resolved.\n'

const issueSchema = z.looseObject({
  number: z.number(),
  body: z.string().nullish(),
  pull_request: z.unknown().optional(),
})
const commentSchema = z.looseObject({ body: z.string().optional() })

interface KnownIssue {
  number: number
  body: string
}

/**
 * An issue for each incident: what is found again is a comment, and it is closed with the alerts. GitHub does not tell a request from its
 * repetition: each text carries its key in a comment that is not shown, and is looked for first where it may be there already.
 */
export function githubNotifier({ repository, leastSeverity, render, ...options }: GitHubNotifierOptions): Notifier {
  const asker = githubAsker(options)
  const path = repositoryPath(repository)
  /** Opened or found by this process: a list may not have a new one yet. */
  const known = new Map<string, KnownIssue>()
  /** Incidents whose issue could not be opened until now. */
  const unopened = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  async function find(ask: AskApi, incident: string): Promise<KnownIssue | undefined> {
    const issue = known.get(incident) ?? (await findIssue(ask, path, markOf('incident', incident)))
    if (issue) known.set(incident, issue)
    return issue
  }

  async function report(ask: AskApi, key: string, notice: AnalysisNotice, attempt: number): Promise<void> {
    const { incident, analysis } = notice
    const issue = await find(ask, incident)
    const mark = markOf('notice', key)
    if (!issue) {
      const body = issueBody([markOf('incident', incident), mark], render(analysis))
      const title = issueTitle(`${analysis.severity} ${analysis.title}: ${analysis.headline}`)
      const made = issueSchema.parse(await send(ask, 'POST', `${path}/issues`, { title, body, labels: [LABEL] }))
      known.set(incident, { number: made.number, body })
    } else if (!issue.body.includes(mark)) await comment(ask, path, issue, mark, render(analysis), attempt)
    unopened.delete(incident)
  }

  async function close(ask: AskApi, key: string, incident: string, attempt: number): Promise<void> {
    const issue = await find(ask, incident)
    if (!issue && unopened.has(incident))
      throw new WatchfloorFault('unavailable', `GitHub: the issue of ${incident} is not open yet.`)
    // What was not severe enough has none.
    if (!issue) return
    await comment(ask, path, issue, markOf('notice', key), OVER, attempt)
    await send(ask, 'PATCH', `${path}/issues/${issue.number}`, { state: 'closed', state_reason: 'completed' })
  }

  async function deliver({ key, notice, attempt, signal }: Delivery): Promise<void> {
    if (notice.kind !== 'analysis' && notice.kind !== 'resolved') return
    const ask = asker(signal)
    try {
      if (notice.kind === 'analysis') await report(ask, key, notice, attempt)
      else await close(ask, key, notice.incident, attempt)
    } catch (thrown) {
      // It may have been deleted.
      known.delete(notice.incident)
      if (!isUnfit(thrown)) throw thrown
      unopened.delete(notice.incident)
      throw refusal(messageOf(thrown), thrown)
    }
  }

  return {
    channel: 'github',
    wants: (notice) =>
      notice.kind === 'resolved' || (notice.kind === 'analysis' && notice.analysis.severity <= leastSeverity),
    deliver(delivery) {
      // Before its turn comes: the end of the incident may have been told first.
      if (delivery.notice.kind === 'analysis') unopened.add(delivery.notice.incident)
      // One at a time: two analyses of one incident would open two issues.
      const mine = last.then(() => deliver(delivery))
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/** GitHub says 404 also where the token may not see what is there, and that can be mended. */
function isUnfit(thrown: unknown): boolean {
  const status = refusedWith(thrown)
  return status !== undefined && status !== 404 && isForGood(status)
}

type AnalysisNotice = Extract<Notice, { kind: 'analysis' }>

/** Among those with our label, and the newest without: whoever may not set labels has them dropped silently. */
async function findIssue(ask: AskApi, path: string, mark: string): Promise<KnownIssue | undefined> {
  const query = { state: 'all', sort: 'created', direction: 'desc' }
  for (const [more, most] of [
    [{ labels: LABEL }, MOST_PAGES],
    [{}, 1],
  ] as const)
    for await (const page of pagesOf(ask, `${path}/issues`, { ...query, ...more }, most)) {
      const found = z
        .array(issueSchema)
        .parse(page)
        .find(({ body, pull_request }) => pull_request === undefined && body?.includes(mark))
      if (found) return { number: found.number, body: found.body ?? '' }
    }
  return undefined
}

async function comment(
  ask: AskApi,
  path: string,
  { number }: KnownIssue,
  mark: string,
  markdown: string,
  attempt: number,
): Promise<void> {
  const comments = `${path}/issues/${number}/comments`
  if (attempt > 1)
    for await (const page of pagesOf(ask, comments, {}, MOST_PAGES))
      if (
        z
          .array(commentSchema)
          .parse(page)
          .some(({ body }) => body?.includes(mark))
      )
        return
  await send(ask, 'POST', comments, { body: issueBody([mark], markdown) })
}
