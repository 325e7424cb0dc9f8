const MOST = 6_000
/** What is worth keeping of a long output: words of trouble. */
const TELLING =
  /\b(?:error|fatal|exception|fail\w*|panic|oom\w*|killed|refused|denied|timeout|timed out|unhealthy|warn\w*|back-?off|evict\w*|5\d\d)\b/i

/**
 * An output cut to size by what matters and not by where it stands: repeated lines once with their count, then lines that speak of trouble,
 * then as much as fits of the beginning and the end, all in their order.
 */
export function cutOutput(text: string, most = MOST): string {
  if (text.length <= most) return text
  const lines = countedLines(text)
  const weight = (index: number) =>
    (TELLING.test(lines[index] ?? '') ? 2 : 0) + (index < 3 || index >= lines.length - 3 ? 1 : 0)
  const order = lines
    .map((_, index) => index)
    .sort((a, b) => weight(b) - weight(a) || Math.min(a, lines.length - a) - Math.min(b, lines.length - b))
  const kept = new Set<number>()
  let room = most - 60
  for (const index of order) {
    const cost = Math.min(lines[index]?.length ?? 0, LONGEST_LINE) + 1
    if (cost > room) continue
    room -= cost
    kept.add(index)
  }
  const shown = lines.filter((_, index) => kept.has(index)).map((line) => line.slice(0, LONGEST_LINE))
  return `${shown.join('\n')}\n(${lines.length - kept.size} of ${lines.length} different lines left out)`
}

const LONGEST_LINE = 400

/** Lines that differ only in figures are one line, with how often it came. */
function countedLines(text: string): string[] {
  const counts = new Map<string, { line: string; count: number }>()
  for (const line of text.split('\n')) {
    const shape = line.replace(/\d+/g, '#')
    const known = counts.get(shape)
    if (known) known.count++
    else counts.set(shape, { line, count: 1 })
  }
  return [...counts.values()].map(({ line, count }) => (count > 1 ? `${line} (${count} times alike)` : line))
}
