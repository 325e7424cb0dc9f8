import { checks, NOT_FOUND, type Operation, page } from './github-operation.ts'
import type { Me, Pull } from './github-pulls.ts'
import type { CheckedRequest } from './openapi-checks.ts'

const { make } = checks

export interface PostedReview {
  id: number
  by: Me
  commit: string
  body: string
  state: string
}

export interface PostedComment {
  id: number
  by: Me
  review: number
  body: string
  path: string
  line: number
  start?: number
  /** Of the comment that it answers. */
  answers?: number
  /** Set by whoever pushes the lines away. */
  isOutdated?: boolean
  /** Of its conversation. */
  isResolved?: boolean
  resolvedBy?: string
}

/** All that was written, in the order in which it was. */
export interface Posted {
  reviews: PostedReview[]
  comments: PostedComment[]
  statuses: { sha: string; state: string; context: string; description: string }[]
  sarifs: { commit_sha: string; ref: string; sarif: string }[]
}

export function postedNothing(): Posted {
  return { reviews: [], comments: [], statuses: [], sarifs: [] }
}

interface GivenComment {
  path: string
  body: string
  line?: number
  side?: string
  start_line?: number
}
interface GivenReview {
  commit_id?: string
  body?: string
  event?: string
  comments?: GivenComment[]
}

const STATES: Readonly<Record<string, string>> = {
  COMMENT: 'COMMENTED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  APPROVE: 'APPROVED',
}
const PULL = 'https://github.com/acme/shop/pull'
const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm

function refusedFor(message: string) {
  return { status: 422, body: { message: 'Unprocessable Entity', documentation_url: '', errors: [message] } }
}

/** What is said of one pull request, its commits and its code. */
export function reviewOperations(
  pull: Pull | undefined,
  me: Me,
  posted: Posted,
  members: readonly string[] = [],
): Record<string, Operation> {
  const { reviews, comments, statuses, sarifs } = posted
  const by = ({ login, type }: Me) => make('simple-user', { login, type })
  const shownReview = (one: PostedReview) =>
    make('pull-request-review', {
      id: one.id,
      user: by(one.by),
      body: one.body,
      state: one.state,
      commit_id: one.commit,
      html_url: `${PULL}/${pull?.number}#pullrequestreview-${one.id}`,
    })
  const shownComment = (one: PostedComment) =>
    make('pull-request-review-comment', {
      id: one.id,
      user: by(one.by),
      body: one.body,
      path: one.path,
      pull_request_review_id: one.review,
      html_url: `${PULL}/${pull?.number}#discussion_r${one.id}`,
      original_line: one.line,
      ...(!one.isOutdated && { line: one.line }),
      author_association: members.includes(one.by.login) ? 'MEMBER' : 'NONE',
      ...(one.answers !== undefined && { in_reply_to_id: one.answers }),
    })
  const faultOf = ({ commit_id: commit, event, body = '', comments: given = [] }: GivenReview) => {
    if (!pull || (commit !== undefined && commit !== pull.head.sha)) return 'commit_id is not part of the pull request'
    if (event === 'REQUEST_CHANGES' && (pull.author ?? 'jane') === me.login)
      return 'Can not request changes on your own pull request'
    if (body === '' && event !== 'APPROVE') return 'body is missing'
    return given.every((one) => isShown(pull, one))
      ? undefined
      : 'Pull request review thread line must be part of the diff'
  }
  const onReview =
    (change: (review: PostedReview, body: Record<string, unknown>) => void): Operation =>
    ({ params }, body) => {
      const review = reviews.find(({ id }) => id === Number(params.review_id))
      if (!review) return NOT_FOUND
      change(review, body as Record<string, unknown>)
      return { status: 200, body: shownReview(review) }
    }
  const list =
    <T>(all: readonly T[], shown: (one: T) => unknown): Operation =>
    (request: CheckedRequest) => ({ status: 200, body: page(all, request).map(shown) })
  let last = 2_200_000_000
  return {
    'pulls/list-reviews': list(reviews, shownReview),
    'pulls/list-review-comments': list(comments, shownComment),
    'pulls/create-review'(_, body) {
      const given = body as GivenReview
      const fault = faultOf(given)
      if (fault) return refusedFor(fault)
      const state = STATES[given.event ?? ''] ?? 'PENDING'
      const review = { id: ++last, by: me, commit: given.commit_id ?? '', body: given.body ?? '', state }
      reviews.push(review)
      for (const { path, body: text, line = 1, start_line: start } of given.comments ?? [])
        comments.push({ id: ++last, by: me, review: review.id, body: text, path, line, ...(start && { start }) })
      return { status: 200, body: shownReview(review) }
    },
    'pulls/update-review': onReview((review, { body }) => {
      review.body = String(body)
    }),
    'pulls/dismiss-review': onReview((review) => {
      review.state = 'DISMISSED'
    }),
    'pulls/update-review-comment'({ params }, body) {
      const comment = comments.find(({ id }) => id === Number(params.comment_id))
      if (!comment) return NOT_FOUND
      comment.body = String((body as { body: string }).body)
      return { status: 200, body: shownComment(comment) }
    },
    'repos/create-commit-status'({ params }, body) {
      const { state, context = 'default', description = '' } = body as Posted['statuses'][number]
      statuses.push({ sha: params.sha ?? '', state, context, description })
      return { status: 201, body: make('status', { state, context, description }) }
    },
    'code-scanning/upload-sarif'(_, body) {
      sarifs.push(body as Posted['sarifs'][number])
      return { status: 202, body: make('code-scanning-sarifs-receipt', { id: `sarif-${sarifs.length}` }) }
    },
  }
}

/** Whether the diff shows these lines, all of them in one of its parts. */
function isShown({ files }: Pull, { path, line, side, start_line: start = line }: GivenComment): boolean {
  const patch = files.find(({ filename }) => filename === path)?.patch ?? ''
  return Array.from(patch.matchAll(HUNK)).some(([, from = '', count = '1']) => {
    const [first, end] = [Number(from), Number(from) + Number(count) - 1]
    if (line === undefined || start === undefined || side !== 'RIGHT') return false
    return first <= start && line <= end && (start < line || start === line)
  })
}
