import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** A line longer than this is cut: what is past it is never looked at, so that a line of any length fits into memory. */
export const LONGEST_LINE = 65_536

export interface TextLine {
  /** From 1. */
  number: number
  text: string
  cut: boolean
}

/** Streams the lines of a file in batches, without their ends (LF or CRLF). Bytes that are no UTF-8 become U+FFFD. */
export async function* readLines(path: string, signal?: AbortSignal): AsyncGenerator<TextLine[]> {
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 16, ...(signal && { signal }) })
  let number = 0
  let rest = ''
  let dropped = false
  for await (const chunk of stream as AsyncIterable<string>) {
    const pieces = chunk.split('\n')
    const batch: TextLine[] = []
    pieces.forEach((piece, index) => {
      const isLast = index === pieces.length - 1
      const text = index === 0 ? rest + piece : piece
      const cut = text.length > LONGEST_LINE || (index === 0 && dropped)
      if (isLast) {
        rest = text.slice(0, LONGEST_LINE)
        dropped = cut
      } else batch.push({ number: ++number, text: clean(text), cut })
    })
    yield batch
  }
  if (rest !== '') yield [{ number: ++number, text: clean(rest), cut: dropped }]
}

const STRETCHES = 200

/**
 * Streams the whole lines of evenly spaced stretches of a file, `share` bytes of its `bytes` in all. Line numbers are not
 * known there: they count from 1 in each stretch.
 */
export async function* sampleLines(
  path: string,
  bytes: number,
  share: number,
  signal?: AbortSignal,
): AsyncGenerator<TextLine[]> {
  const length = Math.max(1024, Math.floor(share / STRETCHES))
  const file = await open(path, 'r')
  try {
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      signal?.throwIfAborted()
      const from = Math.floor((stretch * (bytes - length)) / (STRETCHES - 1))
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, from)
      const pieces = buffer
        .toString('utf8', 0, bytesRead)
        .split('\n')
        .slice(from === 0 ? 0 : 1, -1)
      yield pieces.map((piece, index) => ({ number: index + 1, text: clean(piece), cut: piece.length > LONGEST_LINE }))
    }
  } finally {
    await file.close()
  }
}

function clean(text: string): string {
  const line = text.length > LONGEST_LINE ? text.slice(0, LONGEST_LINE) : text
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
