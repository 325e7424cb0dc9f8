import { openRepository } from './open-repository.ts'
import { readBlobs } from './read-blobs.ts'

export interface TreeAtRevision {
  /** Relative to the root of the repository. */
  paths: string[]
  /** Texts of those that are text and not too large. */
  read(paths: readonly string[]): Promise<Map<string, string>>
}

const ENTRY = /^100(?:644|755) blob ([0-9a-f]+)\t(.*)$/s
const COMMIT = /^[0-9a-f]{40,64}$/

/** The regular files of a commit. */
export async function treeAtRevision(repository: string, commit: string, signal: AbortSignal): Promise<TreeAtRevision> {
  if (!COMMIT.test(commit)) return { paths: [], read: async () => new Map() }
  const { ask } = await openRepository(repository, signal)
  const listed = await ask.bytes(['ls-tree', '-z', '-r', '--full-tree', commit])
  const ids = new Map(
    listed.split('\0').flatMap((line): [string, string][] => {
      const match = ENTRY.exec(line)
      return match === null ? [] : [[Buffer.from(match[2] ?? '', 'latin1').toString('utf8'), match[1] ?? '']]
    }),
  )
  return {
    paths: [...ids.keys()],
    async read(paths) {
      const wanted = paths.flatMap((path) => ids.get(path) ?? [])
      const texts = await readBlobs(ask, wanted)
      return new Map(
        paths.flatMap((path): [string, string][] => {
          const read = texts.get(ids.get(path) ?? '')
          return read?.kind === 'text' ? [[path, read.text]] : []
        }),
      )
    },
  }
}
