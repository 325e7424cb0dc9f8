import { createLogs, type Logs, logLevelOf } from '../telemetry/logs.ts'
import { maskShown } from './mask-shown.ts'

export type { Logs } from '../telemetry/logs.ts'

export interface OpenLogsOptions {
  environment?: NodeJS.ProcessEnv
  /** Only what is wrong, where `WATCHFLOOR_LOG_LEVEL` says nothing. */
  isQuiet?: boolean
  out: NodeJS.WritableStream
}

/** The log of a service, masked. Throws a fault `usage` for a level that there is not. */
export function openLogs({ environment = process.env, isQuiet = false, out }: OpenLogsOptions): Logs {
  const level = logLevelOf(environment.WATCHFLOOR_LOG_LEVEL || (isQuiet ? 'warn' : 'info'))
  return createLogs({ level, out: { write: (line) => void out.write(line) }, mask: maskShown })
}
