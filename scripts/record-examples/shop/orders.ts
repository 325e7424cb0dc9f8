import { callService } from './call-service.ts'
import { openPool, poolGauges, queryOnce } from './database.ts'
import { runService, type ServiceSettings } from './run-service.ts'
import { ServiceError } from './service-error.ts'
import type { Reply, ServiceParts, ServiceRequest } from './start-service.ts'

const POOL_SIZE = 10
const TIMEOUT_MILLISECONDS = 3000

interface Order {
  id: string
  sku: string
  total_cents: number
  status: string
}

await runService('orders', (settings) => {
  const pool = openPool('orders', settings.databasePort, settings.poolSize ?? POOL_SIZE)
  const setStatus = (request: ServiceRequest, id: string, status: string) =>
    queryOnce(request.trace, pool, 'UPDATE orders SET status = $2 WHERE id = $1', [id, status])

  const place = async (request: ServiceRequest, parts: ServiceParts): Promise<Reply> => {
    const { sku, quantity, card } = request.body
    const reserved = await post(settings, request, parts, 'inventory', '/reservations', { sku, quantity })
    if (reserved.status === 409) return { status: 409, body: { error: 'out of stock' } }
    const [order] = await queryOnce<Order>(
      request.trace,
      pool,
      "INSERT INTO orders (sku, quantity, total_cents, status) VALUES ($1, $2, $3, 'pending') RETURNING id, sku, total_cents, status",
      [sku, quantity, reserved.body.totalCents],
    )
    if (!order) throw new Error('no order was written')
    const charge = { orderId: order.id, amountCents: order.total_cents, card }
    const paid = await post(settings, request, parts, 'payments', '/payments', charge)
    await setStatus(request, order.id, paid.status === 402 ? 'declined' : 'paid')
    return { status: paid.status === 402 ? 402 : 201, body: { id: order.id, totalCents: order.total_cents } }
  }

  const show = async (request: ServiceRequest, parts: ServiceParts): Promise<Reply> => {
    const id = request.params.id ?? ''
    const [order] = await queryOnce<Order>(
      request.trace,
      pool,
      'SELECT id, sku, total_cents, status FROM orders WHERE id = $1',
      [id],
    )
    if (!order) throw new ServiceError(404, 'no such order')
    const payment = await callService(request.trace, parts.metrics, {
      ...target(settings, 'payments'),
      method: 'GET',
      path: `/payments/${id}`,
      route: '/payments/:orderId',
    })
    return { status: 200, body: { ...order, payment: payment.body } }
  }

  return {
    routes: { 'POST /orders': place, 'GET /orders/:id': show },
    gauges: () => poolGauges(pool),
    close: () => pool.end(),
  }
})

function post(
  settings: ServiceSettings,
  request: ServiceRequest,
  parts: ServiceParts,
  service: string,
  path: string,
  body: unknown,
) {
  return callService(request.trace, parts.metrics, {
    ...target(settings, service),
    method: 'POST',
    path,
    route: path,
    body,
  })
}

function target(settings: ServiceSettings, destination: string) {
  return { destination, address: settings.addressOf(destination), timeoutMilliseconds: TIMEOUT_MILLISECONDS }
}
