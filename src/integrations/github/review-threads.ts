import { z } from 'zod'
import { WatchfloorFault } from '../../core/fault.ts'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { mayNot, send } from './github-api.ts'
import type { PullRequestName } from './pull-request.ts'

/** A conversation on a pull request: that it is resolved only GraphQL says. */
export interface ReviewThread {
  id: string
  isResolved: boolean
  /** Undefined where nobody did, or an app. */
  resolvedBy: string | undefined
}

/** Asks GraphQL; undefined where the token may not do that there. Rejects where GitHub cannot be asked now: what is not known then must not be guessed. */
export type AskGraphQl = (query: string, variables: object) => Promise<unknown>

const NOT_ALLOWED: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND'])
const answerSchema = z.looseObject({
  data: z.unknown(),
  errors: z.array(z.looseObject({ type: z.string().optional(), message: z.string().optional() })).optional(),
})

/** Asks at that path. It refuses in two ways: with a status, and with an error in what looks like an answer. */
export function graphQlAsker(ask: AskApi, path: string): AskGraphQl {
  return async (query, variables) => {
    try {
      const answer = readAnswer('GitHub', answerSchema, await send(ask, 'POST', path, { query, variables }))
      const [error] = answer.errors ?? []
      if (!error) return answer.data ?? undefined
      if (NOT_ALLOWED.has(error.type)) return undefined
      throw new WatchfloorFault('unavailable', `GitHub: ${error.message?.slice(0, MOST_WORDS) ?? 'no answer'}`)
    } catch (thrown) {
      if (!mayNot(thrown)) throw thrown
      return undefined
    }
  }
}

const MOST_WORDS = 200
const MOST_PAGES = 30

const THREADS = `query ($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviewThreads(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id isResolved resolvedBy { login } comments(first: 1) { nodes { fullDatabaseId } } }
      }
    }
  }
}`

const RESOLVE = `mutation ($thread: ID!) {
  resolveReviewThread(input: { threadId: $thread }) { thread { id isResolved } }
}`

const threadsSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      reviewThreads: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(
          z
            .object({
              id: z.string(),
              isResolved: z.boolean(),
              resolvedBy: z.object({ login: z.string() }).nullable(),
              comments: z.object({ nodes: z.array(z.object({ fullDatabaseId: z.coerce.number() }).nullable()) }),
            })
            .nullable(),
        ),
      }),
    }),
  }),
})

/** The conversations by the id of their first comment; undefined where the token may not ask GraphQL, or it answers nothing that could be read. */
export async function askThreads(
  ask: AskGraphQl,
  { repository, number }: PullRequestName,
): Promise<ReadonlyMap<number, ReviewThread> | undefined> {
  const [owner, name] = repository.split('/')
  const threads = new Map<number, ReviewThread>()
  for (let page = 0, after: string | null = null; page < MOST_PAGES; page++) {
    const data = await ask(THREADS, { owner, name, number, after })
    const read = threadsSchema.safeParse(data)
    if (!read.success) return undefined
    const { nodes, pageInfo } = read.data.repository.pullRequest.reviewThreads
    for (const thread of nodes) {
      const first = thread?.comments.nodes[0]?.fullDatabaseId
      if (!thread || first === undefined) continue
      threads.set(first, { id: thread.id, isResolved: thread.isResolved, resolvedBy: thread.resolvedBy?.login })
    }
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  return threads
}

/** Resolves a conversation. False where the token may not. */
export async function resolveThread(ask: AskGraphQl, thread: string): Promise<boolean> {
  return (await ask(RESOLVE, { thread })) !== undefined
}
