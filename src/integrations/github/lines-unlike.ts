import type { LineRange } from '../../core/review.ts'

/**
 * Lines of a text that stand not, or not that often, in the one before it: what a change touches where nobody gives the difference. In linear time; a line
 * that only moved counts as untouched.
 */
export function linesUnlike(before: string, after: string): LineRange[] {
  const left = new Map<string, number>()
  for (const line of before.split('\n')) left.set(line, (left.get(line) ?? 0) + 1)
  const ranges: LineRange[] = []
  for (const [place, line] of after.split('\n').entries()) {
    const count = left.get(line) ?? 0
    if (count > 0) {
      left.set(line, count - 1)
      continue
    }
    const last = ranges.at(-1)
    if (last?.endLine === place) last.endLine = place + 1
    else ranges.push({ line: place + 1, endLine: place + 1 })
  }
  return ranges
}
