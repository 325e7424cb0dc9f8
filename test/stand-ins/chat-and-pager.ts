import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  ChatPostMessageResponse,
  ConversationsHistoryResponse,
  ConversationsRepliesResponse,
} from '@slack/web-api'
import { whyNoEvent } from './pagerduty-event.ts'

export interface Posted {
  path: string
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

/**
 * A stand-in for Slack's Web API (postMessage, history, replies; its answers have the types that Slack publishes), PagerDuty's events (checked against
 * the description that PagerDuty publishes: what does not fit is refused with 400) and anybody's webhook. `misbehave` says what goes wrong with a
 * request: refused, or done and its answer lost.
 */
export async function chatAndPager(
  misbehave: (path: string, number: number) => 'refuse' | 'lose' | undefined = () => undefined,
) {
  const posted: Posted[] = []
  /** Requests that PagerDuty would not have understood. */
  const faults: string[] = []
  const messages: { ts: string; thread_ts?: string; metadata?: unknown; text?: unknown }[] = []
  let count = 0
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const path = request.url ?? ''
    const type = request.headers['content-type'] ?? ''
    const body = (
      type.includes('json') ? JSON.parse(text || '{}') : Object.fromEntries(new URLSearchParams(text))
    ) as Record<string, unknown>
    const trouble = misbehave(path, ++count)
    if (trouble === 'refuse') {
      response.writeHead(500)
      return response.end()
    }
    const wrong = path.endsWith('/enqueue') ? whyNoEvent(body) : undefined
    if (wrong !== undefined) {
      faults.push(wrong)
      response.writeHead(400, { 'content-type': 'application/json' })
      return response.end(JSON.stringify({ status: 'invalid event', message: wrong, errors: [wrong] }))
    }
    posted.push({ path, headers: request.headers, body })
    const parse = (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : value)
    let answer: object = { ok: true }
    const listed = messages.map(({ text: said, metadata, ...message }) => ({
      ...message,
      text: String(said ?? ''),
      metadata: metadata as { event_type?: string; event_payload?: object },
    }))
    if (path.endsWith('chat.postMessage')) {
      const ts = `${messages.length + 1}.000`
      messages.push({
        ts,
        text: body.text,
        metadata: parse(body.metadata),
        ...(body.thread_ts !== undefined && { thread_ts: String(body.thread_ts) }),
      })
      answer = { ok: true, ts, channel: String(body.channel) } satisfies ChatPostMessageResponse
    } else if (path.endsWith('conversations.history'))
      answer = {
        ok: true,
        messages: listed.filter(({ thread_ts }) => thread_ts === undefined),
      } satisfies ConversationsHistoryResponse
    else if (path.endsWith('conversations.replies'))
      answer = {
        ok: true,
        messages: listed.filter(({ ts, thread_ts }) => ts === body.ts || thread_ts === body.ts),
      } satisfies ConversationsRepliesResponse
    if (trouble === 'lose') return request.socket.destroy()
    if (path.endsWith('/enqueue')) answer = { status: 'success', message: 'Event processed', dedup_key: body.dedup_key }
    response.writeHead(path.endsWith('/enqueue') ? 202 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    messages,
    faults,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
