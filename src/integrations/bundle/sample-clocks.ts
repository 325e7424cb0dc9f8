import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvidenceFile } from '../../core/source.ts'
import { lineTime } from '../../formats/log-line.ts'
import type { ParsedTime } from '../../formats/timestamp.ts'
import type { ClockSample } from './settle-clocks.ts'

const SAMPLED_BYTES = 32_768
const MOST_FILES = 500

/** Reads the times of the first and last lines of log files. A file without times, or that cannot be read, gives no sample. */
export async function sampleClocks(
  root: string,
  files: readonly EvidenceFile[],
  yearOf: number | undefined,
): Promise<ClockSample[]> {
  const samples: ClockSample[] = []
  for (const file of files.slice(0, MOST_FILES)) {
    const times = await timesOfEnds(join(root, file.source), file.bytes, yearOf).catch(() => [])
    const first = times[0]
    if (!first) continue
    samples.push({
      source: file.source,
      from: Math.min(...times.map(({ at }) => at)),
      to: Math.max(...times.map(({ at }) => at)),
      offsetMinutes: first.offsetMinutes,
    })
  }
  return samples
}

async function timesOfEnds(path: string, bytes: number, yearOf: number | undefined): Promise<ParsedTime[]> {
  const file = await open(path, 'r')
  try {
    const head = await readText(file, 0)
    const tail = bytes > SAMPLED_BYTES ? await readText(file, Math.max(SAMPLED_BYTES, bytes - SAMPLED_BYTES)) : ''
    // The last piece of the head and the first of the tail may be half a line.
    const lines = [...head.split('\n').slice(0, bytes > SAMPLED_BYTES ? -1 : undefined), ...tail.split('\n').slice(1)]
    return lines.flatMap((line) => lineTime(line, yearOf) ?? [])
  } finally {
    await file.close()
  }
}

async function readText(file: FileHandle, from: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLED_BYTES), 0, SAMPLED_BYTES, from)
  return buffer.toString('utf8', 0, bytesRead)
}
