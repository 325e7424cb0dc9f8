import type { Analysis } from './analysis.ts'

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
  signal: AbortSignal
}

/** Delivers notices to one outside system. */
export interface Notifier {
  /** Names it in the outbox. */
  readonly channel: string
  /** Whether it is for such a notice at all. */
  wants(notice: Notice): boolean
  /** Rejects where it did not arrive, or nobody can tell. */
  deliver(delivery: Delivery): Promise<void>
}
