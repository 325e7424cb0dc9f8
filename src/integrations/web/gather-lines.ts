import { messageOf } from '../../core/fault.ts'

/** What is kept of a record. */
export interface KeptLine {
  /** Tells it from all others of its source. */
  id: string
  /** Milliseconds since the epoch. */
  at: number
  text: string
}

/** The records of a stretch of time, oldest first; a page is asked for when it is wanted. */
export type Pages = AsyncIterator<readonly KeptLine[], void>

/** What is kept of one source at most. */
export interface GatherLimits {
  records: number
  bytes: number
  milliseconds: number
}

export const LOG_LIMITS: GatherLimits = { records: 100_000, bytes: 64_000_000, milliseconds: 120_000 }

export interface GatheredLines {
  text: string
  problems: string[]
}

interface Kept {
  lines: Map<string, KeptLine>
  bytes: number
}

type Left = 'full' | 'late'

/**
 * Draws from all stretches in turn, so that what does not fit is left out of each alike; and from the errors first, which may fill half of what is
 * kept. What is met twice is kept once. Rejects where nothing could be had at all.
 */
export async function gatherLines(
  name: string,
  { errors, all }: { errors: readonly Pages[]; all: readonly Pages[] },
  limits: GatherLimits,
  signal: AbortSignal,
): Promise<GatheredLines> {
  const { records, bytes, milliseconds } = limits
  const until = performance.now() + milliseconds
  const kept: Kept = { lines: new Map(), bytes: 0 }
  const left = new Set<Left>()
  const faults: unknown[] = []
  for (const [stretches, share] of [[errors, 0.5] as const, [all, 1] as const])
    try {
      const why = await drawInTurn(stretches, kept, { records: records * share, bytes: bytes * share, until })
      if (why !== undefined) left.add(why)
    } catch (thrown) {
      signal.throwIfAborted()
      faults.push(thrown)
    }
  if (kept.lines.size === 0 && faults.length > 0) throw faults[0]
  const problems = [
    ...new Set(faults.map(messageOf)),
    ...[...left].map((why) => `${name}: ${WORDS[why](kept, limits)}`),
  ]
  return { text: fileOf([...kept.lines.values()]), problems }
}

const WORDS: Record<Left, (kept: Kept, limits: GatherLimits) => string> = {
  full: ({ lines }) =>
    `there is more than is kept; kept are ${lines.size} lines: errors first, and some of every part of the time before and since.`,
  late: ({ lines }, { milliseconds }) =>
    `it is slow; kept are the ${lines.size} lines that came within ${milliseconds / 1_000} s.`,
}

/** In the order of time. */
export function fileOf(lines: readonly KeptLine[]): string {
  return lines
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => `${text}\n`)
    .join('')
}

/** Why something was left out; undefined where nothing was. */
async function drawInTurn(
  stretches: readonly Pages[],
  kept: Kept,
  room: { records: number; bytes: number; until: number },
): Promise<Left | undefined> {
  // A turn takes less than a page where little is kept: else the first stretches would have all of it.
  const turn = Math.max(1, Math.floor(room.records / (4 * stretches.length)))
  let open = stretches.map((pages) => ({ pages, waiting: [] as KeptLine[] }))
  while (open.length > 0) {
    const going: typeof open = []
    for (const stretch of open) {
      if (performance.now() > room.until) return 'late'
      if (stretch.waiting.length === 0) {
        const page = await stretch.pages.next()
        if (page.done) continue
        stretch.waiting = [...page.value]
      }
      for (const line of stretch.waiting.splice(0, turn)) if (!keep(line, kept, room)) return 'full'
      going.push(stretch)
    }
    open = going
  }
  return undefined
}

function keep(line: KeptLine, kept: Kept, room: { records: number; bytes: number }): boolean {
  if (kept.lines.has(line.id)) return true
  const bytes = Buffer.byteLength(line.text) + 1
  if (kept.lines.size >= room.records || kept.bytes + bytes > room.bytes) return false
  kept.lines.set(line.id, line)
  kept.bytes += bytes
  return true
}
