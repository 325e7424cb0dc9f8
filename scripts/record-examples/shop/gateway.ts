import { callService } from './call-service.ts'
import { runService } from './run-service.ts'
import type { Reply, ServiceParts, ServiceRequest } from './start-service.ts'

const TIMEOUT_MILLISECONDS = 5000

/** The one service that shoppers reach. Feature flags are set while it runs, as a flag service would. */
await runService('web-gateway', ({ addressOf }) => {
  const flags = new Map<string, boolean>()
  const forward = async (
    request: ServiceRequest,
    parts: ServiceParts,
    to: { service: string; method: 'GET' | 'POST'; route: string },
  ): Promise<Reply> => {
    const path = to.route.replace(/:(\w+)/g, (_, name: string) => request.params[name] ?? '')
    const answer = await callService(request.trace, parts.metrics, {
      destination: to.service,
      address: addressOf(to.service),
      method: to.method,
      route: to.route,
      path,
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
      ...(to.method === 'POST' && { body: request.body }),
    })
    return { status: answer.status, body: { ...answer.body, flags: Object.fromEntries(flags) } }
  }
  return {
    routes: {
      'GET /api/products/:sku': (request, parts) =>
        forward(request, parts, { service: 'inventory', method: 'GET', route: '/products/:sku' }),
      'POST /api/orders': (request, parts) =>
        forward(request, parts, { service: 'orders', method: 'POST', route: '/orders' }),
      'GET /api/orders/:id': (request, parts) =>
        forward(request, parts, { service: 'orders', method: 'GET', route: '/orders/:id' }),
      'POST /flags/:name': async ({ params }, { log }) => {
        flags.set(params.name ?? '', true)
        log.info(`feature flag ${params.name} on`)
        return { status: 200, body: {} }
      },
    },
  }
})
