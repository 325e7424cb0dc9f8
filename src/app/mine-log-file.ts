import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { mergeShapes } from '../analysts/logs/templates/merge-shapes.ts'
import { patternText } from '../analysts/logs/templates/pattern-text.ts'
import { joinRecords, type ShapeRecord } from '../analysts/logs/templates/shape-table.ts'
import { logForm, sampleVocabulary } from './mine-log-file-sample.ts'
import { mineShard, type ShardOrder, type ShardShapes } from './mine-log-file-shard.ts'

/** Smaller files are mined in this thread. */
const WORTH_WORKERS = 8 << 20

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './mine-log-file-worker.ts' : './mine-log-file-worker.js',
  import.meta.url,
)

export interface MinedPattern {
  /** `P1` is the pattern of the first line, and so on. */
  id: string
  text: string
  count: number
  /** First and last line, from 1, and where they start in the file, in bytes. */
  firstLine: number
  lastLine: number
  firstAt: number
  lastAt: number
}

export interface MinedLogFile {
  patterns: MinedPattern[]
  lineCount: number
  /** For each line in order the index of its pattern: `patternOf[ids[i]]` through the parts one after the other. */
  parts: { ids: Uint32Array; patternOf: Uint32Array }[]
}

/**
 * Mines the patterns of a log file; the same for any number of `workers`. Throws what the file system throws.
 */
export async function mineLogFile(path: string, options: { workers?: number } = {}): Promise<MinedLogFile> {
  const size = statSync(path).size
  const { header, isJson } = logForm(path)
  const workers = options.workers ?? (size < WORTH_WORKERS ? 0 : Math.min(8, availableParallelism()))
  const vocabulary = sampleVocabulary(path, header, isJson)
  const orders = boundaries(path, size, Math.max(1, workers)).map(
    ([from, to]): ShardOrder => ({ path, from, to, header, isJson }),
  )
  const shards =
    workers > 0 ? await Promise.all(orders.map(inWorker)) : orders.map((order) => mineShard(order, vocabulary))
  const level = Math.max(0, ...shards.map((shard) => shard.level))
  const { records, places } = joinRecords(
    shards.map((shard) => shard.records),
    level,
    vocabulary,
  )
  return assemble(shards, records, places)
}

function inWorker(order: ShardOrder): Promise<ShardShapes> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: order, execArgv: [] })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Divides the file into at most `parts` ranges that end at line breaks. */
function boundaries(path: string, size: number, parts: number): [number, number][] {
  if (parts === 1) return [[0, size]]
  const file = openSync(path, 'r')
  try {
    const ends = Array.from({ length: parts - 1 }, (_, i) =>
      afterNewline(file, Math.floor((size * (i + 1)) / parts), size),
    )
    const cuts = [...new Set([0, ...ends, size])]
    return cuts.slice(1).map((to, i) => [cuts[i] ?? 0, to])
  } finally {
    closeSync(file)
  }
}

function afterNewline(file: number, from: number, size: number): number {
  const block = Buffer.allocUnsafe(1 << 16)
  for (let offset = from; offset < size; ) {
    const read = readSync(file, block, 0, block.length, offset)
    if (read === 0) break
    const newline = block.indexOf(10)
    if (newline >= 0 && newline < read) return offset + newline + 1
    offset += read
  }
  return size
}

function assemble(
  shards: readonly ShardShapes[],
  records: readonly ShapeRecord[],
  places: readonly number[][],
): MinedLogFile {
  const target = mergeShapes(
    records.map((record) => record.shape),
    records.map((record) => record.count),
  )
  const groups = new Map<number, ShapeRecord[]>()
  records.forEach((record, index) => {
    const key = target[index] ?? index
    const list = groups.get(key)
    if (list) list.push(record)
    else groups.set(key, [record])
  })
  const ordered = [...groups].map(([key, list]) => ({ key, list, first: Math.min(...list.map((one) => one.first)) }))
  ordered.sort((a, b) => a.first - b.first)
  const indexOf = new Map(ordered.map(({ key }, index) => [key, index]))
  const patterns = ordered.map(({ list, first }, index) => minedPattern(list, first, index))
  const parts = shards.map((shard, part) => ({
    ids: shard.ids,
    patternOf: Uint32Array.from(places[part] ?? [], (place) => indexOf.get(target[place] ?? place) ?? 0),
  }))
  return { patterns, parts, lineCount: numberLines(patterns, parts) }
}

function minedPattern(list: readonly ShapeRecord[], first: number, index: number): MinedPattern {
  return {
    id: `P${index + 1}`,
    text: patternText(list.map((record) => record.shape)),
    count: list.reduce((sum, record) => sum + record.count, 0),
    firstLine: 0,
    lastLine: 0,
    firstAt: first,
    lastAt: list.reduce((latest, record) => Math.max(latest, record.last), 0),
  }
}

function numberLines(patterns: readonly MinedPattern[], parts: MinedLogFile['parts']): number {
  const first = new Float64Array(patterns.length)
  const last = new Float64Array(patterns.length)
  let line = 0
  for (const { ids, patternOf } of parts) {
    for (let i = 0; i < ids.length; i++) {
      const pattern = patternOf[ids[i] ?? 0] ?? 0
      line++
      if (first[pattern] === 0) first[pattern] = line
      last[pattern] = line
    }
  }
  patterns.forEach((pattern, index) => {
    pattern.firstLine = first[index] ?? 0
    pattern.lastLine = last[index] ?? 0
  })
  return line
}
