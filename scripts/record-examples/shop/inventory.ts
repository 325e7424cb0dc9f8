import { openPool, poolGauges, queryOnce } from './database.ts'
import { runService } from './run-service.ts'
import { ServiceError } from './service-error.ts'
import type { ServiceRequest } from './start-service.ts'

const POOL_SIZE = 8
const SIMILAR_SHOWN = 6

interface Product {
  sku: string
  category: string
  title: string
  description: string
  attributes: unknown
  price_cents: number
  stock: number
}

await runService('inventory', ({ databasePort, version }) => {
  const pool = openPool('inventory', databasePort, POOL_SIZE)
  const similar = similarProducts(version, async (request, product) =>
    queryOnce<Product>(
      request.trace,
      pool,
      'SELECT * FROM products WHERE category = $1 AND sku <> $2 ORDER BY stock DESC',
      [product.category, product.sku],
    ),
  )
  return {
    routes: {
      'GET /products/:sku': async (request) => {
        const [product] = await queryOnce<Product>(request.trace, pool, 'SELECT * FROM products WHERE sku = $1', [
          request.params.sku,
        ])
        if (!product) throw new ServiceError(404, 'no such product')
        const others = await similar(request, product)
        return {
          status: 200,
          body: { ...product, similar: others.slice(0, SIMILAR_SHOWN).map(({ sku, title }) => ({ sku, title })) },
        }
      },
      'POST /reservations': async (request) => {
        const { sku, quantity } = request.body
        const [product] = await queryOnce<Product>(
          request.trace,
          pool,
          'UPDATE products SET stock = stock - $2 WHERE sku = $1 AND stock >= $2 RETURNING *',
          [sku, quantity],
        )
        if (!product) return { status: 409, body: { error: 'out of stock' } }
        return { status: 200, body: { totalCents: product.price_cents * Number(quantity) } }
      },
    },
    gauges: () => poolGauges(pool),
    close: () => pool.end(),
  }
})

type FindSimilar = (request: ServiceRequest, product: Product) => Promise<Product[]>

/**
 * Version 3.9 keeps the list, so that a shopper who reloads the page sees the same one. The mistake that the
 * memory-leak example records: the key is the request's trace, so no entry is ever found again, and none is dropped.
 */
function similarProducts(version: string, find: FindSimilar): FindSimilar {
  if (!version.startsWith('3.9.')) return find
  const kept = new Map<string, Product[]>()
  setInterval(() => warnWhenLarge(kept), 2000).unref()
  return async (request, product) => {
    const key = `${product.sku}:${request.trace.context.traceId}`
    const list = kept.get(key) ?? (await find(request, product))
    kept.set(key, list)
    return list
  }
}

/** The only guard that 3.9 has: it takes longer the more there is, and its limit is above what the process may use. */
function warnWhenLarge(kept: ReadonlyMap<string, Product[]>): void {
  let characters = 0
  for (const list of kept.values()) characters += JSON.stringify(list).length
  if (characters > 256 * 2 ** 20) process.emitWarning('the kept lists of similar products are large')
}
