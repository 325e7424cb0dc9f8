import { LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebClient } from '@slack/web-api'
import { messageOf } from '../../core/fault.ts'
import { isForGood, type Notifier, refusal } from '../../core/notifier.ts'
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
/** What Slack says of a message itself, rather than of the channel or the token: https://docs.slack.dev/reference/methods/chat.postMessage */
const UNFIT: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
])

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
      try {
        const ts = await post(key, shortMessage(notice), attempt)
        if (notice.kind === 'analysis') await post(`${key} details`, threadMessage(notice.analysis), attempt, ts)
      } catch (thrown) {
        throw isUnfit(thrown) ? refusal(`Slack refuses it: ${messageOf(thrown)}`, thrown) : thrown
      }
    },
  }
}

function isUnfit(thrown: unknown): boolean {
  if (thrown instanceof WebAPIPlatformError) return UNFIT.has(thrown.data.error)
  return thrown instanceof WebAPIHTTPError && isForGood(thrown.statusCode)
}
