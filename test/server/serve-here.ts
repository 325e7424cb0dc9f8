import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRuns } from '../../src/app/open-runs.ts'
import { ROLES, type Role } from '../../src/core/access.ts'
import { type StartOptions, startServer } from '../../src/server/start-server.ts'

export interface Here {
  url: string
  home: string
  /** One of each role; empty where the server was started without. */
  tokens: Partial<Record<Role, string>>
  ask(
    path: string,
    options?: { as?: Role | 'nobody'; method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown; text: string; headers: Headers }>
  stop(): Promise<void>
}

/** The server in this process, on a free port, with a store of its own. */
export async function serveHere(
  options: Partial<StartOptions> & { withTokens?: boolean; home?: string } = {},
): Promise<Here> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'watchfloor-server-'))
  const environment = { PATH: process.env.PATH ?? '', ...options.environment, WATCHFLOOR_HOME: home }
  const tokens: Here['tokens'] = {}
  if (options.withTokens) {
    const { engine, store } = await openRuns({ environment })
    for (const role of ROLES) tokens[role] = (await store.tokens.create(`a ${role}`, role)).token
    await engine.close()
  }
  const started = await startServer({ ...options, environment, version: 'test' })
  return {
    url: started.url,
    home,
    tokens,
    async ask(path, { as, method = 'GET', body, headers = {} } = {}) {
      const token = as === 'nobody' ? undefined : tokens[as ?? 'admin']
      const response = await fetch(`${started.url}${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      let read: unknown
      try {
        read = JSON.parse(text)
      } catch {
        read = undefined
      }
      return { status: response.status, body: read, text, headers: response.headers }
    },
    async stop() {
      await started.stop()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

let fingerprints = 0

/** One alert as Alertmanager tells it. */
export function alert(labels: Record<string, string>, more: object = {}) {
  return {
    status: 'firing',
    labels: { alertname: 'HighErrors', severity: 'warning', ...labels },
    annotations: { summary: `${labels.service ?? 'something'} fails` },
    startsAt: '2026-11-21T12:40:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: `f${++fingerprints}`,
    ...more,
  }
}

export function webhook(...alerts: object[]) {
  return { version: '4', groupKey: `{}:${Math.random()}`, status: 'firing', receiver: 'watchfloor', alerts }
}
