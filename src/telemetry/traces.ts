import type { RunEvent } from '../core/run-event.ts'
import type { NameOf } from './gen-ai.ts'
import { rootOf } from './trace-ids.ts'
import { type TraceTree, traceTree } from './trace-tree.ts'
import type { TracedSpan } from './traced-span.ts'

export interface TracesOptions {
  /** Takes a span when it has ended. */
  send(span: TracedSpan): void
  /** What was told of a run before it was resumed, in order. */
  history(root: string, resumed: RunEvent): Promise<readonly RunEvent[]>
  /** A name as it may be shown: somebody else may have chosen it. */
  nameOf: NameOf
  /** How many runs are followed at once; of more the oldest is let go. */
  most?: number
}

export interface Traces {
  /** A reader of run events. It never throws. */
  read(event: RunEvent): void
  /** Until the history of every run that was resumed has been read. */
  settled(): Promise<void>
}

interface Followed {
  tree: TraceTree
  told: Set<string>
  /** What was told while its history is read. */
  waiting?: RunEvent[]
}

const MOST = 10_000

/**
 * OpenTelemetry spans from the one stream of events. Of a run that another process began the journal is read first, and what it tells is told
 * again: the other process may have been killed with its spans. Whatever has no beginning that is known here is passed over.
 */
export function createTraces({ send, history, nameOf, most = MOST }: TracesOptions): Traces {
  const followed = new Map<string, Followed>()
  const reading = new Set<Promise<void>>()

  function follow(root: string, told = new Set<string>()): Followed {
    const one: Followed = { tree: traceTree(root, { nameOf, send, told }), told }
    followed.delete(root)
    followed.set(root, one)
    if (followed.size > most) for (const oldest of followed.keys()) if (followed.delete(oldest)) break
    return one
  }

  function readNow(root: string, one: Followed, event: RunEvent): void {
    one.tree.read(event)
    if (one.tree.isOver() && followed.get(root) === one) followed.delete(root)
  }

  function resume(root: string, event: RunEvent): void {
    const one = follow(root, followed.get(root)?.told)
    one.waiting = [event]
    const work = history(root, event)
      // Without it the rest is told all the same.
      .catch((): RunEvent[] => [])
      .then((before) => {
        // It may have been let go and resumed once more meanwhile.
        if (followed.get(root) !== one) return
        for (const past of before) one.tree.read(past)
        const since = one.waiting ?? []
        delete one.waiting
        for (const later of since) readNow(root, one, later)
      })
      .catch(() => undefined)
      .finally(() => reading.delete(work))
    reading.add(work)
  }

  function read(event: RunEvent): void {
    const root = rootOf(event.run)
    if (event.type === 'run_resumed' && event.run === root) {
      resume(root, event)
      return
    }
    const one = followed.get(root) ?? (event.type === 'run_started' && event.run === root ? follow(root) : undefined)
    if (!one) return
    if (one.waiting) one.waiting.push(event)
    else readNow(root, one, event)
  }

  return {
    read(event) {
      try {
        read(event)
      } catch {
        // A trace is never worth a run.
        followed.delete(rootOf(event.run))
      }
    },
    async settled() {
      while (reading.size > 0) await Promise.all(reading)
    },
  }
}
