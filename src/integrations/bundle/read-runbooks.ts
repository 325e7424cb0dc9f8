import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TextDocument } from '../../core/evidence.ts'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import { takeInventory } from './inventory.ts'

const MOST_FILES = 2_000
const MOST_BYTES = 1024 * 1024

/** The Markdown files of a folder and its folders, smallest names first; nothing outside of it. Throws a fault `not-found` where it is no folder. */
export async function readRunbooks(folder: string): Promise<TextDocument[]> {
  try {
    const { files } = await takeInventory(folder, { runbooks: ['**/*.md'] }, false)
    const own = files.filter(({ kind, bytes }) => kind === 'runbooks' && bytes <= MOST_BYTES).slice(0, MOST_FILES)
    return await Promise.all(
      own.map(async ({ source }) => ({ source, text: await readFile(join(folder, source), 'utf8') })),
    )
  } catch (cause) {
    throw new WatchfloorFault('not-found', `No runbooks can be read in ${folder}: ${messageOf(cause)}`, { cause })
  }
}
