import type { AskGit } from './ask-git.ts'
import { isCommit, regularFile } from './file-entries.ts'
import { readBlobs } from './read-blobs.ts'

/**
 * One file as it stands at a commit, given by its full id: what a change cannot bring along itself, such as the rules that it is judged
 * by. The path is relative to the root of the repository. Undefined where it is not there, is no regular file, or cannot be read as text.
 */
export async function readAtRevision(ask: AskGit, commit: string, path: string): Promise<string | undefined> {
  if (!isCommit(commit) || !isInside(path)) return undefined
  const listed = await ask.bytes(['ls-tree', '-z', '--full-tree', commit, '--', path])
  const file = listed
    .split('\0')
    .map(regularFile)
    .find((one) => one?.path === path)
  if (file === undefined) return undefined
  const read = (await readBlobs(ask, [file.id])).get(file.id)
  return read?.kind === 'text' ? read.text : undefined
}

/** Relative, and without a way up: what lies outside is a fault of git. */
function isInside(path: string): boolean {
  return path !== '' && !path.includes('\0') && !path.startsWith('/') && !path.split('/').includes('..')
}
