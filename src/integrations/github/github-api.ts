import { WatchfloorFault } from '../../core/fault.ts'
import { type AskApi, apiAsker } from '../web/ask-api.ts'

export interface GitHubOptions {
  token: string
  /** Without a slash at its end; of GitHub Enterprise Server it ends in `/api/v3`. */
  url?: string | undefined
  clock?: () => number
}

const PUBLIC = 'https://api.github.com'
const VERSION = '2022-11-28'
const HINT = 'Is WATCHFLOOR_GITHUB_TOKEN right, and may it do that there?'
/** Where a limit does not say how long it holds, GitHub asks for this. Milliseconds. */
const LIMITED = 60_000

/**
 * Asks GitHub's REST API. Where GitHub says that it was asked too much, the rejection says until when, and nothing is sent before that:
 * whoever goes on all the same may be shut out.
 */
export function githubAsker({ token, url = PUBLIC, clock = Date.now }: GitHubOptions): (signal: AbortSignal) => AskApi {
  let openAgain = 0
  const limited = () => `too many requests; it answers again at ${new Date(openAgain).toISOString()}`
  const explain = (response: Response, text: string): string | undefined => {
    const until = limitedUntil(response, text, clock())
    if (until === undefined) return EXPLAINED[response.status] ?? `${response.status} ${messageIn(text)}`.trim()
    openAgain = until
    return limited()
  }
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'watchfloor',
    'x-github-api-version': VERSION,
  }
  return (signal) => {
    const ask = apiAsker({ name: 'GitHub', url, headers, hint: HINT, explain }, signal)
    return async (path, request) => {
      if (clock() < openAgain) throw new WatchfloorFault('unavailable', `GitHub: ${limited()}`, { hint: HINT })
      return ask(path, request)
    }
  }
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
    const { message } = JSON.parse(text) as { message?: unknown }
    return typeof message === 'string' ? message.slice(0, LONGEST) : ''
  } catch {
    return text.slice(0, LONGEST)
  }
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
