import type { AddressInfo } from 'node:net'
import { openService, type ServiceOptions } from '../app/open-service.ts'
import { whoAmI } from '../app/who-am-i.ts'
import type { Actor, Tokens } from '../core/access.ts'
import type { Engine } from '../core/engine.ts'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import type { ReviewRequests } from '../core/review-requests.ts'
import type { AnsweredRequest } from '../telemetry/logs.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createServer } from './create-server.ts'
import { apiRoutes } from './routes/index.ts'
import type { WebhookSecrets } from './routes/webhooks.ts'

export interface StartOptions extends ServiceOptions {
  host?: string
  /** 0 for any free one. */
  port?: number
  version: string
  /** Who reviews pull requests that GitHub tells of; whoever the service has where not given. */
  reviews?: ReviewRequests
  /** Told of the engine before anything runs; returns how to stop. */
  follow?: (engine: Engine) => () => Promise<void>
  onAnswered?: (request: AnsweredRequest) => void
}

export interface Started {
  url: string
  /** Takes no more requests, lets what is under way end or go, and closes the store. */
  stop(): Promise<void>
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])
const MOST = 1_000
const HOUR = 3_600_000

/**
 * The server at work: API, webhooks, and the runs that come of them; what was left running is gone on with. Throws a fault `usage` for an address that
 * others can reach while nobody has a token, `unavailable` where the store cannot be used or the port is taken.
 */
export async function startServer({
  host = '127.0.0.1',
  port = 0,
  version,
  reviews,
  follow,
  onAnswered,
  ...options
}: StartOptions): Promise<Started> {
  const service = await openService(options)
  try {
    const { store, engine } = service
    const { environment = process.env } = options
    const hasTokens = (await store.tokens.list()).length > 0
    if (!hasTokens && !LOOPBACK.has(host))
      throw new WatchfloorFault('usage', `--host ${host}: others could reach it, and nobody has a token.`, {
        hint: '`watchfloor tokens create NAME --role admin` makes one; without tokens it listens on 127.0.0.1 only.',
      })
    const metrics = createMetrics()
    engine.subscribe(metrics.read)
    const unfollow = follow?.(engine)
    const render = async () => {
      const outbox = await store.outbox.count()
      metrics.observe({
        queued: (await engine.list({ status: 'queued', limit: MOST })).length,
        waitingApprovals: (await store.approvals.list({ status: 'pending', limit: MOST })).length,
        openIncidents: (await store.intake.incidents({ status: 'open', limit: MOST })).length,
        outboxWaiting: outbox.waiting,
        outboxUndeliverable: outbox.undeliverable,
        dollarsLastHour: (await store.activity.spend(Date.now() - HOUR)).total.dollars,
        ...service.limits,
      })
      return metrics.render()
    }
    const local = whoeverSitsHere(store.tokens, hasTokens)
    const server = await createServer({
      routes: apiRoutes(service, render, secretsIn(environment), reviews ?? service.reviews),
      version,
      tokens: store.tokens,
      sessions: store.sessions,
      local,
      ...(onAnswered && { onAnswered }),
    })
    try {
      await server.listen({ host, port })
    } catch (cause) {
      throw new WatchfloorFault('unavailable', `Cannot listen on ${host}:${port}: ${messageOf(cause)}`, {
        cause,
        hint: 'Choose another with --port.',
      })
    }
    await engine.recover()
    const { port: own } = server.server.address() as AddressInfo
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
      async stop() {
        await server.close()
        await unfollow?.()
        await service.close()
      },
    }
  } catch (thrown) {
    await service.close()
    throw thrown
  }
}

function secretsIn(environment: NodeJS.ProcessEnv): WebhookSecrets {
  return {
    slack: environment.WATCHFLOOR_SLACK_SIGNING_SECRET,
    pagerDuty: environment.WATCHFLOOR_PAGERDUTY_WEBHOOK_SECRET,
    github: environment.WATCHFLOOR_GITHUB_WEBHOOK_SECRET,
  }
}

/** How long it may take until the first token ends that everybody here is an admin. Milliseconds. */
const FRESH = 1_000

/** Whoever sits at this machine, until somebody has a token: then nobody without one. */
function whoeverSitsHere(tokens: Tokens, hasTokens: boolean): () => Promise<Actor | undefined> {
  const me: Actor = { name: whoAmI(), role: 'admin' }
  let isGuarded = hasTokens
  let lookedAt = performance.now()
  return async () => {
    if (!isGuarded && performance.now() - lookedAt > FRESH) {
      isGuarded = (await tokens.list()).length > 0
      lookedAt = performance.now()
    }
    return isGuarded ? undefined : me
  }
}
