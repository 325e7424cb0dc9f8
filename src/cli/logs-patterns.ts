import { once } from 'node:events'
import type { MinedLogFile } from '../app/mine-log-file.ts'
import { mineNamedLogFile } from '../app/mine-log-file-named.ts'
import { timesOfLines } from '../app/mine-log-file-seen.ts'
import { visibleText } from '../report/text/visible-text.ts'

/**
 * Mines the patterns of log files. With `json` one JSON line for each input line in order, `{"line", "pattern"}`, and
 * `"file"` where several are given; a table of the patterns otherwise. Returns the exit status; throws a WatchfloorFault
 * for a file that cannot be read.
 */
export async function logsPatterns(
  files: string[],
  options: { json: boolean; workers?: number },
  out: NodeJS.WritableStream,
): Promise<number> {
  for (const file of files) {
    const { mined, path, close } = await mineNamedLogFile(file, options)
    try {
      if (options.json) await writeLines(mined, files.length > 1 ? file : undefined, out)
      else await writeTable(mined, path, files.length > 1 ? file : undefined, out)
    } finally {
      close()
    }
  }
  return 0
}

const BLOCK = 1 << 18
const ZERO = 48

async function writeLines(mined: MinedLogFile, file: string | undefined, out: NodeJS.WritableStream): Promise<void> {
  const head = Buffer.from(file === undefined ? '{"line": ' : `{"file": ${JSON.stringify(file)}, "line": `)
  const tails = mined.patterns.map(({ id }) => Buffer.from(`, "pattern": "${id}"}\n`))
  const longest = head.length + 20 + Math.max(0, ...tails.map((tail) => tail.length))
  let block = Buffer.allocUnsafe(BLOCK + longest)
  let n = 0
  let line = 0
  for (const { ids, patternOf } of mined.parts) {
    for (let i = 0; i < ids.length; i++) {
      const tail = tails[patternOf[ids[i] ?? 0] ?? 0] ?? head
      for (let j = 0; j < head.length; j++) block[n++] = head[j] ?? 0
      n = writeNumber(block, n, ++line)
      for (let j = 0; j < tail.length; j++) block[n++] = tail[j] ?? 0
      if (n < BLOCK) continue
      await write(out, block.subarray(0, n))
      block = Buffer.allocUnsafe(BLOCK + longest)
      n = 0
    }
  }
  if (n > 0) await write(out, block.subarray(0, n))
}

function writeNumber(block: Uint8Array, at: number, value: number): number {
  let digits = 1
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++
  let rest = value
  for (let i = at + digits - 1; i >= at; i--) {
    const tenth = Math.floor(rest / 10)
    block[i] = ZERO + rest - tenth * 10
    rest = tenth
  }
  return at + digits
}

async function write(out: NodeJS.WritableStream, data: Uint8Array | string): Promise<void> {
  if (!out.write(data)) await once(out, 'drain')
}

const WIDEST_PATTERN = 160

async function writeTable(
  mined: MinedLogFile,
  path: string,
  name: string | undefined,
  out: NodeJS.WritableStream,
): Promise<void> {
  if (name !== undefined) await write(out, `${visibleText(name)}\n`)
  const times = timesOfLines(path)
  const rows = mined.patterns
    .toSorted((a, b) => b.count - a.count || a.firstLine - b.firstLine)
    .map((pattern) => [
      String(pattern.count),
      visibleText(times.at(pattern.firstAt) ?? `line ${pattern.firstLine}`, 40),
      visibleText(times.at(pattern.lastAt) ?? `line ${pattern.lastLine}`, 40),
      visibleText(pattern.text, WIDEST_PATTERN),
    ])
  times.close()
  const table = [['count', 'first seen', 'last seen', 'pattern'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  for (const [count = '', first = '', last = '', text = ''] of table)
    await write(
      out,
      `${count.padStart(widths[0] ?? 0)}  ${first.padEnd(widths[1] ?? 0)}  ${last.padEnd(widths[2] ?? 0)}  ${text}\n`,
    )
  await write(out, `${mined.patterns.length} patterns in ${mined.lineCount} lines\n`)
}
