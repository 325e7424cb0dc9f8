import { messageOf, WatchfloorFault } from '../../core/fault.ts'

/** What SQLite says of a table or column that is not there (it has no code for it), and the codes of PostgreSQL. */
const SAID = /\bno such (?:table|column)\b|\bhas no column named\b/
const CODES: ReadonlySet<unknown> = new Set(['42P01', '42703'])

/** Whether a table or column is missing that the version of the store promises. */
export function isOfTheLayout(thrown: unknown): boolean {
  const { code } = thrown as { code?: unknown }
  return CODES.has(code) || SAID.test(messageOf(thrown))
}

/** Nothing here mends it: what is kept may be a journal that somebody needs. */
export function unlikeItsVersion(store: string, cause: unknown): WatchfloorFault {
  return new WatchfloorFault(
    'unavailable',
    `The store ${store} is not laid out as its version says: ${messageOf(cause)}`,
    {
      hint: 'A version of Watchfloor that was never released wrote it, or it was changed by hand. Move it away, or choose another WATCHFLOOR_HOME.',
      cause,
    },
  )
}
