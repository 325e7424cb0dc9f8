import { setTimeout as sleep } from 'node:timers/promises'
import { WatchfloorFault } from '../../core/fault.ts'
import { type ApiRequest, type AskApi, apiAsker, refusedWith } from '../web/ask-api.ts'

export interface GitHubOptions {
  /** Without one only what is public can be read, and little of it. */
  token?: string | undefined
  /** Without a slash at its end; of GitHub Enterprise Server it ends in `/api/v3`. */
  url?: string | undefined
  clock?: () => number
  /** Milliseconds that one request may wait until a limit is over, rather than be rejected. None where not given. */
  patience?: number
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

const PUBLIC = 'https://api.github.com'
const VERSION = '2022-11-28'
const TOO_MANY = 'too many requests'
const HINT = 'Is WATCHFLOOR_GITHUB_TOKEN right, and may it do that there?'
/** Where a limit does not say how long it holds, GitHub asks for this. Milliseconds. */
const LIMITED = 60_000

/**
 * Asks GitHub's REST API. Where GitHub says that it was asked too much, the rejection says until when, and nothing is sent before that:
 * whoever goes on all the same may be shut out. With patience it waits that long and asks again: what was limited was not done.
 */
export function githubAsker({
  token,
  url = PUBLIC,
  clock = Date.now,
  patience = 0,
  wait = waitFor,
}: GitHubOptions): (signal: AbortSignal) => AskApi {
  let openAgain = 0
  const limited = () => `${TOO_MANY}; it answers again at ${new Date(openAgain).toISOString()}`
  const explain = (response: Response, text: string): string | undefined => {
    const until = limitedUntil(response, text, clock())
    if (until === undefined) return EXPLAINED[response.status] ?? `${response.status} ${messageIn(text)}`.trim()
    openAgain = until
    return limited()
  }
  const headers = {
    accept: 'application/vnd.github+json',
    ...(token && { authorization: `Bearer ${token}` }),
    'user-agent': 'watchfloor',
    'x-github-api-version': VERSION,
  }
  return (signal) => {
    const ask = apiAsker({ name: 'GitHub', url, headers, hint: HINT, explain }, signal)
    const askOnce: AskApi = async (path, request) => {
      if (clock() < openAgain) throw new WatchfloorFault('unavailable', `GitHub: ${limited()}`, { hint: HINT })
      return ask(path, request)
    }
    return async (path, request) => {
      for (let left = patience; ; ) {
        try {
          return await askOnce(path, request)
        } catch (thrown) {
          const pause = openAgain - clock()
          if (pause <= 0 || pause > left) throw thrown
          left -= Math.max(pause, LEAST_PAUSE)
          await wait(pause, signal)
        }
      }
    }
  }
}

/** Milliseconds: whoever is told to wait for nothing, again and again, comes to the end of his patience too. */
const LEAST_PAUSE = 1_000

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal })
}

const EXPLAINED: Readonly<Record<number, string>> = {
  401: 'the token is not valid, or no longer',
  404: 'there is no such thing, or the token may not see it',
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api: milliseconds since the epoch; undefined where it is no matter of how often. */
function limitedUntil({ status, headers }: Response, text: string, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (seconds >= 0) return now + seconds * 1_000
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN)
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0) return Math.max(now, reset * 1_000)
  return status === 429 || /rate limit/i.test(text) ? now + LIMITED : undefined
}

const LONGEST = 200

function messageIn(text: string): string {
  try {
    const { message, errors } = JSON.parse(text) as { message?: unknown; errors?: unknown }
    const words = [message, ...(Array.isArray(errors) ? errors.map(wordsOfError) : [])]
    return words
      .filter((one) => typeof one === 'string' && one !== '')
      .join('; ')
      .slice(0, LONGEST)
  } catch {
    return text.slice(0, LONGEST)
  }
}

function wordsOfError(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'message' in error ? error.message : error
}

/** Whether it was rejected because GitHub was asked too often, and nothing was done. */
export function isLimited(thrown: unknown): boolean {
  return thrown instanceof WatchfloorFault && thrown.message.startsWith(`GitHub: ${TOO_MANY}`)
}

/** Whether GitHub says that we may not, or that there is no such thing: it does not tell these apart. */
export function mayNot(thrown: unknown): boolean {
  const status = refusedWith(thrown)
  return !isLimited(thrown) && (status === 403 || status === 404)
}

/** Sends something as JSON. */
export function send(
  ask: AskApi,
  method: NonNullable<ApiRequest['method']>,
  path: string,
  body: object,
): Promise<unknown> {
  return ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

const REST_OF_SERVER = /\/api\/v3\/?$/

/** Where GraphQL lies, seen from the REST API: of GitHub Enterprise Server beside it, not below. */
export function graphQlPath(url: string = PUBLIC): string {
  return REST_OF_SERVER.test(url) ? '/../graphql' : '/graphql'
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}$/

/** `/repos/OWNER/NAME`. Throws a fault `usage` for what is no name of a repository. */
export function repositoryPath(name: string): string {
  if (!NAME.test(name) || /\/\.{1,2}$/.test(name))
    throw new WatchfloorFault('usage', `"${name}" is no name of a repository on GitHub.`, {
      hint: 'Such as owner/name.',
    })
  return `/repos/${name}`
}

export const PAGE = 100

/** The pages of a list, one after the other, until one is not full. */
export async function* pagesOf(
  ask: AskApi,
  path: string,
  query: Readonly<Record<string, string>>,
  most: number,
): AsyncGenerator<unknown[]> {
  for (let page = 1; page <= most; page++) {
    const answer = await ask(`${path}?${new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) })}`)
    if (!Array.isArray(answer)) throw new WatchfloorFault('unavailable', 'GitHub: a list was expected', { hint: HINT })
    yield answer
    if (answer.length < PAGE) return
  }
}
