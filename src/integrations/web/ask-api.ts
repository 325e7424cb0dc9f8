import { messageOf, WatchfloorFault } from '../../core/fault.ts'

export interface ApiOptions {
  /** Of the outside system, for people. */
  name: string
  /** Without the path that all requests share. A name and password in it are sent as basic authentication. */
  url: string
  headers?: Readonly<Record<string, string>>
  /** What to look at where it does not answer. */
  hint: string
  /** Milliseconds for one answer. */
  timeout?: number
  /** Why it refused, where that is better said than by the status and the words in the body. */
  explain?: (response: Response, text: string) => string | undefined
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string
}

/** Asks a JSON API that somebody has configured; null where it answers nothing. Rejects with a fault `unavailable` that names it and says why. */
export type AskApi = (path: string, request?: ApiRequest) => Promise<unknown>

const TIMEOUT = 20_000
const MOST_BYTES = 64 * 1024 * 1024
const MOST_WORDS = 200

export function apiAsker(
  { name, url, headers, hint, timeout = TIMEOUT, explain }: ApiOptions,
  signal: AbortSignal,
): AskApi {
  const { base, authorization } = splitCredentials(url)
  return async (path, request = {}) => {
    const late = AbortSignal.timeout(timeout)
    try {
      const response = await fetch(`${base}${path}`, {
        method: request.method ?? 'GET',
        headers: { accept: 'application/json', ...authorization, ...headers, ...request.headers },
        ...(request.body !== undefined && { body: request.body }),
        // Where it sends us is somewhere that nobody configured.
        redirect: 'error',
        signal: AbortSignal.any([signal, late]),
      })
      const text = await bounded(response)
      if (!response.ok)
        throw Object.assign(
          new Error(explain?.(response, text) ?? `${response.status} ${wordsOf(text).slice(0, MOST_WORDS)}`.trim()),
          { status: response.status },
        )
      return text === '' ? null : JSON.parse(text)
    } catch (cause) {
      signal.throwIfAborted()
      const why = late.aborted ? `no answer within ${timeout / 1_000} s` : reasonOf(cause)
      throw new WatchfloorFault('unavailable', `${name}: ${why}`, { cause, hint })
    }
  }
}

/** The HTTP status with which an API refused; undefined where it did not answer at all. */
export function refusedWith(thrown: unknown): number | undefined {
  const cause = thrown instanceof Error ? thrown.cause : undefined
  return cause instanceof Error && 'status' in cause ? Number(cause.status) : undefined
}

/** `fetch` takes no address with a name and password in it. */
function splitCredentials(address: string): { base: string; authorization?: { authorization: string } } {
  const url = URL.parse(address)
  if (!url || (url.username === '' && url.password === '')) return { base: address.replace(/\/+$/, '') }
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  return {
    base: url.href.replace(/\/+$/, ''),
    authorization: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
  }
}

/** The sentence in the body of a refusal, wherever the API at hand puts it; the body where it is none that is known. */
function wordsOf(body: string): string {
  try {
    const { error, message, errors } = JSON.parse(body) as Record<string, unknown>
    const [first] = Array.isArray(errors) ? errors : []
    const found = [(error as { reason?: unknown } | null)?.reason, error, message, (first as { msg?: unknown })?.msg]
    return found.find((words): words is string => typeof words === 'string' && words !== '') ?? body
  } catch {
    return body
  }
}

/** Why a request failed lies in what caused it: `fetch failed` says nothing. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause.message : messageOf(thrown)
}

async function bounded(response: Response): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > MOST_BYTES) throw new Error('the answer is larger than 64 MB')
    parts.push(Buffer.from(part))
  }
  return Buffer.concat(parts).toString('utf8')
}
