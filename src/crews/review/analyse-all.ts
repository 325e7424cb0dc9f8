import type { CodeChange } from '../../analysts/code/change/code-change.ts'
import type { CodeFinding } from '../../core/review.ts'
import type { ReviewerPart, ReviewTask } from './reviewers.ts'

/**
 * What a reviewer says of the whole change. Where it breaks down on it, each file is tried by itself, so that one file that nobody can
 * go through hides nothing in the others; `unread` names those it broke down on.
 */
export async function analyseAll(
  part: ReviewerPart,
  task: ReviewTask,
): Promise<{ findings: readonly CodeFinding[]; unread: string[] }> {
  try {
    return { findings: await part.analyse(task), unread: [] }
  } catch (cause) {
    const { files } = task.code
    if (files.length < 2) throw cause
    const findings: CodeFinding[] = []
    const unread: string[] = []
    for (const { path } of files)
      try {
        for (const finding of await part.analyse({ ...task, code: only(path, task.code) })) findings.push(finding)
      } catch {
        unread.push(path)
      }
    // Broken down on the whole, and on none of its files: what goes from file to file was not seen.
    return { findings, unread: unread.length > 0 ? unread : files.map(({ path }) => path) }
  }
}

function only(path: string, { files, modules, baseModules }: CodeChange): CodeChange {
  const file = files.find((one) => one.path === path)
  const pathBefore = file?.oldPath ?? path
  return {
    files: file === undefined ? [] : [file],
    modules: new Map([...pick(modules, path)]),
    baseModules: new Map([...pick(baseModules, pathBefore)]),
  }
}

function pick<T>(map: ReadonlyMap<string, T>, key: string): [string, T][] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}
