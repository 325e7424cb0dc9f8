import { basename, dirname } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import type { ReviewedChange } from '../../core/review.ts'
import { lossyProblem, reviewedFiles } from '../../formats/reviewed-files.ts'
import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'
import { type WalkedFolder, walkFolder } from './walk-folder.ts'

export interface TreeToRead {
  /** A folder, or a single file, which is read whatever it is called. */
  folder: string
  /** More files than this are not read, and a problem says so. */
  mostFiles?: number
  signal: AbortSignal
}

const MOST_FILES = 50_000

/**
 * A whole tree without git: every line counts as changed. Vendored and generated files are left out by name, unless there is nothing
 * else: then they are what is meant. Faults: `not-found`, `unreadable`.
 */
export async function readTree({ folder, mostFiles = MOST_FILES, signal }: TreeToRead): Promise<ReviewedChange> {
  const { root, isFile } = await openFolder(folder)
  const { paths, skipped, isCut } = isFile
    ? { paths: [basename(root)], skipped: [], isCut: false }
    : await walkWidening(root, mostFiles, signal)
  const texts = await readTexts(isFile ? dirname(root) : root, paths, signal)
  const read = reviewedFiles(
    paths.flatMap((path) => {
      const after = texts.get(path)
      return after === undefined ? [] : [{ path, status: 'unchanged' as const, after }]
    }),
  )
  return {
    files: read.files,
    skipped: [...skipped, ...read.skipped],
    problems: [...(isCut ? [tooMany(folder, mostFiles)] : []), ...lossyProblem(read.lossy)],
    head: { label: folder },
  }
}

async function walkWidening(root: string, mostFiles: number, signal: AbortSignal): Promise<WalkedFolder> {
  const walked = await walkFolder(root, { mostFiles, signal })
  return walked.paths.length > 0 ? walked : walkFolder(root, { mostFiles, signal, wantsAll: true })
}

function tooMany(folder: string, mostFiles: number): Problem {
  return {
    code: 'too-many-files',
    source: folder,
    message: `${folder} has more than ${mostFiles} files; the others were not read.`,
    hint: 'Give the folders below it one by one.',
  }
}
