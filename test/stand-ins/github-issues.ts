import { checks, NOT_FOUND, type Operation, page } from './github-operation.ts'
import type { CheckedRequest } from './openapi-checks.ts'

const { make } = checks

export interface Issue {
  number: number
  title: string
  body: string
  state: string
  labels: string[]
  comments: string[]
}

export function issueOperations(issues: Issue[]): Record<string, Operation> {
  const shown = ({ number, title, body, state, labels, comments }: Issue) =>
    make('issue', {
      number,
      title,
      body,
      state,
      labels: labels.map((name) => ({ name })),
      comments: comments.length,
      html_url: `https://github.com/acme/shop/issues/${number}`,
    })
  const commented = (body: string, place: number) => make('issue-comment', { id: place + 1, body })
  const on =
    (
      change: (issue: Issue, body: Record<string, unknown>, request: CheckedRequest) => ReturnType<Operation>,
    ): Operation =>
    (request, body) => {
      const issue = issues.find(({ number }) => number === Number(request.params.issue_number))
      return issue ? change(issue, body as Record<string, unknown>, request) : NOT_FOUND
    }
  return {
    'issues/list-for-repo': (request) => {
      const { state = 'open', labels } = request.query
      const found = issues
        .filter((one) => state === 'all' || one.state === state)
        .filter((one) => labels === undefined || labels.split(',').every((label) => one.labels.includes(label)))
        .toSorted((a, b) => b.number - a.number)
      return { status: 200, body: page(found, request).map(shown) }
    },
    'issues/create': (_, given) => {
      const { title, body = '', labels = [] } = given as { title: string; body?: string; labels?: string[] }
      const issue: Issue = { number: issues.length + 1, title, body, state: 'open', labels, comments: [] }
      issues.push(issue)
      return { status: 201, body: shown(issue) }
    },
    'issues/update': on((issue, given) => {
      Object.assign(issue, Object.fromEntries(Object.entries(given).filter(([key]) => key in issue)))
      return { status: 200, body: shown(issue) }
    }),
    'issues/list-comments': on((issue, _, request) => ({
      status: 200,
      body: page(issue.comments.map(commented), request),
    })),
    'issues/create-comment': on((issue, given) => {
      issue.comments.push(String(given.body))
      return { status: 201, body: commented(String(given.body), issue.comments.length - 1) }
    }),
  }
}
