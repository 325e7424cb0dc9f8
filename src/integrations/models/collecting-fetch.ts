import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** Bytes of one answer: far more than any model writes. */
const MOST = 64 * 1024 * 1024

/**
 * `fetch` for the packages of the providers: an answer is collected to its end before it is handed on, since nobody here reads along. It is still
 * streamed on the wire, so that a slow answer keeps its connection; a stream that is cut rejects, and never looks whole. A third of the work of a call
 * is saved: each event of a stream costs its way through four streams of the web kind. Redirects are not followed.
 */
export const collectingFetch: typeof fetch = async (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input)
  const { method = 'GET', body, signal } = init
  if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError('Only text and bytes can be sent.')
  signal?.throwIfAborted()
  try {
    const response = await answerOf(url, method, headersOf(init.headers), body ?? undefined, signal ?? undefined)
    const { statusCode = 0, statusMessage = '', headers } = response
    const bytes = await collected(response)
    const flat = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    )
    const isEmpty = statusCode === 204 || statusCode === 304
    return new Response(isEmpty ? null : bytes, { status: statusCode, statusText: statusMessage, headers: flat })
  } catch (cause) {
    signal?.throwIfAborted()
    // As `fetch` says it: the packages know it by that.
    throw new TypeError('fetch failed', { cause })
  }
}

function headersOf(headers: HeadersInit | undefined): Record<string, string> {
  if (headers === undefined) return {}
  return headers instanceof Headers || Array.isArray(headers) ? Object.fromEntries(headers) : { ...headers }
}

function answerOf(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body: string | Uint8Array | undefined,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      { method, headers, ...(signal && { signal }) },
      resolve,
    )
    request.once('error', reject)
    request.end(body)
  })
}

async function collected(response: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let bytes = 0
  await new Promise<void>((resolve, reject) => {
    response.on('data', (part: Buffer) => {
      bytes += part.byteLength
      if (bytes > MOST) response.destroy(new Error('the answer is larger than 64 MB'))
      parts.push(part)
    })
    response.once('error', reject)
    response.once('close', () => (response.complete ? resolve() : reject(new Error('the answer was cut off'))))
  })
  return Buffer.concat(parts)
}
