import { messageOf, WatchfloorFault } from '../core/fault.ts'
import { visibleText } from '../report/text/visible-text.ts'

/** Tells an operator what went wrong and what to do; gives the exit status. */
export function reportFault(thrown: unknown, out: NodeJS.WritableStream): number {
  const fault =
    thrown instanceof WatchfloorFault ? thrown : new WatchfloorFault('internal', messageOf(thrown), { cause: thrown })
  out.write(`watchfloor: ${visibleText(fault.message)}\n`)
  out.write(`  ${visibleText(fault.hint)}\n`)
  if (fault.code === 'internal' && process.env.WATCHFLOOR_DEBUG && thrown instanceof Error)
    out.write(`${thrown.stack}\n`)
  return fault.exitStatus
}
