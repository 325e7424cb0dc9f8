export type LogFields = Record<string, unknown>

export interface Log {
  /** Written for sampled traces only, as the trace is. */
  access(message: string, fields: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/**
 * JSON lines on standard output. Equal warnings and errors are thinned to one a second, as production loggers do; the
 * next one written says in `suppressed` how many were not.
 */
export function serviceLog(service: string): Log {
  const seen = new Map<string, { second: number; suppressed: number }>()
  const write = (level: string, message: string, fields: LogFields = {}) => {
    const timestamp = new Date().toISOString()
    process.stdout.write(`${JSON.stringify({ timestamp, service, level, message, ...fields })}\n`)
  }
  const thinned = (level: string, message: string, fields: LogFields = {}) => {
    const second = Math.floor(Date.now() / 1000)
    const last = seen.get(message)
    if (last?.second === second) {
      last.suppressed++
      return
    }
    seen.set(message, { second, suppressed: 0 })
    write(level, message, last?.suppressed ? { ...fields, suppressed: last.suppressed } : fields)
  }
  return {
    access: (message, fields) => write('info', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => thinned('warn', message, fields),
    error: (message, fields) => thinned('error', message, fields),
  }
}
