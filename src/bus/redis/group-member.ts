import { messageOf } from '../../core/fault.ts'
import type { Client } from './redis-connection.ts'
import { BLOCK, type Entry, entriesOf, type Read } from './stream-reads.ts'

/** Whom what a member has handed back belongs to until another claims it. */
const LEFT = 'left'

/** Entries of one member that are looked through after a read that was cut off. */
const MOST_LOST = 1_000

/** Messages are kept for a day, the ids of what was published for an hour. */
export const KEPT = 24 * 3_600_000

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
export async function asMember(
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
