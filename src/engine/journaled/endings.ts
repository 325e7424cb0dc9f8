import type { ChildOutcome } from '../../core/engine.ts'
import { reviveFault, WatchfloorFault } from '../../core/fault.ts'
import type { RunEventBody } from '../../core/run-event.ts'
import type { Ending } from './journal.ts'

/** An ending as those hear of it who listen to events. */
export function endingEvent(ending: Ending, milliseconds: number): RunEventBody {
  switch (ending.status) {
    case 'completed':
      return { type: 'run_completed', milliseconds }
    case 'failed':
      return { type: 'run_failed', message: ending.fault.message, code: ending.fault.code }
    case 'timed-out':
      return { type: 'run_timed_out', afterMilliseconds: ending.afterMilliseconds }
    case 'cancelled':
      return { type: 'run_cancelled' }
  }
}

/** An ending as the parent of a child sees it. */
export function outcomeOf(ending: Ending): ChildOutcome<unknown> {
  switch (ending.status) {
    case 'completed':
      return { status: 'completed', value: ending.result }
    case 'failed': {
      const { fault, ...rest } = ending
      return { ...rest, ...fault }
    }
    default:
      return ending
  }
}

/** An ending as whoever waits for a run has it: its result, or a fault. `thrown` is what the workflow threw, where it did so here. */
export function resultOf({ ending, thrown }: { ending: Ending; thrown?: unknown }): unknown {
  switch (ending.status) {
    case 'completed':
      return ending.result
    case 'failed':
      throw thrown ?? reviveFault(ending.fault)
    case 'timed-out':
      throw new WatchfloorFault('timed-out', `The run did not end within ${ending.afterMilliseconds} ms.`)
    case 'cancelled':
      throw new WatchfloorFault('cancelled', 'The run was cancelled.')
  }
}
