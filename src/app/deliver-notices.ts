import { messageOf } from '../core/fault.ts'
import { isRefused, type Notice, type Notifier } from '../core/notifier.ts'
import type { Store } from '../engine/store/open-store.ts'
import { maskStructure } from '../safety/mask-analysis.ts'

export interface Deliverer {
  /** Puts a notice into the outbox for everybody who wants it; again with the same key changes nothing. */
  tell(key: string, notice: Notice): Promise<void>
  /** Delivers what is due, and looks whom else there is to tell. */
  turn(): Promise<void>
}

const BLOCK = 20
/** What was taken and not said to have arrived is tried again after so long, by whoever is there. Milliseconds. */
const LEASE = 60_000
const MOST = 1_000

/** Deliveries wait in the store until they have arrived: nothing is lost when this process, or the other side, is away. */
export function deliverer(
  { outbox, approvals }: Pick<Store, 'outbox' | 'approvals'>,
  notifiers: readonly Notifier[],
  onProblem: (what: string) => void,
  signal: AbortSignal,
): Deliverer {
  const byChannel = new Map(notifiers.map((notifier) => [notifier.channel, notifier]))
  const asked = new Set<string>()

  const tell: Deliverer['tell'] = async (key, notice) => {
    for (const { channel, wants } of notifiers)
      if (wants(notice))
        await outbox.put({
          id: `${channel} ${key}`,
          channel,
          body: { key, notice: maskStructure(notice) },
          ...('incident' in notice && { topic: notice.incident }),
        })
  }
  return {
    tell,
    async turn() {
      if (notifiers.length === 0) return
      for (const { id, run, title, risk, requestedBy, expiresAt, prepared } of await approvals.list({
        status: 'pending',
        limit: MOST,
      })) {
        if (asked.has(id)) continue
        await tell(`approval ${id}`, {
          kind: 'approval',
          approval: id,
          run,
          title,
          summary: prepared.summary,
          risk,
          requestedBy,
          expiresAt,
        })
        asked.add(id)
      }
      const due = await outbox.take(BLOCK, LEASE)
      await Promise.all(
        due.map(async ({ id, channel, body, attempt, progress }) => {
          const notifier = byChannel.get(channel)
          // Another process may know the channel.
          if (!notifier) return void (await outbox.failed(id, `Nobody here delivers to ${channel}.`))
          const { key, notice } = body as { key: string; notice: Notice }
          try {
            await notifier.deliver({
              ...{ key, notice, attempt, progress, signal },
              keep: (reached) => outbox.progressed(id, reached),
            })
            await outbox.delivered(id)
          } catch (thrown) {
            signal.throwIfAborted()
            const why = messageOf(thrown)
            if (isRefused(thrown)) await outbox.refused(id, why)
            const isGivenUp = isRefused(thrown) || (await outbox.failed(id, why))
            onProblem(`${channel}: ${why}; ${isGivenUp ? 'it is given up' : 'it is tried again'}.`)
          }
        }),
      )
    },
  }
}
