import { realpath, stat } from 'node:fs/promises'
import { WatchfloorFault } from '../../core/fault.ts'

/** The resolved path of a folder, or of a single file; a fault `not-found` or `unreadable` where it cannot be opened. */
export async function openFolder(path: string): Promise<{ root: string; isFile: boolean }> {
  try {
    const root = await realpath(path)
    const found = await stat(root)
    if (found.isDirectory() || found.isFile()) return { root, isFile: found.isFile() }
  } catch (cause) {
    throw new WatchfloorFault('not-found', `${path} cannot be opened.`, { cause })
  }
  throw new WatchfloorFault('unreadable', `${path} is neither a folder nor a file.`, {
    hint: 'Give a folder with code.',
  })
}
