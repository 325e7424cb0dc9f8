import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { CollectedEvidence, EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { serviceOfFiles } from '../../formats/service-of-files.ts'
import type { AskApi } from '../web/ask-api.ts'
import { type GitHubOptions, githubAsker, repositoryPath } from './github-api.ts'
import {
  type GitHubChange,
  type ReadChanges,
  readCommits,
  readDeployments,
  readFiles,
  readPullRequests,
  readReleases,
} from './read-changes.ts'

export interface GitHubSourceOptions extends GitHubOptions {
  /** `owner/name` of each. */
  repositories: readonly string[]
}

/** Commits whose files are asked for, one request each. */
const MOST_DETAILED = 30
const KINDS: readonly [words: string, read: ReadChanges][] = [
  ['commits', readCommits],
  ['pull requests', readPullRequests],
  ['releases', readReleases],
  ['deployments', readDeployments],
]

/** What was changed in repositories on GitHub: commits, merged pull requests, releases, deployments. Throws a fault `usage` for a name that is none. */
export function githubSource({ repositories, ...options }: GitHubSourceOptions): LiveSource {
  for (const repository of repositories) repositoryPath(repository)
  const asker = githubAsker(options)
  return {
    name: 'GitHub',
    collect: (question, signal) => collect(asker(signal), repositories, question, signal),
  }
}

type Found = GitHubChange & { repository: string }

async function collect(
  ask: AskApi,
  repositories: readonly string[],
  { from, to }: EvidenceQuestion,
  signal: AbortSignal,
): Promise<CollectedEvidence> {
  const problems = new Set<string>()
  const changes: Found[] = []
  let answers = 0
  // One after the other: GitHub asks for that.
  for (const repository of repositories)
    for (const [words, read] of KINDS)
      try {
        changes.push(...(await read(ask, repository, { from, to })).map((change) => ({ ...change, repository })))
        answers++
      } catch (thrown) {
        signal.throwIfAborted()
        problems.add(`${repository}: ${words}: ${messageOf(thrown)}`)
      }
  if (answers === 0 && repositories.length > 0)
    throw new WatchfloorFault('unavailable', [...problems][0] ?? 'GitHub: nothing could be had')
  changes.sort((a, b) => (Date.parse(b.at) || 0) - (Date.parse(a.at) || 0))
  await addFiles(ask, changes, problems, signal)
  return { files: changes.length > 0 ? [['changes/github.json', lines(changes)]] : [], problems: [...problems] }
}

async function addFiles(ask: AskApi, changes: Found[], problems: Set<string>, signal: AbortSignal): Promise<void> {
  const commits = changes.filter(({ kind }) => kind === 'commit').slice(0, MOST_DETAILED)
  for (const change of commits)
    try {
      change.files = await readFiles(ask, change.repository, change.commit ?? '')
      change.service = serviceOfFiles(change.files) ?? change.service
    } catch (thrown) {
      signal.throwIfAborted()
      problems.add(`${change.repository}: files of commits: ${messageOf(thrown)}`)
    }
}

/** One change a line, so that a citation has a line of its own. */
function lines(changes: readonly Found[]): string {
  return `[\n${changes.map((change) => JSON.stringify(change)).join(',\n')}\n]\n`
}
