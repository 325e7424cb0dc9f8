import { setTimeout as delay } from 'node:timers/promises'

export interface Load {
  stop(): Promise<void>
  /** What shoppers saw. */
  sent(): { requests: number; failed: number }
}

export interface LoadOptions {
  address: string
  requestsPerSecond: number
  products: readonly string[]
  /** Share of orders paid with a card that the card network declines, 0 to 1. */
  declined: number
}

/** Shoppers who arrive independently of each other (exponential gaps): half look at products, the others order or look at an order. */
export function generateLoad(options: LoadOptions): Load {
  let running = true
  const counts = { requests: 0, failed: 0 }
  const orders: string[] = []
  const shop = async () => {
    counts.requests++
    const status = await visit(options, orders)
    if (status >= 500) counts.failed++
  }
  const loop = (async () => {
    while (running) {
      await delay((-Math.log(1 - Math.random()) * 1000) / options.requestsPerSecond)
      void shop().catch(() => counts.failed++)
    }
  })()
  return {
    sent: () => ({ ...counts }),
    async stop() {
      running = false
      await loop
    },
  }
}

async function visit(options: LoadOptions, orders: string[]): Promise<number> {
  const sku = pick(options.products) ?? ''
  const turn = Math.random()
  const known = pick(orders)
  if (turn < 0.5 || (turn >= 0.8 && !known)) return (await send(options, `/api/products/${sku}`)).status
  if (turn >= 0.8) return (await send(options, `/api/orders/${known}`)).status
  const card = Math.random() < options.declined ? '4000000000000002' : '4242424242424242'
  const answer = await send(options, '/api/orders', { sku, quantity: 1 + Math.floor(Math.random() * 3), card })
  if (answer.status === 201) remember(orders, String(answer.body.id))
  return answer.status
}

async function send({ address }: LoadOptions, path: string, body?: unknown) {
  const response = await fetch(`${address}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', connection: 'close' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

function remember(orders: string[], id: string): void {
  orders.push(id)
  if (orders.length > 200) orders.shift()
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)]
}
