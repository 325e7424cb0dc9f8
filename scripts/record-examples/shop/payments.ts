import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { connect, openPool, poolGauges, query, queryOnce } from './database.ts'
import { runService } from './run-service.ts'
import { ServiceError } from './service-error.ts'
import type { Reply, ServiceRequest } from './start-service.ts'

const POOL_SIZE = 12
/** Stands in for the card network: the card numbers that it declines end like this. */
const DECLINED = '0002'

await runService('payments', ({ databasePort, version }) => {
  const pool = openPool('payments', databasePort, POOL_SIZE)
  const charge = version.startsWith('4.3.') ? chargeKeepingDeclines : chargeCard
  return {
    routes: {
      'POST /payments': (request) => charge(pool, request),
      'GET /payments/:orderId': async (request) => {
        const sql = 'SELECT id, status, amount_cents FROM payments WHERE order_id = $1 ORDER BY id DESC LIMIT 1'
        const [payment] = await queryOnce(request.trace, pool, sql, [request.params.orderId])
        return { status: 200, body: payment ?? {} }
      },
    },
    gauges: () => poolGauges(pool),
    close: () => pool.end(),
  }
})

async function chargeCard(pool: pg.Pool, request: ServiceRequest): Promise<Reply> {
  const client = await connect(request.trace, pool)
  try {
    await query(request.trace, client, 'BEGIN')
    const id = await writePayment(client, request, 'approved')
    if (!(await authorise(request))) throw new ServiceError(402, 'card declined')
    await query(request.trace, client, 'COMMIT')
    return { status: 201, body: { id } }
  } catch (error) {
    await query(request.trace, client, 'ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/**
 * Version 4.3 keeps declined payments for a later look. The mistake that the pool-exhaustion example records: it leaves
 * before the transaction ends and without giving the connection back.
 */
async function chargeKeepingDeclines(pool: pg.Pool, request: ServiceRequest): Promise<Reply> {
  const client = await connect(request.trace, pool)
  await query(request.trace, client, 'BEGIN')
  const id = await writePayment(client, request, 'approved')
  if (!(await authorise(request))) {
    await query(request.trace, client, "UPDATE payments SET status = 'declined' WHERE id = $1", [id])
    throw new ServiceError(402, 'card declined')
  }
  await query(request.trace, client, 'COMMIT')
  client.release()
  return { status: 201, body: { id } }
}

async function writePayment(
  client: pg.PoolClient,
  request: ServiceRequest,
  status: string,
): Promise<string | undefined> {
  const { orderId, amountCents } = request.body
  const sql = 'INSERT INTO payments (order_id, amount_cents, status) VALUES ($1, $2, $3) RETURNING id'
  const [row] = await query<{ id: string }>(request.trace, client, sql, [orderId, amountCents, status])
  return row?.id
}

async function authorise(request: ServiceRequest): Promise<boolean> {
  await delay(15 + Math.random() * 20)
  return !String(request.body.card).endsWith(DECLINED)
}
