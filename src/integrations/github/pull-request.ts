import { z } from 'zod'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { pagesOf, repositoryPath } from './github-api.ts'

export interface PullRequestName {
  /** `owner/name` */
  repository: string
  number: number
}

/** A pull request. Title, body, author and names of branches are what others wrote. */
export interface PullRequest extends PullRequestName {
  state: 'open' | 'closed'
  isDraft: boolean
  /** From another repository, also from one that is gone. */
  isFork: boolean
  title: string
  body: string
  author: string
  head: { sha: string; ref: string }
  /** The tip of the branch that it goes into, which need not be where it began. */
  base: { sha: string; ref: string }
  changedFiles: number
}

const SHA = z.string().regex(/^[0-9a-f]{40,64}$/)
const side = z.looseObject({
  sha: SHA,
  ref: z.string(),
  repo: z.looseObject({ full_name: z.string() }).nullish(),
})
const pullSchema = z.looseObject({
  number: z.number(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().default(false),
  title: z.string(),
  body: z.string().nullish(),
  user: z.looseObject({ login: z.string() }).nullish(),
  head: side,
  base: side,
  changed_files: z.number(),
})

/** `/repos/OWNER/NAME/pulls/NUMBER`. Throws a fault `usage` for what is no name of a repository. */
export function pullPath({ repository, number }: PullRequestName): string {
  return `${repositoryPath(repository)}/pulls/${Math.trunc(number)}`
}

/** The pull request as it is now. */
export async function askPullRequest(ask: AskApi, name: PullRequestName): Promise<PullRequest> {
  const read = readAnswer('GitHub', pullSchema, await ask(pullPath(name)))
  const { head, base } = read
  return {
    ...name,
    state: read.state,
    isDraft: read.draft,
    isFork: head.repo?.full_name !== base.repo?.full_name,
    title: read.title,
    body: read.body ?? '',
    author: read.user?.login ?? '',
    head: { sha: head.sha, ref: head.ref },
    base: { sha: base.sha, ref: base.ref },
    changedFiles: read.changed_files,
  }
}

const entrySchema = z.looseObject({
  /** Of the blob, which is the old one where the file was removed. */
  sha: z.string().nullable(),
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.enum(['added', 'removed', 'modified', 'renamed', 'copied', 'changed', 'unchanged']),
  additions: z.number(),
  deletions: z.number(),
  changes: z.number(),
  /** Absent for what is binary, too large, or has no changed line. */
  patch: z.string().optional(),
})
export type ListedFile = z.infer<typeof entrySchema>

/** GitHub lists no more files of a pull request than this. */
export const MOST_LISTED = 3_000
const MOST_PAGES = 30

/** The changed files of the pull request as it is now, the first 3,000. */
export async function listFiles(ask: AskApi, name: PullRequestName): Promise<ListedFile[]> {
  const files: ListedFile[] = []
  for await (const page of pagesOf(ask, `${pullPath(name)}/files`, {}, MOST_PAGES))
    files.push(...readAnswer('GitHub', z.array(entrySchema), page))
  return files
}
