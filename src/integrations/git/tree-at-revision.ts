import type { FileTree } from '../../core/review.ts'
import type { AskGit } from './ask-git.ts'
import { isCommit, regularFile } from './file-entries.ts'
import { readBlobs } from './read-blobs.ts'

/** The regular files of a commit, given by its full id. */
export async function treeAtRevision(ask: AskGit, commit: string): Promise<FileTree> {
  if (!isCommit(commit)) return { paths: [], read: async () => new Map() }
  const listed = await ask.bytes(['ls-tree', '-z', '-r', '--full-tree', commit])
  const ids = new Map(
    listed.split('\0').flatMap((line): [string, string][] => {
      const file = regularFile(line)
      return file === undefined ? [] : [[file.path, file.id]]
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
