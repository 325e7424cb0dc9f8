import { memoryBus } from '../bus/memory/memory-bus.ts'
import type { Bus } from '../core/bus.ts'
import { WatchfloorFault } from '../core/fault.ts'

/** The bus that `WATCHFLOOR_REDIS_URL` names, for many processes, else one within this process. Throws a fault `usage` or `unavailable`. */
export async function openBus(environment: NodeJS.ProcessEnv = process.env): Promise<Bus> {
  const url = environment.WATCHFLOOR_REDIS_URL
  if (!url) return memoryBus()
  if (!/^rediss?:\/\//.test(url))
    throw new WatchfloorFault('usage', 'WATCHFLOOR_REDIS_URL must be a URL such as redis://host:6379.')
  // Most people need no driver for it.
  const { redisBus } = await import('../bus/redis/redis-bus.ts')
  return redisBus({ url })
}
