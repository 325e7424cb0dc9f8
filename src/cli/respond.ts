import { z } from 'zod'
import { openPlatform } from '../app/open-platform.ts'
import { checkModel } from '../app/open-reasoner.ts'
import { whoAmI } from '../app/who-am-i.ts'
import type { Analysis } from '../core/analysis.ts'
import { OPERATION_KINDS } from '../core/operation.ts'
import { renderTerminal } from '../report/index.ts'
import { type Outcome, statusOf, tellQueued, tellWaiting, writeOutcome } from './action-outcome.ts'
import { investigationInput, investigationOptions, readOptions } from './investigation-options.ts'
import { listenForWaits } from './listen-for-waits.ts'
import { showProgress } from './show-progress.ts'
import { terminalOptions } from './terminal-options.ts'

const optionsSchema = investigationOptions.extend({
  dryRun: z.boolean().default(false),
  detach: z.boolean().default(false),
  operation: z.enum(OPERATION_KINDS).optional(),
  wait: z.boolean().default(true),
})

/** `watchfloor respond PATH`: an investigation and its first remediation, in one run. Status 11 where it is left to a person. */
export async function respond(
  path: string,
  given: Record<string, unknown>,
  out: NodeJS.WritableStream,
): Promise<number> {
  const options = readOptions(optionsSchema, given)
  await checkModel(options.model)
  const platform = await openPlatform()
  const onInterrupt = () => void platform.close()
  process.once('SIGINT', onInterrupt)
  try {
    const { untilEndOrWait } = listenForWaits(platform.engine)
    if (!options.quiet) platform.engine.subscribe(showProgress(process.stderr))
    const investigation = investigationInput(path, options)
    const handle = await platform.engine.start(
      platform.respond,
      {
        investigation,
        requestedBy: whoAmI(),
        dryRun: options.dryRun,
        ...(options.operation && { operation: options.operation }),
      },
      { title: investigation.address.path, ...(options.detach && { queue: 'default' }) },
    )
    if (options.detach) return tellQueued(handle.id, { json: options.json, out })
    const ended = options.wait ? await handle.result() : await untilEndOrWait(handle)
    if (ended === 'waiting') return tellWaiting(handle.id, { json: options.json, out })
    if (options.json) out.write(`${JSON.stringify({ run: handle.id, ...ended })}\n`)
    else writeResponse(ended, out)
    return ended.remediation ? statusOf(ended.remediation.outcome) : 0
  } finally {
    process.off('SIGINT', onInterrupt)
    await platform.close()
  }
}

/** The report, and what came of the remediation. */
export function writeResponse(
  { analysis, remediation }: { analysis: Analysis; remediation?: { action: { title: string }; outcome: Outcome } },
  out: NodeJS.WritableStream,
): void {
  out.write(renderTerminal(analysis, terminalOptions()))
  if (remediation) writeOutcome(remediation.action.title, remediation.outcome, out)
  else out.write('\nNothing is proposed that Watchfloor can carry out itself.\n')
}
