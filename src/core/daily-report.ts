import { z } from 'zod'

/** What a day brought, from what is kept and from the live sources. Times are milliseconds since the epoch. */
export const dailyReportSchema = z.object({
  from: z.number(),
  to: z.number(),
  incidents: z.object({
    opened: z.number(),
    closed: z.number(),
    /** Minutes from opening to closing of those that closed: the one in the middle. Null where none did. */
    medianMinutes: z.number().nullable(),
    open: z.array(
      z.object({ id: z.string(), title: z.string(), severity: z.string().optional(), openedAt: z.number() }),
    ),
  }),
  /** Causes that were named, the most frequent first. */
  causes: z.array(
    z.object({ component: z.string(), cause: z.string(), count: z.number(), confirmed: z.number(), wrong: z.number() }),
  ),
  investigations: z.object({ ended: z.number(), failed: z.number(), withoutCause: z.number() }),
  actions: z.object({ done: z.number(), other: z.number() }),
  approvalsWaiting: z.number(),
  undeliverable: z.number(),
  /** What the live sources show of this day against the day before; absent where there are none. */
  state: z
    .object({
      run: z.string(),
      headline: z.string(),
      /** What moved most. */
      moved: z.array(z.object({ component: z.string(), summary: z.string(), strength: z.number() })),
      problems: z.array(z.string()),
    })
    .optional(),
})
export type DailyReport = z.infer<typeof dailyReportSchema>
