import { setTimeout as pause } from 'node:timers/promises'
import { type Message, messageSchema } from '../../core/message.ts'
import type { Inbox } from '../inbox.ts'
import { recentIds } from '../recent-ids.ts'
import { RETRY_PAUSE } from './redis-connection.ts'
import type { Entry, Read } from './stream-reads.ts'

/** Reads on until it is to end. A server that is away is waited for; what is no message is passed over. */
export async function keepReading(read: Read, inbox: Inbox, most: number, signal: AbortSignal): Promise<void> {
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
