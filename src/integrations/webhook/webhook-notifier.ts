import { createHmac } from 'node:crypto'
import { isForGood, type Notice, type Notifier, refusal } from '../../core/notifier.ts'

export interface WebhookOptions {
  url: string
  /** For the signature; without one, none is sent. */
  secret?: string | undefined
  clock?: () => number
}

const TIMEOUT = 10_000

/**
 * Posts every notice as JSON. `idempotency-key` is the same however often it is sent; `x-watchfloor-signature` is `t=SECONDS,v1=HEX`, an HMAC-SHA256 of
 * `SECONDS.BODY`.
 */
export function webhookNotifier({ url, secret, clock = Date.now }: WebhookOptions): Notifier {
  return {
    channel: 'webhook',
    wants: () => true,
    async deliver({ key, notice, signal }) {
      const body = JSON.stringify(bodyOf(notice))
      const seconds = Math.floor(clock() / 1_000)
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(secret && {
            'x-watchfloor-signature': `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
          }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      })
      await response.body?.cancel()
      if (response.ok) return
      const why = `The webhook answered ${response.status}`
      throw isForGood(response.status) ? refusal(why) : new Error(why)
    },
  }
}

/** The analysis without what only a page needs. */
function bodyOf(notice: Notice): object {
  if (notice.kind !== 'analysis') return notice
  const { plots: _, callGraph: __, ...analysis } = notice.analysis
  return { ...notice, analysis }
}
