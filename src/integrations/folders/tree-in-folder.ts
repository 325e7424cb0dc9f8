import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'
import { walkFolder } from './walk-folder.ts'

export interface TreeInFolder {
  /** Relative to the folder. */
  paths: string[]
  /** Texts of those that are text and not too large. */
  read(paths: readonly string[]): Promise<Map<string, string>>
}

const MOST_FILES = 50_000

/** The files of a folder that people write; of a single file, that one. */
export async function treeInFolder(folder: string, signal: AbortSignal): Promise<TreeInFolder> {
  const { root, isFile } = await openFolder(folder)
  if (isFile) return { paths: [], read: async () => new Map() }
  const { paths } = await walkFolder(root, { mostFiles: MOST_FILES, signal })
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
