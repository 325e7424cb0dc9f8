import { basename, dirname } from 'node:path'
import type { ReviewedChange } from '../../core/review.ts'
import { lossyProblem, reviewedFiles } from '../../formats/reviewed-files.ts'
import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'
import { tooManyFiles, type WalkedFolder, type WalkOptions, walkFolder } from './walk-folder.ts'

export interface TreeToRead {
  /** A folder, or a single file, which is read whatever it is called. */
  folder: string
  /** More files than this are not read, and a problem says so. */
  mostFiles?: number
  signal: AbortSignal
}

/**
 * A whole tree without git: every line counts as changed. Vendored and generated files are left out by name, unless there is nothing
 * else: then they are what is meant. Faults: `not-found`, `unreadable`.
 */
export async function readTree({ folder, mostFiles, signal }: TreeToRead): Promise<ReviewedChange> {
  const { root, isFile } = await openFolder(folder)
  const { paths, skipped, isCut } = isFile
    ? { paths: [basename(root)], skipped: [], isCut: false }
    : await walkWidening(root, { signal, ...(mostFiles !== undefined && { mostFiles }) })
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
    problems: [...(isCut ? [tooManyFiles(folder, mostFiles)] : []), ...lossyProblem(read.lossy)],
    head: { label: folder },
  }
}

async function walkWidening(root: string, options: WalkOptions): Promise<WalkedFolder> {
  const walked = await walkFolder(root, options)
  return walked.paths.length > 0 ? walked : walkFolder(root, { ...options, wantsAll: true })
}
