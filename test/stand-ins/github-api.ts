import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CheckedRequest, openApiChecks } from './openapi-checks.ts'

/** What is in the repository before anybody asks. Times are ISO 8601. */
export interface Repository {
  commits?: readonly { sha: string; at: string; message: string; author?: string; files?: readonly string[] }[]
  pulls?: readonly { number: number; title: string; merged?: string; updated: string; sha?: string }[]
  releases?: readonly { tag: string; published: string | null }[]
  /** Newest first. */
  deployments?: readonly { id: number; sha: string; ref: string; environment: string; at: string }[]
}

export interface Issue {
  number: number
  title: string
  body: string
  state: string
  labels: string[]
  comments: string[]
}

/** `refuse`: nothing is done. `lose`: it is done and its answer is lost. */
export type Misbehaviour = 'refuse' | 'lose' | { status: number; headers?: Record<string, string>; message: string }

export interface GitHubStandIn {
  url: string
  /** The id of the operation of every request, such as `issues/create`. */
  requests: string[]
  issues: Issue[]
  /** Requests and answers that do not fit GitHub's published description. */
  violations: string[]
  /** Rejects where there were violations. */
  close(): Promise<void>
}

/** Schemas are compiled once for all stand-ins. */
const checks = openApiChecks('test/stand-ins/github-schema.json')
const { make } = checks

export const TOKEN = 'ghp_stand-in'
const NAME = { owner: 'acme', repo: 'shop' }
/** Entries of one page, where nothing is asked for. */
const PAGE = 30

/**
 * A stand-in for GitHub's REST API over one repository, `acme/shop`, in memory. Every request and every answer is checked against GitHub's published
 * description (`github-schema.json`). What it does not know by itself, such as who may do what, is not there.
 */
export async function githubApi(
  repository: Repository = {},
  misbehave: (operation: string, number: number) => Misbehaviour | undefined = () => undefined,
): Promise<GitHubStandIn> {
  const issues: Issue[] = []
  const requests: string[] = []
  const violations: string[] = []
  const operations = { ...readings(repository), ...issueOperations(issues) }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const checked = checks.request(request.method ?? '', request.url ?? '', body)
    const { id, params } = checked
    const what = `${request.method} ${request.url}`
    violations.push(...[...checked.faults, ...headerFaults(request.headers)].map((fault) => `${what}: ${fault}`))
    requests.push(id ?? what)
    const trouble = misbehave(id ?? what, requests.length)
    const answer = (status: number, value: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(value === undefined ? '' : JSON.stringify(value))
    }
    if (trouble === 'refuse') return answer(500, { message: 'Server Error' })
    if (typeof trouble === 'object') return answer(trouble.status, { message: trouble.message }, trouble.headers)
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { message: 'Bad credentials' })
    const operation = id === undefined ? undefined : operations[id]
    if (id === undefined || operation === undefined || params.owner !== NAME.owner || params.repo !== NAME.repo)
      return answer(404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' })
    const done = operation(checked, body)
    violations.push(...checks.answer(id, done.status, done.body).map((fault) => `${what}: ${fault}`))
    if (trouble === 'lose') return request.socket.destroy()
    answer(done.status, done.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    issues,
    violations,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (violations.length > 0) throw new Error(`Not as GitHub describes it:\n${violations.join('\n')}`)
    },
  }
}

type Operation = (request: CheckedRequest, body: unknown) => { status: number; body: unknown }

/** https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#headers */
function headerFaults(headers: IncomingHttpHeaders): string[] {
  return ['user-agent', 'x-github-api-version', 'authorization']
    .filter((name) => !headers[name])
    .map((name) => `no ${name}`)
}

function page<T>(all: readonly T[], { query }: CheckedRequest): T[] {
  const size = Number(query.per_page ?? PAGE)
  const from = (Number(query.page ?? 1) - 1) * size
  return all.slice(from, from + size)
}

function readings(repository: Repository): Record<string, Operation> {
  const { commits = [], pulls = [], releases = [], deployments = [] } = repository
  const user = (login: string) => make('simple-user', { login })
  const asCommit = ({ sha, at, message, author = 'jane' }: (typeof commits)[number]) => {
    const by = { name: author, email: 'jane@example.org', date: at }
    const plain = make('commit', {})
    return {
      ...plain,
      sha,
      html_url: `https://github.com/acme/shop/commit/${sha}`,
      author: user(author),
      committer: user(author),
      commit: { ...(plain.commit as object), message, author: by, committer: by },
    }
  }
  return {
    'repos/list-commits': (request) => {
      const { since = '', until = '9' } = request.query
      const [from, to] = [Date.parse(since), Date.parse(until)]
      const found = commits.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to)
      return { status: 200, body: page(found, request).map(asCommit) }
    },
    'repos/get-commit': ({ params }) => {
      const one = commits.find(({ sha }) => sha === params.ref)
      if (!one) return { status: 422, body: { message: 'No commit found', documentation_url: '' } }
      const files = (one.files ?? []).map((filename) =>
        make('diff-entry', { filename, sha: one.sha, status: 'modified', additions: 1, deletions: 0, changes: 1 }),
      )
      return { status: 200, body: { ...asCommit(one), files } }
    },
    'pulls/list': (request) => {
      const sorted = pulls.toSorted((a, b) => Date.parse(b.updated) - Date.parse(a.updated))
      const body = page(sorted, request).map(({ number, title, merged = null, updated, sha = null }) =>
        make('pull-request-simple', {
          number,
          title,
          state: 'closed',
          user: user('jane'),
          merged_at: merged,
          closed_at: merged,
          updated_at: updated,
          merge_commit_sha: sha,
          html_url: `https://github.com/acme/shop/pull/${number}`,
        }),
      )
      return { status: 200, body }
    },
    'repos/list-releases': (request) => ({
      status: 200,
      body: page(releases, request).map(({ tag, published }) =>
        make('release', {
          tag_name: tag,
          name: tag,
          published_at: published,
          draft: published === null,
          author: user('jane'),
        }),
      ),
    }),
    'repos/list-deployments': (request) => ({
      status: 200,
      body: page(deployments, request).map(({ id, sha, ref, environment, at }) =>
        make('deployment', { id, sha, ref, environment, created_at: at, updated_at: at, creator: user('jane') }),
      ),
    }),
  }
}

function issueOperations(issues: Issue[]): Record<string, Operation> {
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
      return issue
        ? change(issue, body as Record<string, unknown>, request)
        : { status: 404, body: { message: 'Not Found', documentation_url: '' } }
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
