import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { alertEvaluator, type FiredAlert } from './alert-rules.ts'
import { fillShop } from './fill-shop.ts'
import { freePorts } from './free-ports.ts'
import { generateLoad } from './generate-load.ts'
import { startPostgres } from './postgres-server.ts'
import { type GatheredSeries, type SeriesGatherer, seriesGatherer } from './range-matrix.ts'
import { ALERT_RULES, type RecordedChange, type Scenario, SERVICES } from './scenarios.ts'
import { scrapePostgres, scrapeService } from './scrape-metrics.ts'
import { type Deployment, type SupervisedService, superviseService } from './supervise-service.ts'

export const SCRAPE_SECONDS = 5
/** Services are compiled and caches filled before anything is kept. */
const WARM_UP_MILLISECONDS = 20_000
export const TRACE_SAMPLING = 0.02

/** What was recorded. Times are milliseconds since the Unix epoch; `folder` holds `<service>.log` and `<service>.traces`. */
export interface Recording {
  folder: string
  startedAt: number
  endedAt: number
  changes: MadeChange[]
  alerts: FiredAlert[]
  series: GatheredSeries[]
  crashes: Record<string, number[]>
  load: { requests: number; failed: number }
  postgresVersion: string
}

export interface MadeChange {
  change: RecordedChange
  at: number
  previousVersion: string | undefined
}

export interface RecordingOptions {
  minutes: number
  say(text: string): void
  /** Ends the recording early, without a result. */
  signal: AbortSignal
}

type Cleanup = (() => Promise<unknown>)[]

/**
 * Runs the shop, makes the changes of the scenario while shoppers come, and keeps what the shop shows. Everything it
 * started is ended, whatever happens. Rejects where a part cannot be started or the signal is aborted.
 */
export async function recordScenario(scenario: Scenario, options: RecordingOptions): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-recording-'))
  const cleanup: Cleanup = [async () => rmSync(folder, { recursive: true, force: true })]
  try {
    const shop = await openShop(scenario, folder, cleanup)
    const watched = await watchShop(scenario, options, shop, cleanup)
    cleanup.shift()
    return { folder, ...watched, postgresVersion: shop.postgresVersion }
  } finally {
    for (const close of cleanup.reverse()) await close()
  }
}

interface Shop {
  deployments: Map<string, Deployment>
  running: Map<string, SupervisedService>
  addresses: Record<string, string>
  database: pg.Client
  products: string[]
  postgresVersion: string
}

async function openShop(scenario: Scenario, folder: string, cleanup: Cleanup): Promise<Shop> {
  const [databasePort = 0, ...ports] = await freePorts(SERVICES.length + 1)
  const postgres = await startPostgres(databasePort, join(folder, 'postgres.log'))
  cleanup.push(() => postgres.stop())
  const database = new pg.Client({
    host: '127.0.0.1',
    port: databasePort,
    user: 'shop',
    database: 'shop',
    application_name: 'metrics',
  })
  database.on('error', () => undefined)
  await database.connect()
  cleanup.push(() => database.end())
  const products = await fillShop(database)
  const addresses = Object.fromEntries(SERVICES.map((service, index) => [service, `http://127.0.0.1:${ports[index]}`]))
  const deployments = new Map<string, Deployment>()
  const running = new Map<string, SupervisedService>()
  for (const [index, service] of SERVICES.entries()) {
    const environment = environmentOf(service, folder, databasePort, addresses)
    const heapMegabytes = scenario.heapMegabytes[service]
    const deployment = {
      service,
      version: scenario.versions[service],
      port: ports[index] ?? 0,
      environment,
      ...(heapMegabytes && { heapMegabytes }),
    }
    deployments.set(service, deployment)
    const supervised = await superviseService(deployment, join(folder, `${service}.log`), folder)
    running.set(service, supervised)
    cleanup.push(() => supervised.stop())
  }
  return { deployments, running, addresses, database, products, postgresVersion: postgres.version }
}

function environmentOf(service: string, folder: string, databasePort: number, addresses: Record<string, string>) {
  return {
    TRACE_FILE: join(folder, `${service}.traces`),
    SAMPLING: String(TRACE_SAMPLING),
    DATABASE_PORT: String(databasePort),
    ADDRESSES: JSON.stringify(addresses),
  }
}

async function watchShop(scenario: Scenario, { minutes, say, signal }: RecordingOptions, shop: Shop, cleanup: Cleanup) {
  const gatherer = seriesGatherer()
  const alerts = alertEvaluator(ALERT_RULES)
  const changes: MadeChange[] = []
  const load = generateLoad({
    address: shop.addresses['web-gateway'] ?? '',
    requestsPerSecond: scenario.requestsPerSecond,
    products: shop.products,
    declined: scenario.declinedShare,
  })
  cleanup.push(() => load.stop())
  await delay(WARM_UP_MILLISECONDS, undefined, { signal })
  const startedAt = Math.ceil(Date.now() / 1000 / SCRAPE_SECONDS) * SCRAPE_SECONDS * 1000
  const endedAt = startedAt + Math.round((minutes * 60) / SCRAPE_SECONDS) * SCRAPE_SECONDS * 1000
  const pace = minutes / scenario.minutes
  const due = [...scenario.changes]
  for (let at = startedAt; at <= endedAt; at += SCRAPE_SECONDS * 1000) {
    await delay(Math.max(0, at - Date.now()), undefined, { signal })
    await scrapeAll(gatherer, shop, at / 1000)
    const known = alerts.fired.length
    alerts.evaluate(gatherer.series(), at / 1000)
    for (const { rule } of alerts.fired.slice(known)) say(`${clock(at - startedAt)} alert ${rule.name} ${rule.service}`)
    while (due[0] && due[0].atSeconds * pace * 1000 <= at - startedAt) {
      const change = due.shift()
      if (change) changes.push(await makeChange(change, shop))
      say(`${clock(at - startedAt)} ${change?.kind} ${change?.service} ${change?.version ?? ''}`)
    }
  }
  await load.stop()
  const crashes = Object.fromEntries([...shop.running].map(([service, { crashes }]) => [service, [...crashes]]))
  return { startedAt, endedAt, changes, alerts: alerts.fired, series: gatherer.series(), crashes, load: load.sent() }
}

async function scrapeAll(gatherer: SeriesGatherer, { addresses, database }: Shop, at: number): Promise<void> {
  const services = SERVICES.map((service) => scrapeService(gatherer, service, addresses[service] ?? '', at))
  await Promise.all([...services, scrapePostgres(gatherer, database, at)])
}

async function makeChange(change: RecordedChange, { deployments, running, addresses }: Shop): Promise<MadeChange> {
  const at = Date.now()
  const current = deployments.get(change.service)
  if (!current) throw new Error(`no service ${change.service}`)
  if (change.kind === 'feature-flag') {
    await fetch(`${addresses[change.service]}/flags/${change.flag}`, {
      method: 'POST',
      headers: { connection: 'close' },
    })
    return { change, at, previousVersion: undefined }
  }
  const next = {
    ...current,
    version: change.version ?? current.version,
    environment: { ...current.environment, ...change.environment },
  }
  deployments.set(change.service, next)
  await running.get(change.service)?.deploy(next)
  return { change, at, previousVersion: change.version && current.version }
}

function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
