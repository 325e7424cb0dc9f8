import { AsyncLocalStorage } from 'node:async_hooks'
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js'

/** Bytes of one answer of a server. */
export const MOST_ANSWER = 8 * 1024 * 1024
export const TOO_LARGE = 'its answer is larger than 8 MiB'

const calls = new AsyncLocalStorage<AbortController>()

/** Does one call, and ends it with an error where `boundedFetch` finds its answer too large: the client would wait for the rest of it. */
export function boundedCall<T>(call: (tooLarge: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  return calls.run(controller, () => call(controller.signal))
}

/** What a server says without being asked is not waited for: its stream would have no end, and no bound. */
export const boundedFetch: FetchLike = async (url, init) => {
  if (init?.method === 'GET' && !new Headers(init.headers).has('last-event-id'))
    return new Response(null, { status: 405 })
  const answer = await fetch(url, init)
  if (!answer.body) return answer
  const call = calls.getStore()
  let left = MOST_ANSWER
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.byteLength
      if (left >= 0) return controller.enqueue(chunk)
      const error = new Error(TOO_LARGE)
      call?.abort(error)
      controller.error(error)
    },
  })
  return new Response(answer.body.pipeThrough(counted), answer)
}
