import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import type { Bus, Subscription } from '../../core/bus.ts'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import { MESSAGE_PRIORITIES, type Message, messageSchema } from '../../core/message.ts'
import { checkMessage, checkName } from '../check-message.ts'
import { createInbox, type Inbox } from '../inbox.ts'
import { recentIds } from '../recent-ids.ts'
import { requester } from '../request.ts'

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
/** Milliseconds that a read waits for something to come. */
const BLOCK = 1_000
/** Read at once where there is no group. */
const BATCH = 32
const RETRY_PAUSE = 100
/** What a member that leaves waits for its server, each time. */
const PARTING = 2_000
/** Whom what a member has handed back belongs to until another claims it. */
const LEFT = 'left'
/** Entries of one member that are looked through after a read that was cut off. */
const MOST_LOST = 1_000
/** Messages are kept for a day, the ids of what was published for an hour. */
const KEPT = 24 * 3_600_000
const ID_SECONDS = 3_600

/** Adds a message unless its id is known: publishing again what may have arrived is then harmless. */
const ADD_ONCE = `
if redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then
  return redis.call('XADD', KEYS[2], 'MINID', '~', ARGV[2], '*', 'message', ARGV[3])
end
return false`

function newClient(url: string, connectTimeout: number) {
  return createClient({ url, socket: { reconnectStrategy: RETRY_PAUSE, connectTimeout } })
}
type Client = ReturnType<typeof newClient>
type Entry = { id: string; message: Record<string, string> }

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

