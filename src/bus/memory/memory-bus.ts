import type { Bus, Subscription } from '../../core/bus.ts'
import { checkMessage, checkName } from '../check-message.ts'
import { createInbox, type Inbox } from '../inbox.ts'
import { recentIds } from '../recent-ids.ts'
import { requester } from '../request.ts'

/** The bus within one process. Messages are values: what a subscriber does to one, no other sees. */
export function memoryBus(): Bus {
  const topics = new Map<string, Map<string, Inbox>>()
  const open = new Set<Subscription>()
  const seen = recentIds()
  let count = 0
  let isClosed = false

  const bus: Pick<Bus, 'publish' | 'subscribe'> = {
    async publish(topic, message) {
      const checked = checkMessage(message)
      const inboxes = topics.get(checkName(topic))
      if (isClosed || !seen.isNew(`${topic} ${checked.id}`) || !inboxes) return
      for (const inbox of inboxes.values()) inbox.put({ message: structuredClone(checked), tries: 0 })
    },

    async subscribe(topic, handler, { group, concurrency = 1 } = {}) {
      const inboxes = topics.get(checkName(topic)) ?? new Map<string, Inbox>()
      topics.set(topic, inboxes)
      const name = group === undefined ? `one ${++count}` : `group ${checkName(group)}`
      const inbox = inboxes.get(name) ?? createInbox()
      inboxes.set(name, inbox)
      const serving = inbox.serve(handler, concurrency, group !== undefined)
      const subscription: Subscription = {
        async end() {
          open.delete(subscription)
          if (group === undefined) inboxes.delete(name)
          await serving.end()
        },
      }
      open.add(subscription)
      return subscription
    },
  }
  return {
    ...bus,
    request: requester(bus).request,
    async close() {
      isClosed = true
      await Promise.all([...open].map((subscription) => subscription.end()))
    },
  }
}
