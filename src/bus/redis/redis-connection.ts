import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'

export const RETRY_PAUSE = 100

function newClient(url: string, connectTimeout: number) {
  return createClient({ url, socket: { reconnectStrategy: RETRY_PAUSE, connectTimeout } })
}

export type Client = ReturnType<typeof newClient>

export async function connect(url: string, patience: number): Promise<Client> {
  const client = newClient(url, patience)
  // Without a listener an error would end the process; commands reject by themselves.
  client.on('error', () => undefined)
  const late = new AbortController()
  try {
    await Promise.race([
      client.connect(),
      pause(patience, undefined, { signal: late.signal }).then(() => {
        throw new Error(`no answer within ${patience / 1_000} s`)
      }),
    ])
    return client
  } catch (cause) {
    client.destroy()
    throw unavailable(cause)
  } finally {
    late.abort()
  }
}

function unavailable(cause: unknown): WatchfloorFault {
  return new WatchfloorFault('unavailable', `Redis cannot be used: ${messageOf(cause)}`, {
    cause,
    hint: 'Is WATCHFLOOR_REDIS_URL right, and the server up?',
  })
}

/** Again and again while the server is away. Throws a fault `unavailable` when patience is at its end. */
export async function patiently<T>(patience: number, work: () => Promise<T>): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    const late = new AbortController()
    try {
      // A command that waits for a connection does not know how long it may.
      const left = Math.max(1, end - performance.now())
      const gone = pause(left, undefined, { signal: late.signal }).then(() => {
        throw new Error(`no answer within ${patience / 1_000} s`)
      })
      gone.catch(() => undefined)
      return await Promise.race([work(), gone])
    } catch (cause) {
      if (performance.now() + RETRY_PAUSE >= end) throw unavailable(cause)
      await pause(RETRY_PAUSE)
    } finally {
      late.abort()
    }
  }
}
