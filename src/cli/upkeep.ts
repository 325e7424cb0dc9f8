import { backUp, restore as restoreStore } from '../app/backup.ts'
import { openRuns } from '../app/open-runs.ts'
import { prune as pruneStore } from '../app/prune.ts'
import type { Output } from './output.ts'
import { readPeriod } from './read-period.ts'

/** `watchfloor backup FILE`: the embedded database, while it is in use. */
export async function backup(file: string, { json, out }: Output): Promise<number> {
  await backUp(file)
  out.write(
    json
      ? `${JSON.stringify({ file })}\n`
      : `The store is in ${file}. Collected evidence lies beside the store and is not in it.\n`,
  )
  return 0
}

/** `watchfloor restore FILE`: in its place; the kill switch is on afterwards. */
export async function restore(file: string, { json, out }: Output): Promise<number> {
  const { aside } = await restoreStore(file)
  if (json) out.write(`${JSON.stringify({ file, ...(aside !== undefined && { aside }) })}\n`)
  else
    out.write(
      `${file} is the store now.${aside === undefined ? '' : ` What was there is in ${aside}.`}\nThe kill switch is on: look at \`watchfloor runs list\`, then \`watchfloor kill-switch off\`.\n`,
    )
  return 0
}

/** `watchfloor prune --older-than PERIOD`: runs, incidents, deliveries and evidence that ended before. The audit log is kept. */
export async function prune(options: { olderThan: string }, { json, out }: Output): Promise<number> {
  const before = Date.now() - readPeriod('--older-than', options.olderThan, 0)
  const runs = await openRuns()
  try {
    const pruned = await pruneStore(runs, before)
    out.write(
      json
        ? `${JSON.stringify(pruned)}\n`
        : `Deleted: ${pruned.runs} runs, ${pruned.incidents} incidents, ${pruned.deliveries} deliveries, evidence of ${pruned.evidence}. The audit log is kept.\n`,
    )
    return 0
  } finally {
    await runs.engine.close()
  }
}
