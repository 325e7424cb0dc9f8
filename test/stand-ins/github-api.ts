import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Changes, changeOperations } from './github-changes.ts'
import { type Issue, issueOperations } from './github-issues.ts'
import { type Answered, checks, NOT_FOUND } from './github-operation.ts'
import { type Me, type Pull, pullOperations } from './github-pulls.ts'
import { type Posted, postedNothing, reviewOperations } from './github-reviews.ts'
import { answerThreads } from './github-threads.ts'

/** What is in the repository before anybody asks. Times are ISO 8601. */
export interface Repository extends Changes {
  /** May be changed while it is served, as if somebody had pushed. */
  pull?: Pull
  /** As whom the token writes; of an app it cannot ask who it is. */
  me?: Me
  /** Who else may do what, by login: `admin`, `write`, `read`. */
  permissions?: Readonly<Record<string, string>>
  /** Whether the token may use GraphQL. */
  graphQl?: boolean
}

/** `refuse`: nothing is done. `lose`: it is done and its answer is lost. */
export type Misbehaviour = 'refuse' | 'lose' | { status: number; headers?: Record<string, string>; message: string }

export interface GitHubStandIn extends Posted {
  url: string
  /** The id of the operation of every request, such as `issues/create`. */
  requests: string[]
  issues: Issue[]
  /** Requests and answers that do not fit GitHub's published description. */
  violations: string[]
  /** Rejects where there were violations. */
  close(): Promise<void>
}

export const TOKEN = 'ghp_stand-in'
/** A token that may write nothing. */
export const READ_ONLY = 'ghs_read-only'
const NAME = { owner: 'acme', repo: 'shop' }
const REFUSED: Answered = {
  status: 403,
  body: { message: 'Resource not accessible by integration', documentation_url: '' },
}

/**
 * A stand-in for GitHub's REST API over one repository, `acme/shop`, in memory. Every request and every answer is checked against GitHub's published
 * description (`github-schema.json`, `github-graphql.json`). Without a token it can be read.
 */
export async function githubApi(
  repository: Repository = {},
  misbehave: (operation: string, number: number) => Misbehaviour | undefined = () => undefined,
): Promise<GitHubStandIn> {
  const issues: Issue[] = []
  const requests: string[] = []
  const violations: string[] = []
  const posted = postedNothing()
  const me = repository.me ?? { login: 'watchfloor', type: 'User' }
  const operations = {
    ...changeOperations(repository),
    ...issueOperations(issues),
    ...pullOperations(repository.pull, me, repository.permissions ?? {}),
    ...reviewOperations(repository.pull, me, posted, Object.keys(repository.permissions ?? {})),
  }

  function answerRest(request: IncomingMessage, body: unknown): { id: string; done: Answered } {
    const checked = checks.request(request.method ?? '', request.url ?? '', body)
    const { id, params } = checked
    const what = `${request.method} ${request.url}`
    violations.push(...[...checked.faults, ...headerFaults(request.headers)].map((fault) => `${what}: ${fault}`))
    if (id === undefined) return { id: what, done: NOT_FOUND }
    const operation = operations[id]
    const isHere = id === 'users/get-authenticated' || (params.owner === NAME.owner && params.repo === NAME.repo)
    return { id, done: operation && isHere ? operation(checked, body) : NOT_FOUND }
  }

  function refuses(request: IncomingMessage): Answered | undefined {
    const { authorization } = request.headers
    const isReading = request.method === 'GET'
    if (authorization === `Bearer ${TOKEN}`) return undefined
    if (authorization === `Bearer ${READ_ONLY}`) return isReading && request.url !== '/user' ? undefined : REFUSED
    if (authorization === undefined && isReading && request.url !== '/user') return undefined
    return { status: 401, body: { message: 'Bad credentials', documentation_url: '' } }
  }

  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    const isGraphQl = request.url === '/graphql' && request.method === 'POST'
    const what = isGraphQl ? 'graphql' : (checks.request(request.method ?? '', request.url ?? '', body).id ?? '')
    requests.push(what || `${request.method} ${request.url}`)
    const answer = ({ status, body: value }: Answered, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(value === undefined ? '' : JSON.stringify(value))
    }
    const trouble = misbehave(what, requests.length)
    if (trouble === 'refuse') return answer({ status: 500, body: { message: 'Server Error' } })
    if (typeof trouble === 'object')
      return answer({ status: trouble.status, body: { message: trouble.message } }, trouble.headers)
    const refused = refuses(request)
    if (refused) return answer(refused)
    if (isGraphQl) {
      const done = answerThreads(body, repository.graphQl === false ? undefined : posted.comments)
      violations.push(...done.faults)
      return trouble === 'lose' ? request.socket.destroy() : answer(done)
    }
    const { id, done } = answerRest(request, body)
    violations.push(...checks.answer(id, done.status, done.body).map((fault) => `${id}: ${fault}`))
    if (trouble === 'lose') return request.socket.destroy()
    answer(done)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    issues,
    violations,
    ...posted,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (violations.length > 0) throw new Error(`Not as GitHub describes it:\n${violations.join('\n')}`)
    },
  }
}

/** https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api#headers */
function headerFaults(headers: IncomingHttpHeaders): string[] {
  return ['user-agent', 'x-github-api-version'].filter((name) => !headers[name]).map((name) => `no ${name}`)
}
