import { LogLevel, WebClient } from '@slack/web-api'
import type { Notifier } from '../../core/notifier.ts'
import { type SlackMessage, shortMessage, threadMessage } from './slack-blocks.ts'

export interface SlackOptions {
  /** Of a bot, with `chat:write` and `channels:history`. */
  token: string
  /** Id of the channel. */
  channel: string
  /** Only in tests another than Slack's. */
  url?: string | undefined
}

const EVENT = 'watchfloor_notice'
const TIMEOUT = 10_000
/** Messages among which one that may have arrived is looked for. */
const SEARCHED = 100

/**
 * A short message, and for an analysis the details in its thread. Slack does not tell a message from its repetition: each carries its key as
 * metadata, and whoever tries again looks for it first.
 */
export function slackNotifier({ token, channel, url }: SlackOptions): Notifier {
  const client = new WebClient(token, {
    timeout: TIMEOUT,
    // The outbox tries again; a wait in here would hold up the others.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    allowAbsoluteUrls: false,
    ...(url && { slackApiUrl: url }),
  })

  async function post(key: string, { text, blocks }: SlackMessage, attempt: number, thread?: string): Promise<string> {
    const known = attempt > 1 ? await find(key, thread) : undefined
    if (known !== undefined) return known
    const answer = await client.chat.postMessage({
      channel,
      text,
      blocks,
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: EVENT, event_payload: { key } },
      ...(thread !== undefined && { thread_ts: thread }),
    })
    return answer.ts ?? ''
  }

  async function find(key: string, thread: string | undefined): Promise<string | undefined> {
    const asked = { channel, limit: SEARCHED, include_all_metadata: true }
    const { messages = [] } =
      thread === undefined
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: thread })
    const found = messages.find(
      ({ metadata }) => (metadata?.event_payload as { key?: string } | undefined)?.key === key,
    )
    return found?.ts
  }

  return {
    channel: 'slack',
    wants: () => true,
    async deliver({ key, notice, attempt }) {
      const ts = await post(key, shortMessage(notice), attempt)
      if (notice.kind === 'analysis') await post(`${key} details`, threadMessage(notice.analysis), attempt, ts)
    },
  }
}
