import { getHeapStatistics } from 'node:v8'
import { type Log, serviceLog } from './log.ts'
import { type ServiceDefinition, startService } from './start-service.ts'

/** What the recorder hands a service in its environment. */
export interface ServiceSettings {
  version: string
  port: number
  traceFile: string | undefined
  sampling: number
  databasePort: number
  /** Connections to the database at most; undefined leaves it to the service. */
  poolSize: number | undefined
  /** Address of another service. */
  addressOf(service: string): string
}

const HEAP_WARNING = 0.85

/** Starts a service as a process of its own: settings from the environment, an orderly end on SIGTERM or with the recorder. */
export async function runService(
  name: string,
  define: (settings: ServiceSettings) => Partial<ServiceDefinition>,
): Promise<void> {
  Error.stackTraceLimit = 6
  const settings = settingsFrom(process.env)
  const log = serviceLog(name)
  const definition: ServiceDefinition = { name, routes: {}, log, ...settings, ...define(settings) }
  const server = await startService(definition)
  watchHeap(log)
  const stop = () => {
    log.info(`${name} ${settings.version} stopping`)
    server.close(async () => {
      await definition.close?.()
      process.exit(0)
    })
    setTimeout(() => process.exit(0), 4000).unref()
  }
  process.once('SIGTERM', stop)
  process.once('disconnect', () => process.exit(0))
}

/** A warning every ten seconds while the heap is nearly full, as process monitors give it. */
function watchHeap(log: Log): void {
  setInterval(() => {
    const limit = getHeapStatistics().heap_size_limit
    const used = process.memoryUsage().heapUsed
    if (used < limit * HEAP_WARNING) return
    log.warn('heap nearly full', { heapUsedMb: Math.round(used / 2 ** 20), heapLimitMb: Math.round(limit / 2 ** 20) })
  }, 10_000).unref()
}

function settingsFrom(environment: NodeJS.ProcessEnv): ServiceSettings {
  const addresses = JSON.parse(environment.ADDRESSES ?? '{}') as Record<string, string>
  return {
    version: environment.VERSION ?? '0.0.0',
    port: Number(environment.PORT),
    traceFile: environment.TRACE_FILE,
    sampling: Number(environment.SAMPLING ?? 0),
    databasePort: Number(environment.DATABASE_PORT),
    poolSize: Number(environment.POOL_SIZE) || undefined,
    addressOf: (service) => addresses[service] ?? '',
  }
}