async function connect(url: string, patience: number): Promise<Client> {
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
async function patiently<T>(patience: number, work: () => Promise<T>): Promise<T> {
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

/** Waits, but no longer than that; what becomes of it then nobody hears. */
async function atMost(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  if (!work) return
  const late = new AbortController()
  await Promise.race([work, pause(milliseconds, undefined, { signal: late.signal })]).catch(() => undefined)
  late.abort()
}

/** What a read brings, and how to say of one that it is done. */
interface Read {
  /** At most so many. */
  next(room: number): Promise<{ entry: Entry; done?: () => void }[]>
  /** Ends a read that waits, without losing what it is given meanwhile. */
  stop?(): Promise<unknown>
  /** Hands back what was taken and not done. */
  end?(): Promise<unknown>
}

/** Everything from now on. */
async function fromNow(client: Client, streams: readonly string[]): Promise<Read> {
  const at = new Map<string, string>()
  for (const stream of streams) {
    const last = await client.xRevRange(stream, '+', '-', { COUNT: 1 })
    at.set(stream, last?.[0]?.id ?? '0-0')
  }
  return {
    async next(room) {
      const wanted = streams.map((key) => ({ key, id: at.get(key) ?? '0-0' }))
      const brought = entriesOf(await client.xRead(wanted, { BLOCK, COUNT: room }))
      for (const { stream, entry } of brought) at.set(stream, entry.id)
      return brought.map(({ entry }) => ({ entry }))
    },
  }
}

interface Membership {
  group: string
  consumer: string
  /** Milliseconds. */
  claimAfter: number
}

/**
 * What no member of the group has had yet, and what another took, did not end and no longer holds. `reader` waits in its reads; what must
 * not wait goes over `client`.
 */
async function asMember(
  reader: Client,
  client: Client,
  streams: readonly string[],
  { group, consumer, claimAfter }: Membership,
): Promise<Read> {
  for (const stream of streams)
    await reader.xGroupCreate(stream, group, '$', { MKSTREAM: true }).catch((fault: unknown) => {
      if (!messageOf(fault).startsWith('BUSYGROUP')) throw fault
    })
  const held = new Map(streams.map((stream) => [stream, new Set<string>()]))
  const take = (stream: string, entry: Entry) => {
    held.get(stream)?.add(entry.id)
    return {
      entry,
      done() {
        held.get(stream)?.delete(entry.id)
        // Where this is lost, the message comes again: at least once.
        client.xAck(stream, group, entry.id).catch(() => undefined)
      },
    }
  }
  /** Who is slow and alive keeps what it has. */
  const hold = setInterval(() => {
    for (const [stream, ids] of held)
      if (ids.size > 0) client.xClaimJustId(stream, group, consumer, 0, [...ids]).catch(() => undefined)
  }, claimAfter / 4)
  hold.unref()
  /** The connection that waits in reads, as the server calls it; another after each time that it was lost. */
  let reads: number | undefined = await reader.clientId()
  reader.on('ready', () => {
    reader.clientId().then(
      (id) => {
        reads = id
      },
      () => undefined,
    )
  })
  let claimsAt = 0
  /** A read that was cut off may have been answered: what it gave is ours already, and comes to nobody else before it is claimed. */
  let isUnsure = false
  async function lost() {
    const own = streams.map((key) => ({ key, id: '0-0' }))
    const given = entriesOf(await reader.xReadGroup(group, consumer, own, { COUNT: MOST_LOST }))
    isUnsure = false
    return given.filter(({ stream, entry }) => entry.message && !held.get(stream)?.has(entry.id))
  }
  return {
    async next(room) {
      if (isUnsure) {
        const again = await lost()
        if (again.length > 0) return again.map(({ stream, entry }) => take(stream, entry))
      }
      if (performance.now() >= claimsAt) {
        claimsAt = performance.now() + claimAfter / 2
        const claimed = []
        for (const stream of streams) {
          const { messages } = await reader.xAutoClaim(stream, group, consumer, claimAfter, '0-0', { COUNT: room })
          for (const entry of messages) if (entry) claimed.push(take(stream, entry as Entry))
        }
        if (claimed.length > 0) return claimed
      }
      const wanted = streams.map((key) => ({ key, id: '>' }))
      const wait = Math.max(1, Math.min(BLOCK, Math.round(claimAfter / 2)))
      const reading = reader.xReadGroup(group, consumer, wanted, { BLOCK: wait, COUNT: room })
      const brought = entriesOf(
        await reading.catch((thrown: unknown) => {
          isUnsure = true
          throw thrown
        }),
      )
      return brought.map(({ stream, entry }) => take(stream, entry))
    },
    stop: async () => reads !== undefined && client.clientUnblock(reads),
    async end() {
      clearInterval(hold)
      // For whoever looks for what nobody holds any more: it has been idle for as long as anybody waits.
      for (const [stream, ids] of held)
        if (ids.size > 0) await client.xClaimJustId(stream, group, LEFT, 0, [...ids], { IDLE: KEPT })
    },
  }
}

function entriesOf(reply: unknown): { stream: string; entry: Entry }[] {
  const streams = (reply ?? []) as { name: string; messages: Entry[] }[]
  return streams.flatMap(({ name, messages }) => messages.map((entry) => ({ stream: name, entry })))
}

/** Reads on until it is to end. A server that is away is waited for; what is no message is passed over. */
async function keepReading(read: Read, inbox: Inbox, most: number, signal: AbortSignal): Promise<void> {
  const seen = recentIds()
  /** Put into the inbox, and not done. */
  const open = new Set<string>()
  while (!signal.aborted) {
    try {
      // Whoever is slow is not given more: the stream keeps it.
      while (open.size >= most && !signal.aborted) await pause(1)
      if (signal.aborted) return
      for (const { entry, done } of await read.next(Math.max(1, most - open.size))) {
        const message = messageFrom(entry)
        // What is long under way comes back as unclaimed: to have claimed it again says that we live. It is not done yet.
        if (message && open.has(message.id)) continue
        if (!message || !seen.isNew(message.id)) {
          done?.()
          continue
        }
        open.add(message.id)
        const { id } = message
        inbox.put({
          message,
          tries: 0,
          done() {
            open.delete(id)
            done?.()
          },
        })
      }
    } catch {
      if (!signal.aborted) await pause(RETRY_PAUSE)
    }
  }
}

function messageFrom({ message }: Entry): Message | undefined {
  try {
    const read = messageSchema.safeParse(JSON.parse(message.message ?? ''))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
