import { z } from 'zod'
import type { Problem } from '../../core/analysis.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { ReviewedChange, SkippedFile } from '../../core/review.ts'
import { lossyProblem } from '../../formats/reviewed-files.ts'
import { unreviewedByPath } from '../../formats/unreviewed-path.ts'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { type GitHubOptions, githubAsker, repositoryPath } from './github-api.ts'
import {
  askPullRequest,
  type ListedFile,
  listFiles,
  MOST_LISTED,
  type PullRequest,
  type PullRequestName,
} from './pull-request.ts'
import { readContent } from './read-blob.ts'
import { readTexts } from './read-texts.ts'

/** What a pull request changes, as of one head. `base` is where the branches parted: what the changes are counted from. */
export interface ReadPullRequest extends ReviewedChange {
  pull: PullRequest
  /** A file at the tip of the branch that it goes into, which its author cannot choose; undefined where there is none, or no text. */
  readAtBase(path: string): Promise<string | undefined>
}

const commitSchema = z.looseObject({ merge_base_commit: z.looseObject({ sha: z.string() }) })
/** How often it is begun anew because somebody pushes meanwhile. */
const ATTEMPTS = 3

/**
 * Reads a pull request with the texts of its changed files, before and after. Rejects with a fault `unavailable` where GitHub does not answer, `conflict`
 * where its head moves all the time, `usage` for a name that is none.
 */
export async function readPullRequest(
  name: PullRequestName,
  options: GitHubOptions,
  signal: AbortSignal,
): Promise<ReadPullRequest> {
  const ask = githubAsker(options)(signal)
  const { pull, listed } = await listSteadily(ask, name)
  const mergeBase = await askMergeBase(ask, pull)
  const skipped: SkippedFile[] = []
  const wanted = listed.filter(({ filename: path }) => {
    const why = unreviewedByPath(path)?.why
    if (why !== undefined) skipped.push({ path, why })
    return why === undefined
  })
  const read = await readTexts(ask, { repository: pull.repository, base: mergeBase }, wanted, signal)
  return {
    pull,
    files: read.files.toSorted(byPath),
    skipped: [...skipped, ...read.skipped].sort(byPath),
    problems: [...problemsOf(pull, listed), ...lossyProblem(read.lossy)],
    base: { label: pull.base.ref, commit: mergeBase },
    head: { label: pull.head.ref, commit: pull.head.sha },
    readAtBase: (path) => readAt(ask, pull.repository, path, pull.base.sha),
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** The list has no commit to ask it for: it holds where the head before and after is the same. */
async function listSteadily(ask: AskApi, name: PullRequestName): Promise<{ pull: PullRequest; listed: ListedFile[] }> {
  let pull = await askPullRequest(ask, name)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const listed = await listFiles(ask, name)
    const now = await askPullRequest(ask, name)
    if (now.head.sha === pull.head.sha) return { pull: now, listed }
    pull = now
  }
  throw new WatchfloorFault('conflict', `${name.repository}#${name.number} is pushed to while it is read.`, {
    hint: 'Review it once that has ended.',
  })
}

async function askMergeBase(ask: AskApi, { repository, base, head }: PullRequest): Promise<string> {
  // Files come with the first page only, and are known already.
  const path = `${repositoryPath(repository)}/compare/${base.sha}...${head.sha}?per_page=1&page=2`
  return readAnswer('GitHub', commitSchema, await ask(path)).merge_base_commit.sha
}

async function readAt(ask: AskApi, repository: string, path: string, commit: string): Promise<string | undefined> {
  const content = await readContent(ask, repository, path, commit)
  return content?.kind === 'text' ? content.text : undefined
}

function problemsOf({ repository, number, changedFiles }: PullRequest, listed: readonly ListedFile[]): Problem[] {
  if (changedFiles <= listed.length) return []
  return [
    {
      code: 'too-many-files',
      source: `${repository}#${number}`,
      message: `${changedFiles} files are changed, and GitHub lists ${Math.min(listed.length, MOST_LISTED)} of them.`,
      hint: 'Review a checkout with --base and --head, or change less at a time.',
    },
  ]
}
