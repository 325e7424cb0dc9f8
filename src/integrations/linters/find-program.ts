import { constants } from 'node:fs'
import { access, realpath, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { liesIn } from '../../safety/command/allow-list.ts'

/** Where projects keep the programs that they installed for themselves, relative to their root. */
const OWN_FOLDERS = ['node_modules/.bin', '.venv/bin', 'venv/bin', 'vendor/bin']

export interface FoundProgram {
  file: string
  /** It was installed in the project: to run it is to run what the project brought along. */
  isProjects: boolean
}

/** A program of the project, or else of the PATH, where only absolute folders outside of the project count. Undefined without one. */
export async function findProgram(name: string, root: string, path: string): Promise<FoundProgram | undefined> {
  for (const folder of OWN_FOLDERS) {
    const file = join(root, folder, name)
    if (await canRun(file)) return { file, isProjects: true }
  }
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue
    const resolved = await realpath(folder).catch(() => folder)
    const file = join(folder, name)
    if (!liesIn(resolved, root) && (await canRun(file))) return { file, isProjects: false }
  }
  return undefined
}

async function canRun(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
