import type { FileTree } from '../../core/review.ts'
import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'
import { walkFolder } from './walk-folder.ts'

/** The files of a folder that people write. */
export async function treeInFolder(folder: string, signal: AbortSignal): Promise<FileTree> {
  const { root, isFile } = await openFolder(folder)
  if (isFile) return { paths: [], read: async () => new Map() }
  const { paths } = await walkFolder(root, { signal })
  return {
    paths,
    async read(wanted) {
      const texts = await readTexts(root, wanted, signal)
      return new Map(
        Array.from(texts).flatMap(([path, one]): [string, string][] => (one.kind === 'text' ? [[path, one.text]] : [])),
      )
    },
  }
}
