import type { LogRecord } from '../../core/evidence.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * A copy that does not keep the block alive from which the text was cut: the engine's substrings point into their parent, so
 * that one kept line would keep a megabyte.
 */
export function detachedText(text: string): string {
  return decoder.decode(encoder.encode(text))
}

export function detachedRecord(record: LogRecord): LogRecord {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? detachedText(value) : value]),
  ) as unknown as LogRecord
}
