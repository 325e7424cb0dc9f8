import { z } from 'zod'
import { type Logs, openLogs } from '../app/open-logs.ts'
import type { Engine } from '../core/engine.ts'
import { recordFault, WatchfloorFault } from '../core/fault.ts'
import { reportFault } from './report-fault.ts'
import { showProgress } from './show-progress.ts'

export const reportingOptions = z.object({
  quiet: z.boolean().default(false),
  logFormat: z.enum(['json', 'text'], 'must be json or text').optional(),
})

/** How a service tells on standard error what goes on: lines for a person, or a log for a machine. */
export interface Reporting {
  /** Present where there is a log. */
  logs?: Logs
  problem(what: string): void
  /** `text` is for a person, `msg` with its fields for a log. */
  say(text: string, msg: string, fields?: Readonly<Record<string, unknown>>): void
  /** Returns how to stop. */
  follow(engine: Engine): () => Promise<void>
  /** Tells why the process ends, and gives its exit status. */
  fault(thrown: unknown): number
}

/** A person at a terminal reads text, everything else JSON, unless the option says otherwise. Throws a fault `usage`. */
export function openReporting({ quiet, logFormat }: z.infer<typeof reportingOptions>): Reporting {
  const format = logFormat ?? (process.stderr.isTTY ? 'text' : 'json')
  return format === 'json' ? asLog(openLogs({ isQuiet: quiet, out: process.stderr })) : asText(quiet)
}

function asLog(logs: Logs): Reporting {
  return {
    logs,
    problem: logs.problem,
    say: (_text, msg, fields) => logs.say(msg, fields),
    follow: logs.follow,
    fault(thrown) {
      const fault = recordFault(thrown)
      logs.fault(fault)
      return thrown instanceof WatchfloorFault
        ? thrown.exitStatus
        : new WatchfloorFault('internal', fault.message).exitStatus
    },
  }
}

function asText(quiet: boolean): Reporting {
  return {
    problem: (what) => void process.stderr.write(`${what}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    follow(engine) {
      const stop = quiet ? () => undefined : engine.subscribe(showProgress(process.stderr))
      return async () => stop()
    },
    fault: (thrown) => reportFault(thrown, process.stderr),
  }
}
