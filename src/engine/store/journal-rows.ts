import type { RunRecord } from '../../core/engine.ts'
import type { FaultRecord } from '../../core/fault.ts'
import type { Ending, RunEntry, StepEntry, WaitEntry } from '../journaled/journal.ts'
import { jsonOf, jsonText, numberOf, optional, type Row, type SqlValue, textOf } from './database.ts'

export function stepOf(row: Row): StepEntry {
  return row.outcome === 'failed'
    ? { outcome: 'failed', fault: jsonOf(row.value) as FaultRecord }
    : { outcome: 'completed', value: jsonOf(row.value) }
}

export function waitOf(row: Row): WaitEntry {
  return {
    status: textOf(row, 'status') as WaitEntry['status'],
    value: jsonOf(row.value),
    ...optional(row, 'deadline', 'deadline', Number),
    at: numberOf(row, 'at'),
  }
}

export function entryOf(row: Row): RunEntry {
  const ending = endingOf(row)
  return {
    id: textOf(row, 'id'),
    root: textOf(row, 'root'),
    ...optional(row, 'parent', 'parent', String),
    workflow: textOf(row, 'workflow'),
    version: numberOf(row, 'version'),
    input: jsonOf(row.input),
    ...optional(row, 'timeout', 'timeoutMilliseconds', Number),
    ...optional(row, 'traceparent', 'traceparent', String),
    ...(ending && { ending }),
  }
}

function endingOf(row: Row): Ending | undefined {
  const partial = row.partial === null ? {} : { partial: jsonOf(row.partial) }
  switch (row.status as RunRecord['status']) {
    case 'completed':
      return { status: 'completed', result: jsonOf(row.result) }
    case 'failed':
      return { status: 'failed', fault: jsonOf(row.fault) as FaultRecord, ...partial }
    case 'timed-out':
      return { status: 'timed-out', afterMilliseconds: numberOf(row, 'after_milliseconds'), ...partial }
    case 'cancelled':
      return { status: 'cancelled', ...partial }
    default:
      return undefined
  }
}

export function endingColumns(ending: Ending): SqlValue[] {
  const partial = 'partial' in ending ? jsonText(ending.partial) : null
  switch (ending.status) {
    case 'completed':
      return ['completed', jsonText(ending.result), null, null, null]
    case 'failed':
      return ['failed', null, jsonText(ending.fault), partial, null]
    case 'timed-out':
      return ['timed-out', null, null, partial, ending.afterMilliseconds]
    case 'cancelled':
      return ['cancelled', null, null, partial, null]
  }
}
