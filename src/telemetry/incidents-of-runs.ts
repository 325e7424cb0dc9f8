import type { Engine } from '../core/engine.ts'
import type { RunEvent } from '../core/run-event.ts'
import { rootOf } from './trace-ids.ts'

export interface IncidentsOfRuns {
  read(event: RunEvent): void
  /** Until everything that was read has been told. */
  settled(): Promise<void>
}

/** What is known of a root: its incident, or what waits until that is known. */
type Known = { incident: string | undefined } | { waiting: RunEvent[] }

const ENDED: ReadonlySet<string> = new Set(['run_completed', 'run_failed', 'run_timed_out', 'run_cancelled'])
const MOST = 10_000

/** Tells events on, each run's in order, with the incident that the run is about, which is looked up once in what it was given. */
export function incidentsOfRuns(
  engine: Pick<Engine, 'get'>,
  tell: (event: RunEvent, incident: string | undefined) => void,
): IncidentsOfRuns {
  const roots = new Map<string, Known>()
  const looking = new Set<Promise<void>>()

  async function look(root: string, waiting: RunEvent[]): Promise<void> {
    const record = await engine.get(root).catch(() => undefined)
    const { incident: named } = (record?.input ?? {}) as { incident?: unknown }
    const incident = typeof named === 'string' ? named : undefined
    roots.set(root, { incident })
    for (const event of waiting) tellOn(root, event, incident)
  }

  function tellOn(root: string, event: RunEvent, incident: string | undefined): void {
    tell(event, incident)
    if (event.run === root && ENDED.has(event.type)) roots.delete(root)
  }

  return {
    read(event) {
      const root = rootOf(event.run)
      const known = roots.get(root)
      if (known && 'waiting' in known) {
        known.waiting.push(event)
        return
      }
      if (known) {
        tellOn(root, event, known.incident)
        return
      }
      const waiting = [event]
      roots.set(root, { waiting })
      if (roots.size > MOST) for (const oldest of roots.keys()) if (roots.delete(oldest)) break
      const work = look(root, waiting).finally(() => looking.delete(work))
      looking.add(work)
    },
    async settled() {
      while (looking.size > 0) await Promise.all(looking)
    },
  }
}
