/** What a day brought, from what is kept and from the live sources. Times are milliseconds since the epoch. */
export interface DailyReport {
  from: number
  to: number
  incidents: {
    opened: number
    closed: number
    /** Minutes from opening to closing of those that closed: the one in the middle. Null where none did. */
    medianMinutes: number | null
    open: { id: string; title: string; severity?: string; openedAt: number }[]
  }
  /** Causes that were named, the most frequent first. */
  causes: { component: string; cause: string; count: number; confirmed: number; wrong: number }[]
  investigations: { ended: number; failed: number; withoutCause: number }
  actions: { done: number; other: number }
  approvalsWaiting: number
  undeliverable: number
  /** What the live sources show of this day against the day before; absent where there are none. */
  state?: {
    run: string
    headline: string
    /** What moved most. */
    moved: { component: string; summary: string; strength: number }[]
    problems: string[]
  }
}
