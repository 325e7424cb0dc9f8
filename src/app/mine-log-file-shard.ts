import { closeSync, openSync } from 'node:fs'
import type { Vocabulary } from '../analysts/logs/templates/coarsen-shape.ts'
import type { HeaderModel } from '../analysts/logs/templates/header-model.ts'
import { createShapeTable, LONGEST_LINE, type ShapeRecord } from '../analysts/logs/templates/shape-table.ts'
import { readLines } from './mine-log-file-lines.ts'

/** What a worker is told; plain data. */
export interface ShardOrder {
  path: string
  from: number
  to: number
  header: HeaderModel
  /** Each line is a JSON object and its message is mined. */
  isJson: boolean
}

export interface ShardShapes {
  /** For each line its place in `records`. */
  ids: Uint32Array<ArrayBuffer>
  records: ShapeRecord[]
  level: number
}

/** Counts the shapes of one part of a log file. */
export function mineShard(order: ShardOrder, vocabulary: () => Vocabulary): ShardShapes {
  const table = createShapeTable(order.header, vocabulary)
  const add = order.isJson ? addMessage(table.add) : table.add
  let ids = new Uint32Array(1 << 16)
  let n = 0
  const file = openSync(order.path, 'r')
  try {
    readLines(file, order.from, order.to, (bytes, start, end, at) => {
      if (n === ids.length) ids = grown(ids)
      ids[n++] = add(bytes, start, end, at)
    })
  } finally {
    closeSync(file)
  }
  for (let i = 0; i < n; i++) ids[i] = table.resolve(ids[i] ?? 0)
  return { ids: ids.slice(0, n), records: table.records(), level: table.level() }
}

function grown(ids: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(ids.length * 1.5))
  larger.set(ids)
  return larger
}

type Add = (bytes: Uint8Array, start: number, end: number, at: number) => number

/** Adds the message of a JSON line; a line that is no JSON object, or without a message, as it stands. */
function addMessage(add: Add): Add {
  const scratch = Buffer.allocUnsafe(LONGEST_LINE)
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  return (bytes, start, end, at) => {
    const message = messageOfJson(decoder.decode(bytes.subarray(start, end)))
    if (message === undefined) return add(bytes, start, end, at)
    return add(scratch, 0, encoder.encodeInto(message, scratch).written, at)
  }
}

/** The text under the usual names of a log line's message. */
export function messageOfJson(line: string): string | undefined {
  try {
    const fields: unknown = JSON.parse(line)
    if (typeof fields !== 'object' || fields === null) return undefined
    const { message, msg, log, body, event } = fields as Record<string, unknown>
    return [message, msg, log, body, event].find((value) => typeof value === 'string')
  } catch {
    return undefined
  }
}
