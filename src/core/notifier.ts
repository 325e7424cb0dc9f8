import type { Analysis } from './analysis.ts'
import { WatchfloorFault } from './fault.ts'

/** What people are told, wherever they look. */
export type Notice =
  | { kind: 'analysis'; incident: string; run: string; analysis: Analysis }
  | {
      kind: 'approval'
      approval: string
      run: string
      title: string
      summary: string
      risk: string
      requestedBy: string
      /** Milliseconds since the epoch. */
      expiresAt: number
    }
  | { kind: 'resolved'; incident: string; title: string }
  /** An investigation that came to no end: people have to look themselves. */
  | { kind: 'failed'; incident: string; run: string; title: string; why: string }
  /** The report of a day, in Markdown. */
  | { kind: 'daily'; title: string; text: string }
  /** What became of the remedy that was put before the gate. */
  | { kind: 'remedied'; incident: string; run: string; title: string; status: string; detail: string }

export interface Delivery {
  /** Names the notice: the same one is delivered once, as far as the other side can tell. */
  key: string
  notice: Notice
  /** From 1. Later ones look first whether an earlier one has arrived after all. */
  attempt: number
  /** What earlier attempts have kept, also in another process; undefined where they kept nothing. */
  progress?: unknown
  /** Keeps as JSON how far it came, instead of what was kept before. */
  keep(progress: unknown): Promise<void>
  signal: AbortSignal
}

/** Delivers notices to one outside system. */
export interface Notifier {
  /** Names it in the outbox. */
  readonly channel: string
  /** Whether it is for such a notice at all. */
  wants(notice: Notice): boolean
  /** Rejects where it did not arrive, or nobody can tell; with a fault `refused` where it never will. */
  deliver(delivery: Delivery): Promise<void>
}

/** That the other side takes this notice neither now nor later. */
export function refusal(message: string, cause?: unknown): WatchfloorFault {
  return new WatchfloorFault('refused', message, { cause })
}

export function isRefused(thrown: unknown): boolean {
  return thrown instanceof WatchfloorFault && thrown.code === 'refused'
}

/** Statuses of RFC 9110, 6585 and 8470 that speak of now, or of credentials, which somebody may mend. */
const NOT_FOR_GOOD: ReadonlySet<number> = new Set([401, 403, 408, 425, 429])

/** Whether a status of HTTP says that the request will be refused however often it is sent. */
export function isForGood(status: number): boolean {
  return status >= 400 && status < 500 && !NOT_FOR_GOOD.has(status)
}
