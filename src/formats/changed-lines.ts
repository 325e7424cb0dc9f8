import { diffArrays } from 'diff'
import type { LineRange } from '../core/review.ts'
import { extendRanges } from './source-text.ts'

/** Beyond so many edits between two texts the comparison goes on in parts. */
const MOST_EDITS = 500

/**
 * The lines of the new text that are not in the old one, by a longest common subsequence (Myers, "An O(ND) Difference Algorithm",
 * 1986); line ends do not count. Where the two differ too much for it, lines that are unique in both hold the parts together
 * (patience diff), and what still differs too much counts as changed as a whole. Lines that were only taken away leave no trace.
 */
export function changedLines(before: string, after: string): LineRange[] {
  if (before === after) return []
  const [old, now] = numbered(linesOf(before), linesOf(after))
  const isChanged = new Uint8Array(now.length)
  compare(old, now, (at) => {
    isChanged[at] = 1
  })
  slideDown(now, isChanged)
  return rangesOf(isChanged)
}

/**
 * Where the line after a group is the same as its first, either may be the new one. The last is taken, as git does: a function that
 * was added after another ends with its own bracket.
 */
function slideDown(now: readonly number[], isChanged: Uint8Array): void {
  let start = -1
  for (let at = 0; at < now.length; at++) {
    if (isChanged[at] === 1) {
      if (start < 0) start = at
      continue
    }
    if (start < 0) continue
    if (now[at] === now[start]) {
      isChanged[start++] = 0
      isChanged[at] = 1
    } else start = -1
  }
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** Lines as numbers: equal lines have the same. */
function numbered(before: readonly string[], after: readonly string[]): [number[], number[]] {
  const numbers = new Map<string, number>()
  const numberOf = (line: string) => {
    const known = numbers.get(line)
    if (known !== undefined) return known
    numbers.set(line, numbers.size)
    return numbers.size - 1
  }
  return [before.map(numberOf), after.map(numberOf)]
}

type Mark = (at: number) => void

function compare(old: readonly number[], now: readonly number[], mark: Mark): void {
  if (compareWhole(old, now, mark)) return
  let [fromOld, fromNow] = [0, 0]
  for (const [atOld, atNow] of [...uniqueInBoth(old, now), [old.length, now.length] as const]) {
    const start = fromNow
    const part = now.slice(fromNow, atNow)
    const inPart: Mark = (at) => mark(start + at)
    if (!compareWhole(old.slice(fromOld, atOld), part, inPart)) for (const at of part.keys()) inPart(at)
    fromOld = atOld + 1
    fromNow = atNow + 1
  }
}

/**
 * False where there are too many edits; then only lines are marked that the other side does not have at all. Those are no part of
 * anything common and are left out of the comparison, so that a rewritten file costs nothing.
 */
function compareWhole(old: readonly number[], now: readonly number[], mark: Mark): boolean {
  const inOld = new Set(old)
  const inNow = new Set(now)
  const places: number[] = []
  now.forEach((line, at) => {
    if (inOld.has(line)) places.push(at)
    else mark(at)
  })
  const before = old.filter((line) => inNow.has(line))
  const after = places.map((at) => now[at] ?? 0)
  const [head, tail] = sameEnds(before, after)
  if (head + tail === after.length) return true
  const middles = [before, after].map((lines) => lines.slice(head, lines.length - tail))
  const parts = diffArrays(middles[0] ?? [], middles[1] ?? [], { maxEditLength: MOST_EDITS })
  if (parts === undefined) return false
  let at = head
  for (const { added, removed, count } of parts) {
    if (added) for (const place of places.slice(at, at + count)) mark(place)
    if (!removed) at += count
  }
  return true
}

/** How many lines are the same at the beginning and, of the rest, at the end. */
function sameEnds(before: readonly number[], after: readonly number[]): [head: number, tail: number] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return [head, tail]
}

/** Places of lines that stand once on both sides, in the longest order that both have in common. */
function uniqueInBoth(old: readonly number[], now: readonly number[]): (readonly [old: number, now: number])[] {
  const placesOld = uniquePlaces(old)
  const pairs = [...uniquePlaces(now)].flatMap(([line, atNow]) => {
    const atOld = placesOld.get(line)
    return atOld === undefined ? [] : [[atOld, atNow] as const]
  })
  return longestAscending(pairs)
}

function uniquePlaces(lines: readonly number[]): Map<number, number> {
  const places = new Map<number, number>()
  const twice = new Set<number>()
  lines.forEach((line, at) => {
    if (places.has(line)) twice.add(line)
    else places.set(line, at)
  })
  for (const line of twice) places.delete(line)
  return places
}

/** By patience sorting: each pile keeps the pair with the smallest old place that ends a sequence of its length. */
function longestAscending(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const piles: number[] = []
  const previous: number[] = []
  pairs.forEach(([old], index) => {
    let [low, high] = [0, piles.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[piles[middle] ?? 0]?.[0] ?? 0) < old) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (piles[low - 1] ?? -1) : -1
    piles[low] = index
  })
  const longest: (readonly [number, number])[] = []
  for (let at = piles.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at]
    if (pair !== undefined) longest.push(pair)
  }
  return longest.reverse()
}

function rangesOf(isChanged: Uint8Array): LineRange[] {
  const ranges: LineRange[] = []
  isChanged.forEach((changed, index) => {
    if (changed !== 0) extendRanges(ranges, index + 1)
  })
  return ranges
}
