import { z } from 'zod'
import type { TimeWindow } from '../../core/evidence.ts'
import type { AskApi } from '../web/ask-api.ts'
import { pagesOf, repositoryPath } from './github-api.ts'

/** A change as a bundle has it. */
export interface GitHubChange {
  id: string
  kind: 'commit' | 'pull-request' | 'release' | 'deploy'
  service: string
  /** ISO 8601. */
  at: string
  version?: string
  previousVersion?: string
  author?: string
  summary: string
  commit?: string
  files?: string[]
  url?: string
}

/** All of one kind that was changed in a repository (`owner/name`) in that time. */
export type ReadChanges = (ask: AskApi, repository: string, window: TimeWindow) => Promise<GitHubChange[]>

const MOST_PAGES = 3
const LONGEST_SUMMARY = 300

const account = z.looseObject({ login: z.string().optional() }).nullish()
const gitUser = z.looseObject({ name: z.string().optional(), date: z.string().optional() }).nullish()

const commitSchema = z.looseObject({
  sha: z.string(),
  html_url: z.string(),
  author: account,
  commit: z.looseObject({ message: z.string(), author: gitUser, committer: gitUser }),
})

export const readCommits: ReadChanges = async (ask, repository, { from, to }) => {
  const query = { since: new Date(from).toISOString(), until: new Date(to).toISOString() }
  const commits = await listed(ask, `${repositoryPath(repository)}/commits`, query, commitSchema)
  return commits.map(({ sha, html_url, author, commit }) => ({
    id: sha.slice(0, 12),
    kind: 'commit',
    service: nameOf(repository),
    at: commit.committer?.date ?? commit.author?.date ?? '',
    ...written('author', author?.login ?? commit.author?.name),
    summary: firstLine(commit.message),
    commit: sha,
    url: html_url,
  }))
}

const pullSchema = z.looseObject({
  number: z.number(),
  title: z.string(),
  html_url: z.string(),
  user: account,
  updated_at: z.string(),
  merged_at: z.string().nullable(),
  merge_commit_sha: z.string().nullish(),
})

export const readPullRequests: ReadChanges = async (ask, repository, window) => {
  const query = { state: 'closed', sort: 'updated', direction: 'desc' }
  const isOld = ({ updated_at }: z.infer<typeof pullSchema>) => Date.parse(updated_at) < window.from
  const pulls = await listed(ask, `${repositoryPath(repository)}/pulls`, query, pullSchema, isOld)
  return pulls.flatMap(({ number, title, html_url, user, merged_at, merge_commit_sha }) =>
    !isIn(window, merged_at)
      ? []
      : [
          {
            id: `pull-request-${number}`,
            kind: 'pull-request',
            service: nameOf(repository),
            at: merged_at,
            ...written('author', user?.login),
            summary: `Pull request ${number}: ${firstLine(title)}`,
            ...written('commit', merge_commit_sha),
            url: html_url,
          },
        ],
  )
}

const releaseSchema = z.looseObject({
  tag_name: z.string(),
  name: z.string().nullish(),
  html_url: z.string(),
  author: account,
  created_at: z.string(),
  published_at: z.string().nullable(),
})

export const readReleases: ReadChanges = async (ask, repository, window) => {
  const releases = await listed(ask, `${repositoryPath(repository)}/releases`, {}, releaseSchema)
  const published = releases
    .filter(({ published_at }) => published_at !== null)
    .toSorted((a, b) => Date.parse(b.published_at ?? '') - Date.parse(a.published_at ?? ''))
  return published.flatMap(({ tag_name, name, html_url, author, published_at }, place) =>
    !isIn(window, published_at)
      ? []
      : [
          {
            id: `release-${tag_name}`,
            kind: 'release',
            service: nameOf(repository),
            at: published_at,
            version: tag_name,
            ...written('previousVersion', published[place + 1]?.tag_name),
            ...written('author', author?.login),
            summary: `Release ${firstLine(name || tag_name)}`,
            url: html_url,
          },
        ],
  )
}

const deploymentSchema = z.looseObject({
  id: z.number(),
  sha: z.string(),
  ref: z.string(),
  environment: z.string(),
  description: z.string().nullish(),
  creator: account,
  created_at: z.string(),
})
type Deployment = z.infer<typeof deploymentSchema>

export const readDeployments: ReadChanges = async (ask, repository, window) => {
  const isOld = ({ created_at }: Deployment) => Date.parse(created_at) < window.from
  const deployments = await listed(ask, `${repositoryPath(repository)}/deployments`, {}, deploymentSchema, isOld)
  return deployments.flatMap((one, place) => {
    const { id, sha, environment, description, creator, created_at } = one
    // The newest come first.
    const before = deployments.slice(place + 1).find((other) => other.environment === environment)
    if (!isIn(window, created_at)) return []
    return [
      {
        id: `deployment-${id}`,
        kind: 'deploy',
        service: nameOf(repository),
        at: created_at,
        version: versionOf(one),
        ...written('previousVersion', before && versionOf(before)),
        ...written('author', creator?.login),
        summary: `Deployment to ${firstLine(environment)}${description ? `: ${firstLine(description)}` : ''}`,
        commit: sha,
      },
    ]
  })
}

const detailSchema = z.looseObject({ files: z.array(z.looseObject({ filename: z.string() })).default([]) })

/** The paths that a commit touches; GitHub gives at most the first 300. */
export async function readFiles(ask: AskApi, repository: string, commit: string): Promise<string[]> {
  const answer = await ask(`${repositoryPath(repository)}/commits/${encodeURIComponent(commit)}`)
  return detailSchema.parse(answer).files.map(({ filename }) => filename)
}

/** All of a list, up to the first that is too old where they come in order. */
async function listed<T>(
  ask: AskApi,
  path: string,
  query: Record<string, string>,
  schema: z.ZodType<T>,
  isOld: (one: T) => boolean = () => false,
): Promise<T[]> {
  const all: T[] = []
  for await (const page of pagesOf(ask, path, query, MOST_PAGES)) {
    const read = z.array(schema).parse(page)
    all.push(...read)
    if (read.some(isOld)) break
  }
  return all
}

function isIn({ from, to }: TimeWindow, time: string | null): time is string {
  const at = Date.parse(time ?? '')
  return at >= from && at <= to
}

const BRANCH = /^(?:refs\/heads\/.*|main|master|trunk|develop)$/

/** A branch says nothing of which version it was: then it is the commit. */
function versionOf({ ref, sha }: Deployment): string {
  return ref === sha || BRANCH.test(ref) ? sha.slice(0, 12) : ref.replace(/^refs\/tags\//, '')
}

function written<K extends string>(key: K, value: string | null | undefined): Partial<Record<K, string>> {
  return value ? ({ [key]: value } as Record<K, string>) : {}
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, LONGEST_SUMMARY)
}

function nameOf(repository: string): string {
  return repository.split('/')[1] ?? repository
}
