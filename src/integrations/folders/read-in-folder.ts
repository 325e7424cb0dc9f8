import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'

/**
 * One file of a folder, for what stands beside the code: rules, a baseline. Undefined where it is not there, cannot be read as text,
 * or would lead out of the folder.
 */
export async function readInFolder(folder: string, path: string, signal: AbortSignal): Promise<string | undefined> {
  const { root, isFile } = await openFolder(folder)
  if (isFile) return undefined
  const read = (await readTexts(root, [path], signal)).get(path)
  return read?.kind === 'text' ? read.text : undefined
}
