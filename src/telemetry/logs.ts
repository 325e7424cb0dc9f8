import { type DestinationStream, pino } from 'pino'
import type { Engine } from '../core/engine.ts'
import { type FaultRecord, WatchfloorFault } from '../core/fault.ts'
import type { RunEvent } from '../core/run-event.ts'
import { type LogLevel, logLineOf } from './event-log-line.ts'
import { incidentsOfRuns } from './incidents-of-runs.ts'
import { rootOf, runSpanId, traceIdOf } from './trace-ids.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** A request that was answered: never what it asked for in its query or body. */
export interface AnsweredRequest {
  id: string
  method: string
  /** The pattern, not the path; undefined where there is none. */
  route: string | undefined
  status: number
  milliseconds: number
  /** Undefined for nobody who is known. */
  who: string | undefined
  /** What went wrong inside, where something did. */
  fault?: string
}

export interface Logs {
  /** Writes what is of note of whatever happens in the engine; returns how to stop, which waits for what is still to be written. */
  follow(engine: Pick<Engine, 'subscribe' | 'get'>): () => Promise<void>
  answered(request: AnsweredRequest): void
  /** Something that went wrong and was got over. */
  problem(what: string): void
  /** The end of this process. */
  fault(fault: FaultRecord): void
  say(msg: string, fields?: Readonly<Record<string, unknown>>): void
}

export interface LogsOptions {
  level: (typeof LOG_LEVELS)[number]
  out: DestinationStream
  /** Without credentials and personal data, wherever in it they stand. */
  mask<T>(value: T): T
}

/** Structured logs: one JSON object a line, times in ISO 8601, every text masked before it is written. */
export function createLogs({ level, out, mask }: LogsOptions): Logs {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    out,
  )

  function write(at: LogLevel | 'fatal', text: string, fields: Readonly<Record<string, unknown>>): void {
    if (!logger.isLevelEnabled(at)) return
    const { text: msg, ...rest } = mask({ text, ...fields })
    logger[at](rest, msg)
  }

  function writeEvent(event: RunEvent, incident: string | undefined): void {
    const line = logLineOf(event)
    if (!line) return
    write(line.level, line.msg, {
      run: event.run,
      root_run: rootOf(event.run),
      ...(incident !== undefined && { incident }),
      trace_id: traceIdOf(event.run),
      span_id: runSpanId(event.run),
      ...line.fields,
    })
  }

  return {
    follow(engine) {
      const incidents = incidentsOfRuns(engine, writeEvent)
      const stop = engine.subscribe((event) => {
        const line = logLineOf(event)
        if (line && logger.isLevelEnabled(line.level)) incidents.read(event)
      })
      return () => {
        stop()
        return incidents.settled()
      }
    },
    answered({ id, method, route, status, milliseconds, who, fault }) {
      const at = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info'
      write(at, `${method} ${route ?? 'unknown'} ${status}`, {
        request_id: id,
        method,
        ...(route !== undefined && { route }),
        status,
        ms: Math.round(milliseconds),
        ...(who !== undefined && { who }),
        ...(fault !== undefined && { fault }),
      })
    },
    problem: (what) => write('warn', what, {}),
    fault: ({ code, message, hint }) => write('fatal', message, { code, hint }),
    say: (msg, fields = {}) => write('info', msg, fields),
  }
}

/** The level by its name. Throws a fault `usage` for what is none. */
export function logLevelOf(name: string): LogsOptions['level'] {
  const level = LOG_LEVELS.find((one) => one === name)
  if (level !== undefined) return level
  throw new WatchfloorFault('usage', `WATCHFLOOR_LOG_LEVEL: "${name}" is no level.`, {
    hint: `One of ${LOG_LEVELS.join(', ')}.`,
  })
}
