import { z } from 'zod'
import type { AskApi } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { mayNot, pagesOf } from './github-api.ts'
import { keyIn } from './issue-text.ts'
import { type PullRequestName, pullPath } from './pull-request.ts'
import { type AskGraphQl, askThreads, type ReviewThread } from './review-threads.ts'

export interface OwnReview {
  id: number
  url: string
  body: string
  state: string
  /** Of what it was told: the head and the content; undefined where another one stands in its place. */
  key: string | undefined
}

export interface OwnComment {
  id: number
  url: string
  body: string
  fingerprint: string
  path: string
  /** The lines that it was about are not in the diff any more. */
  isOutdated: boolean
  /** The head as of which we have said ourselves that it is over. */
  overSince: string | undefined
  replies: readonly Reply[]
  /** Undefined where GitHub does not say. */
  thread: ReviewThread | undefined
}

export interface Reply {
  login: string
  body: string
  /** How GitHub relates its author to the repository. */
  association: string
}

/** What earlier runs have said of a pull request, and what became of it. In the order in which it was written. */
export interface OwnReviews {
  reviews: readonly OwnReview[]
  comments: readonly OwnComment[]
}

export type IsOwn = (user: { login: string; type?: string | undefined } | null | undefined) => boolean

const MOST_PAGES = 30
const userSchema = z.looseObject({ login: z.string(), type: z.string().optional() })
const reviewSchema = z.looseObject({
  id: z.number(),
  user: userSchema.nullish(),
  body: z.string().nullish(),
  state: z.string(),
  html_url: z.string(),
})
const commentSchema = z.looseObject({
  id: z.number(),
  user: userSchema.nullish(),
  body: z.string(),
  path: z.string(),
  line: z.number().nullish(),
  in_reply_to_id: z.number().nullish(),
  html_url: z.string(),
  author_association: z.string(),
})
type ListedComment = z.infer<typeof commentSchema>

/** The mark by which a review is known as one of ours. */
export const REVIEW_MARK = '<!-- watchfloor-review -->'

/** What stands of us on a pull request. What bears our marks and is not by us is not ours. */
export async function readOwnReviews(
  ask: AskApi,
  graphQl: AskGraphQl,
  name: PullRequestName,
  isOwn: IsOwn,
): Promise<OwnReviews> {
  const reviews = await all(ask, `${pullPath(name)}/reviews`, reviewSchema)
  const own = reviews.flatMap(({ id, user, body, state, html_url: url }) =>
    isOwn(user) && body?.startsWith(REVIEW_MARK) ? [{ id, url, body, state, key: keyIn('review', body) }] : [],
  )
  // Without a review there is no comment of one.
  const comments = own.length > 0 ? await readComments(ask, graphQl, name, isOwn) : []
  return { reviews: own, comments }
}

async function readComments(
  ask: AskApi,
  graphQl: AskGraphQl,
  name: PullRequestName,
  isOwn: IsOwn,
): Promise<OwnComment[]> {
  const listed = await all(ask, `${pullPath(name)}/comments`, commentSchema)
  const first = listed.filter(
    ({ user, body, in_reply_to_id: before }) => !before && isOwn(user) && keyIn('finding', body),
  )
  const threads = first.length > 0 ? await askThreads(graphQl, name) : undefined
  const replies = Map.groupBy(listed, (one) => one.in_reply_to_id ?? undefined)
  return first.map((one) => ({
    id: one.id,
    url: one.html_url,
    body: one.body,
    fingerprint: keyIn('finding', one.body) ?? '',
    path: one.path,
    isOutdated: typeof one.line !== 'number',
    overSince: keyIn('over', one.body),
    replies: (replies.get(one.id) ?? []).filter(({ user }) => !isOwn(user)).map(replyOf),
    thread: threads?.get(one.id),
  }))
}

function replyOf({ user, body, author_association: association }: ListedComment): Reply {
  return { login: user?.login ?? '', body, association }
}

async function all<T>(ask: AskApi, path: string, schema: z.ZodType<T>): Promise<T[]> {
  const found: T[] = []
  for await (const page of pagesOf(ask, path, {}, MOST_PAGES))
    found.push(...readAnswer('GitHub', z.array(schema), page))
  return found
}

/**
 * Tells who we are. A token of an app may not ask that: then ours is what an app has written, which nobody can forge who has not
 * installed one in the repository.
 */
export async function recogniseOwn(ask: AskApi, author?: string): Promise<IsOwn> {
  const login = author ?? (await askLogin(ask))
  return login === undefined ? (user) => user?.type === 'Bot' : (user) => user?.login === login
}

async function askLogin(ask: AskApi): Promise<string | undefined> {
  try {
    return readAnswer('GitHub', userSchema, await ask('/user')).login
  } catch (thrown) {
    if (!mayNot(thrown)) throw thrown
    return undefined
  }
}
