import { randomUUID } from 'node:crypto'
import type { Bus, RequestOptions, RequestOutcome, Subscription } from '../core/bus.ts'
import type { Message, MessageOf } from '../core/message.ts'

/** Requests over any bus: one topic for the answers of this process, told apart by correlation id. */
export function requester(bus: Pick<Bus, 'publish' | 'subscribe'>) {
  const replies = `replies.${randomUUID()}`
  const waiting = new Map<string, (response: MessageOf<'response'>) => void>()
  let listening: Promise<Subscription> | undefined

  return {
    async request(
      topic: string,
      request: MessageOf<'request'>,
      { timeoutMilliseconds, signal }: RequestOptions,
    ): Promise<RequestOutcome> {
      signal?.throwIfAborted()
      listening ??= bus.subscribe(replies, (message) => {
        // A second answer finds nobody.
        if (message.type === 'response') waiting.get(message.correlationId ?? '')?.(message)
      })
      await listening
      let timer: NodeJS.Timeout | undefined
      let abort: (() => void) | undefined
      try {
        const answer = new Promise<RequestOutcome>((resolve, reject) => {
          waiting.set(request.id, (response) => resolve({ status: 'answered', response }))
          timer = setTimeout(() => resolve({ status: 'timed-out' }), timeoutMilliseconds)
          abort = () => reject(signal?.reason)
          signal?.addEventListener('abort', abort, { once: true })
        })
        // Whichever is first: a bus that cannot keep the request may also be one that does not say so in time.
        return await Promise.race([answer, bus.publish(topic, { ...request, replyTo: replies }).then(() => answer)])
      } finally {
        waiting.delete(request.id)
        clearTimeout(timer)
        if (abort) signal?.removeEventListener('abort', abort)
      }
    },
    async close(): Promise<void> {
      await (await listening)?.end()
    },
    replies,
  }
}

/** Answers requests on a topic, each once, as one of a group. What `reply` throws is an answer too: that it failed. */
export function answerRequests(
  bus: Pick<Bus, 'publish' | 'subscribe'>,
  topic: string,
  { name, group, concurrency }: { name: string; group: string; concurrency?: number },
  reply: (request: MessageOf<'request'>) => Promise<unknown>,
): Promise<Subscription> {
  return bus.subscribe(
    topic,
    async (message) => {
      if (message.type !== 'request' || message.replyTo === undefined) return
      await bus.publish(message.replyTo, await answerTo(message, name, reply))
    },
    { group, ...(concurrency !== undefined && { concurrency }) },
  )
}

async function answerTo(
  request: MessageOf<'request'>,
  from: string,
  reply: (request: MessageOf<'request'>) => Promise<unknown>,
): Promise<Message> {
  const about = {
    id: randomUUID(),
    version: 1,
    from,
    at: Date.now(),
    correlationId: request.id,
    hops: request.hops + 1,
  } as const
  const priority = request.priority
  try {
    return { ...about, priority, type: 'response', body: { status: 'answered', data: await reply(request), note: '' } }
  } catch (thrown) {
    const note = thrown instanceof Error ? thrown.message : String(thrown)
    return { ...about, priority, type: 'response', body: { status: 'failed', note } }
  }
}
