import { findAnchorBreak } from '../app/audit-anchor.ts'
import { openRuns } from '../app/open-runs.ts'
import { formatUtc } from '../report/text/utc-time.ts'
import type { Output } from './output.ts'
import { writeTable } from './write-table.ts'

/** `watchfloor audit list`: who decided and did what. */
export async function listAudit(options: { limit: string; subject?: string }, { json, out }: Output): Promise<number> {
  const { engine, store } = await openRuns()
  try {
    const records = await store.audit.list({
      limit: Math.max(1, Number(options.limit) || 100),
      ...(options.subject !== undefined && { subject: options.subject }),
    })
    if (json) for (const record of records) out.write(`${JSON.stringify(record)}\n`)
    else
      writeTable(
        ['NO', 'TIME', 'WHO', 'WHAT', 'ABOUT'],
        records.map(({ number, at, actor, event, subject }) => [
          String(number),
          formatUtc(new Date(at).toISOString()),
          actor,
          event,
          subject,
        ]),
        out,
      )
    return 0
  } finally {
    await engine.close()
  }
}

/**
 * `watchfloor audit verify`: whether any entry was changed, moved or taken out; with an anchor, also whether the whole chain was written anew.
 * Status 1 where one was.
 */
export async function verifyAudit(anchor: string | undefined, { json, out }: Output): Promise<number> {
  const { engine, store } = await openRuns()
  try {
    const at = await store.audit.findBreak()
    const anchored = anchor === undefined ? undefined : await findAnchorBreak(store.audit, anchor)
    const holds = at === undefined && anchored === undefined
    if (json)
      out.write(
        `${JSON.stringify({ holds, ...(at !== undefined && { firstBreak: at }), ...(anchored && { firstUnanchored: anchored }) })}\n`,
      )
    else {
      if (at !== undefined) out.write(`THE AUDIT LOG WAS CHANGED at entry ${at}.\n`)
      if (anchored)
        out.write(
          `THE AUDIT LOG WAS WRITTEN ANEW: entry ${anchored.number} is not what was anchored at ${anchored.anchoredAt}.\n`,
        )
      if (holds) out.write(`The audit log is whole${anchor === undefined ? '' : ', and as it was anchored'}.\n`)
    }
    return holds ? 0 : 1
  } finally {
    await engine.close()
  }
}
