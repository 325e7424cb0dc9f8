import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Bus, Subscription } from '../../core/bus.ts'
import { MESSAGE_PRIORITIES, type Message } from '../../core/message.ts'
import { checkMessage, checkName } from '../check-message.ts'
import { createInbox } from '../inbox.ts'
import { requester } from '../request.ts'
import { asMember, KEPT } from './group-member.ts'
import { keepReading } from './keep-reading.ts'
import { connect, patiently } from './redis-connection.ts'
import { fromNow } from './stream-reads.ts'

export interface RedisBusOptions {
  /** `redis://…`. */
  url: string
  /** What a member of a group took and did not end is another's after so long. */
  claimAfterMilliseconds?: number
  /** How long a server that is away is waited for when something is published. */
  patienceMilliseconds?: number
}

const CLAIM_AFTER = 30_000

const PATIENCE = 10_000

/** Read at once where there is no group. */
const BATCH = 32

/** What a member that leaves waits for its server, each time. */
const PARTING = 2_000

const ID_SECONDS = 3_600

/** Adds a message unless its id is known: publishing again what may have arrived is then harmless. */
const ADD_ONCE = `
if redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then
  return redis.call('XADD', KEYS[2], 'MINID', '~', ARGV[2], '*', 'message', ARGV[3])
end
return false`

/**
 * The bus on Redis Streams, for many processes: a stream for each topic and priority, consumer groups, answers on a stream of this
 * process. With `appendfsync always` what was published outlives the server. Throws a fault `unavailable` where it cannot be reached.
 */
export async function redisBus({
  url,
  claimAfterMilliseconds = CLAIM_AFTER,
  patienceMilliseconds = PATIENCE,
}: RedisBusOptions): Promise<Bus> {
  const client = await connect(url, patienceMilliseconds)
  const open = new Set<Subscription>()
  const stop = new AbortController()

  const bus: Pick<Bus, 'publish' | 'subscribe'> = {
    async publish(topic, message) {
      const checked = checkMessage(message)
      const [stream] = streamsOf(checkName(topic), checked.priority)
      const keys = [`watchfloor:id:${topic}:${checked.id}`, stream ?? '']
      const values = [String(ID_SECONDS), String(Date.now() - KEPT), JSON.stringify(checked)]
      await patiently(patienceMilliseconds, () => client.eval(ADD_ONCE, { keys, arguments: values }))
    },

    async subscribe(topic, handler, { group, concurrency = 1 } = {}) {
      const inbox = createInbox()
      const own = await connect(url, patienceMilliseconds)
      const read =
        group === undefined
          ? await fromNow(own, streamsOf(checkName(topic)))
          : await asMember(own, client, streamsOf(checkName(topic)), {
              group: checkName(group),
              // One of its own: what is pending for it is its own and nobody else's.
              consumer: randomUUID(),
              claimAfter: claimAfterMilliseconds,
            })
      const ending = new AbortController()
      const reading = keepReading(
        read,
        inbox,
        // Of a group nobody takes what another could do now.
        group === undefined ? BATCH : concurrency,
        AbortSignal.any([ending.signal, stop.signal]),
      )
      const serving = inbox.serve(handler, concurrency, group !== undefined)
      const subscription: Subscription = {
        async end() {
          open.delete(subscription)
          ending.abort()
          // First nothing more is taken, then what was taken is done or handed back; where the server is away, neither is waited for.
          await atMost(PARTING, read.stop?.())
          if (read.stop) await atMost(PARTING, reading)
          await serving.end()
          own.destroy()
          await atMost(PARTING, read.end?.())
          await reading
        },
      }
      open.add(subscription)
      return subscription
    },
  }
  const requests = requester(bus)
  return {
    ...bus,
    request: requests.request,
    async close() {
      await Promise.all([...open].map((subscription) => subscription.end()))
      stop.abort()
      // Nobody will read the answers any more; where the server is away they are gone in a day.
      await client.del(streamsOf(requests.replies)).catch(() => undefined)
      client.destroy()
    },
  }
}

/** The streams of a topic, the most urgent first; or that of one priority. */
function streamsOf(topic: string, priority?: Message['priority']): string[] {
  return (priority === undefined ? MESSAGE_PRIORITIES : [priority]).map((one) => `watchfloor:${topic}:${one}`)
}

/** Waits, but no longer than that; what becomes of it then nobody hears. */
async function atMost(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  if (!work) return
  const late = new AbortController()
  await Promise.race([work, pause(milliseconds, undefined, { signal: late.signal })]).catch(() => undefined)
  late.abort()
}
