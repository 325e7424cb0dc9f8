import type { FileCoverage } from '../core/coverage.ts'
import { parseCobertura } from './cobertura.ts'
import { parseLcov } from './lcov.ts'

/** A coverage file, lcov or Cobertura, told apart by what stands in it. Empty where it is neither. */
export function parseCoverage(text: string): Map<string, FileCoverage> {
  return /^\u{feff}?\s*</u.test(text.slice(0, 100)) ? parseCobertura(text) : parseLcov(text)
}

/**
 * The coverage of files under review. Tools write paths that are absolute, or relative to a folder of their own; so the file counts
 * whose path ends alike, by whole names, the longest common end first. Where several end equally alike, nobody knows which is meant,
 * and none counts.
 */
export function matchCoverage(
  told: ReadonlyMap<string, FileCoverage>,
  paths: readonly string[],
): Map<string, FileCoverage> {
  const byName = new Map<string, string[]>()
  for (const path of told.keys()) {
    const same = byName.get(nameOf(path))
    if (same === undefined) byName.set(nameOf(path), [path])
    else same.push(path)
  }
  const matched = new Map<string, FileCoverage>()
  for (const path of paths) {
    const best = told.has(path) ? path : bestOf(path, byName.get(nameOf(path)) ?? [])
    const coverage = best === undefined ? undefined : told.get(best)
    if (coverage !== undefined) matched.set(path, coverage)
  }
  return matched
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** More of one name are too many to tell apart. */
const MOST_OF_A_NAME = 1_000

/** Only where one path is the end of the other. */
function bestOf(path: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > MOST_OF_A_NAME) return undefined
  const fitting = candidates
    .map((candidate) => ({ candidate, plain: candidate.replace(/^(?:\.\/)+/, '') }))
    .filter(({ plain }) => plain === path || plain.endsWith(`/${path}`) || path.endsWith(`/${plain}`))
    .sort((a, b) => commonLength(path, b.plain) - commonLength(path, a.plain))
  const [first, second] = fitting
  if (first === undefined) return undefined
  return second !== undefined && commonLength(path, first.plain) === commonLength(path, second.plain)
    ? undefined
    : first.candidate
}

function commonLength(path: string, other: string): number {
  return Math.min(path.length, other.length)
}
