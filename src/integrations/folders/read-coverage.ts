import { realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { FileCoverage } from '../../core/coverage.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import { parseCoverage } from '../../formats/match-coverage.ts'
import { readInside } from '../../safety/read-inside.ts'
import { openFolder } from './open-folder.ts'

/** Where test runners leave their report unless they are told otherwise, the likeliest first. */
const USUAL_PLACES = [
  'coverage/lcov.info',
  'coverage/cobertura-coverage.xml',
  'lcov.info',
  'coverage.xml',
  'cobertura.xml',
  'coverage/coverage.xml',
  'coverage.lcov',
  'build/reports/cobertura.xml',
]
const MOST_BYTES = 128 * 1024 * 1024

export interface ReadCoverage {
  /** The file that tells, as it was given or relative to the root. */
  source: string
  /** By the paths that stand in it; `matchCoverage` finds those of a review. */
  files: Map<string, FileCoverage>
}

/** The coverage that a test run left in a tree; undefined where there is none that can be read. Never throws. */
export async function findCoverage(folder: string): Promise<ReadCoverage | undefined> {
  const root = await realpath(folder).catch(() => undefined)
  for (const source of root === undefined ? [] : USUAL_PLACES) {
    const read = await readInside(root ?? '', source, MOST_BYTES)
    const files = read.kind === 'bytes' ? parseCoverage(read.bytes.toString('utf8')) : new Map<string, FileCoverage>()
    if (files.size > 0) return { source, files }
  }
  return undefined
}

/** The coverage in a file that was named. Faults: `not-found`, `unreadable`, `invalid-input` where it is neither lcov nor Cobertura. */
export async function readCoverage(path: string): Promise<ReadCoverage> {
  const { root, isFile } = await openFolder(path)
  const read = isFile ? await readInside(dirname(root), basename(root), MOST_BYTES) : undefined
  if (read?.kind !== 'bytes')
    throw new WatchfloorFault('unreadable', `${path} cannot be read as a coverage report.`, {
      hint: `Give a file of at most ${MOST_BYTES / 1024 / 1024} MB.`,
    })
  const files = parseCoverage(read.bytes.toString('utf8'))
  if (files.size > 0) return { source: path, files }
  throw new WatchfloorFault('invalid-input', `${path} tells of no line that was or was not run.`, {
    hint: 'Give a report of lcov or Cobertura.',
  })
}
