import { openRepository } from './open-repository.ts'
import { readBlobs } from './read-blobs.ts'

export interface AtRevision {
  repository: string
  /** Its full id, as a change names its base. */
  commit: string
  /** Relative to the root of the repository. */
  path: string
  signal: AbortSignal
}

const COMMIT = /^[0-9a-f]{40,64}$/
const ENTRY = /^100(?:644|755) blob ([0-9a-f]+)\t/

/**
 * One file as it stands at a commit: what a change cannot bring along itself, such as the rules that it is judged by. Undefined where
 * it is not there, is no regular file, or cannot be read as text.
 */
export async function readAtRevision({ repository, commit, path, signal }: AtRevision): Promise<string | undefined> {
  if (!COMMIT.test(commit) || !isInside(path)) return undefined
  const { ask } = await openRepository(repository, signal)
  const bytes = Buffer.from(path).toString('latin1')
  const listed = await ask.bytes(['ls-tree', '-z', '--full-tree', commit, '--', path])
  const entry = listed.split('\0').find((line) => line.endsWith(`\t${bytes}`))
  const id = ENTRY.exec(entry ?? '')?.[1]
  if (id === undefined) return undefined
  const read = (await readBlobs(ask, [id])).get(id)
  return read?.kind === 'text' ? read.text : undefined
}

/** Relative, and without a way up: what lies outside is a fault of git. */
function isInside(path: string): boolean {
  return path !== '' && !path.includes('\0') && !path.startsWith('/') && !path.split('/').includes('..')
}
