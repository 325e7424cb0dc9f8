import { proposeAction, startAction } from '../app/act-on-incident.ts'
import { openPlatform } from '../app/open-platform.ts'
import { statusOf, tellWaiting, writeOutcome } from './action-outcome.ts'
import { listenForWaits } from './listen-for-waits.ts'
import type { Output } from './output.ts'
import { showProgress } from './show-progress.ts'

export interface ActFlags {
  dryRun: boolean
  quiet: boolean
  wait: boolean
}

/** `watchfloor act`: one remediation of an investigation, through the gate. */
export async function act(
  runName: string,
  actionName: string | undefined,
  flags: ActFlags,
  output: Output,
): Promise<number> {
  const platform = await openPlatform()
  try {
    const proposed = await proposeAction(platform, runName, actionName, flags.dryRun)
    const { untilEndOrWait } = listenForWaits(platform.engine)
    if (!flags.quiet) platform.engine.subscribe(showProgress(process.stderr))
    const handle = await startAction(platform, proposed)
    const onInterrupt = () => void platform.close()
    process.once('SIGINT', onInterrupt)
    try {
      const outcome = flags.wait ? await handle.result() : await untilEndOrWait(handle)
      if (outcome === 'waiting') return tellWaiting(handle.id, output)
      if (output.json) {
        const { id: action, title } = proposed.action
        output.out.write(`${JSON.stringify({ run: handle.id, action, title, ...outcome })}\n`)
      } else writeOutcome(proposed.action.title, outcome, output.out)
      return statusOf(outcome)
    } finally {
      process.off('SIGINT', onInterrupt)
    }
  } finally {
    await platform.close()
  }
}
