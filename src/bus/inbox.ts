import type { MessageHandler, Subscription } from '../core/bus.ts'
import { MESSAGE_PRIORITIES, type Message, type MessagePriority } from '../core/message.ts'

/** How often a message is offered that nobody took. */
const TRIES = 3

export interface Waiting {
  message: Message
  tries: number
  /** Told when nobody need see it again: it was taken, or was offered often enough. */
  done?(): void
}

/** Messages that wait to be handled, the more urgent first, in one priority in the order they came. */
export interface Inbox {
  put(waiting: Waiting): void
  /** Handles what waits. Several may share an inbox: each message goes to one. */
  serve(handler: MessageHandler, concurrency: number, isRetried: boolean): Subscription
}

export function createInbox(): Inbox {
  const queues: Record<MessagePriority, Waiting[]> = { urgent: [], normal: [], low: [] }
  const servers = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of servers) wake()
  }

  return {
    put(waiting) {
      queues[waiting.message.priority].push(waiting)
      wakeAll()
    },
    serve(handler, concurrency, isRetried) {
      const underWay = new Set<Promise<void>>()
      let isEnded = false
      let isWoken = false

      async function deliver(waiting: Waiting): Promise<void> {
        try {
          await handler(waiting.message)
        } catch {
          // Another who shares the inbox may do better with it, or the same one later.
          if (isRetried && ++waiting.tries < TRIES) return void queues[waiting.message.priority].unshift(waiting)
        }
        waiting.done?.()
      }
      function take(): void {
        isWoken = false
        while (!isEnded && underWay.size < concurrency) {
          const queue = MESSAGE_PRIORITIES.map((priority) => queues[priority]).find(({ length }) => length > 0)
          const next = queue?.shift()
          if (!next) return
          const work = deliver(next).finally(() => {
            underWay.delete(work)
            wake()
          })
          underWay.add(work)
        }
      }
      function wake(): void {
        if (isWoken || isEnded) return
        isWoken = true
        // What comes at once is seen at once: only then does the more urgent overtake.
        setImmediate(take)
      }
      servers.add(wake)
      wake()
      return {
        async end() {
          isEnded = true
          servers.delete(wake)
          await Promise.all(underWay)
          // What was given back in the end is for the others.
          wakeAll()
        },
      }
    },
  }
}
