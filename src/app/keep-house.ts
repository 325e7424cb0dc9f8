import { messageOf } from '../core/fault.ts'
import { anchorAudit } from './audit-anchor.ts'
import { everyDay, timeOfDay } from './every-day.ts'
import type { Platform } from './open-platform.ts'
import { prune } from './prune.ts'

export interface HouseOptions {
  environment: NodeJS.ProcessEnv
  /** Milliseconds that what has ended is kept; for ever where not given. */
  retention?: number | undefined
  onProblem(what: string): void
}

/** When little happens, UTC. */
const AT = timeOfDay('03:17')
const ANCHOR = 60_000

/** What a service does for itself: it deletes what is old, and anchors its audit log (`WATCHFLOOR_AUDIT_ANCHOR`). */
export function keepHouse(
  platform: Platform,
  { environment, retention, onProblem }: HouseOptions,
): { stop(): Promise<void> } {
  const pruning =
    retention === undefined
      ? undefined
      : everyDay(
          AT,
          async (due) => {
            const pruned = await prune(platform, due - retention, environment)
            await platform.store.audit.add(
              {
                actor: 'watchfloor',
                event: 'store_pruned',
                subject: 'store',
                detail: { before: due - retention, ...pruned },
              },
              `pruned ${due}`,
            )
          },
          (thrown) => onProblem(`What is old could not be deleted: ${messageOf(thrown)}`),
        )
  const path = environment.WATCHFLOOR_AUDIT_ANCHOR
  let anchoring = Promise.resolve()
  const anchor = () => {
    if (path)
      anchoring = anchoring
        .then(() => anchorAudit(platform.store.audit, path, Date.now()))
        .then(() => undefined)
        .catch((thrown: unknown) => onProblem(messageOf(thrown)))
  }
  const timer = setInterval(anchor, ANCHOR)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      anchor()
      await anchoring
      await pruning?.stop()
    },
  }
}
