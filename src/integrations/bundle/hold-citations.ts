import type { Citation } from '../../core/evidence.ts'
import { readLines } from './lines.ts'

/** Whether each quote stands on its line of `text`; a citation without a line may stand anywhere. */
export function holdWhole(text: string, citations: readonly Citation[]): boolean[] {
  const wanted = new Set(citations.flatMap(({ line }) => line ?? []))
  const lines = wantedLines(text, wanted)
  return citations.map(
    ({ line, quote }) => quote !== '' && (line === undefined ? text : (lines.get(line) ?? '')).includes(quote),
  )
}

function wantedLines(text: string, wanted: ReadonlySet<number>): Map<number, string> {
  const last = Math.max(0, ...wanted)
  const found = new Map<number, string>()
  let from = 0
  for (let number = 1; number <= last; number++) {
    const end = text.indexOf('\n', from)
    if (wanted.has(number)) found.set(number, text.slice(from, end < 0 ? text.length : end))
    if (end < 0) break
    from = end + 1
  }
  return found
}

/** The same for a file too large to hold. A citation without a line is searched for line by line. */
export async function holdStreamed(path: string, citations: readonly Citation[]): Promise<boolean[]> {
  const held = citations.map(() => false)
  const last = citations.some(({ line }) => line === undefined)
    ? Number.POSITIVE_INFINITY
    : Math.max(0, ...citations.map(({ line }) => line ?? 0))
  for await (const batch of readLines(path)) {
    for (const { number, text } of batch) {
      citations.forEach(({ line, quote }, index) => {
        if ((line === undefined || line === number) && quote !== '' && text.includes(quote)) held[index] = true
      })
    }
    if ((batch.at(-1)?.number ?? 0) >= last) break
  }
  return held
}
