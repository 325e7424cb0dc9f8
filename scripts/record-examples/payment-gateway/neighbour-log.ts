import { STEADY_PODS } from './pods.ts'
import { seededRandom } from './seeded-random.ts'
import { BEGINS, CONFIG_AT, ENDS, FLAG_AT } from './story.ts'
import type { WrittenLine } from './written-line.ts'

const CHATTER: Readonly<Record<string, readonly [string, ...string[]]>> = {
  storefront: ['GET / 200', 'GET /p/:product 200', 'GET /cart 200'],
  catalog: ['GET /v1/products/:id 200', 'GET /v1/search 200'],
  cart: ['GET /v1/carts/:id 200', 'PUT /v1/carts/:id/items 200'],
  'fraud-check': ['POST /v1/scores 200'],
  notification: ['order confirmation handed to mail relay'],
  'ledger-db': ['checkpoint complete'],
}

/** What the services that are well write: a line now and then, and what belongs to the two harmless changes. */
export function neighbourLines(): Map<string, WrittenLine[]> {
  const random = seededRandom(5)
  const lines = new Map<string, WrittenLine[]>()
  for (const [service, messages] of Object.entries(CHATTER)) {
    const pods = STEADY_PODS.filter((pod) => pod.service === service).map(({ name }) => name)
    const own: WrittenLine[] = []
    for (let at = BEGINS; at < ENDS; at += random.between(10, 50)) {
      const durationMs = Math.round(random.between(4, 38))
      const [first = '', ...others] = pods
      own.push({
        at,
        service,
        pod: random.pick([first, ...others]),
        level: 'info',
        message: random.pick(messages),
        durationMs,
      })
    }
    lines.set(service, own)
  }
  lines.get('storefront')?.push({
    at: FLAG_AT + 3,
    service: 'storefront',
    pod: 'storefront-5c9d8b7f6d-6bt9r',
    level: 'info',
    message: 'feature flag address-autocomplete is now on',
  })
  lines.get('notification')?.push({
    at: CONFIG_AT + 41,
    service: 'notification',
    pod: 'notification-77f8d6c4b9-n5d7h',
    level: 'info',
    message: 'configuration reloaded: mail.retry.attempts 3 -> 5',
  })
  return lines
}
