import type { CodeChange } from '../../analysts/code/change/code-change.ts'
import type { Problem } from '../../core/analysis.ts'
import type { CodeFinding } from '../../core/review.ts'
import type { ReviewerPart, ReviewerSays, ReviewTask } from './reviewers.ts'

export interface AllSaid extends Required<ReviewerSays> {
  /** Files that it broke down on, by path. */
  unread: string[]
}

/**
 * What a reviewer says of the whole change. Where it breaks down on it, each file is tried by itself, so that one file that nobody can
 * go through hides nothing in the others. Throws what it broke down on where there is no other file.
 */
export async function analyseAll(part: Pick<ReviewerPart, 'analyse'>, task: ReviewTask): Promise<AllSaid> {
  try {
    const { findings, problems = [] } = await part.analyse(task)
    return { findings, problems, unread: [] }
  } catch (cause) {
    const { files } = task.code
    if (files.length < 2) throw cause
    const findings: CodeFinding[] = []
    const problems = new Map<string, Problem>()
    const unread: string[] = []
    for (const { path } of files)
      try {
        const said = await part.analyse({ ...task, code: only(path, task.code) })
        for (const finding of said.findings) findings.push(finding)
        for (const problem of said.problems ?? []) problems.set(`${problem.source} ${problem.message}`, problem)
      } catch {
        unread.push(path)
      }
    // Broken down on the whole, and on none of its files: what goes from file to file was not seen.
    return {
      findings,
      problems: [...problems.values()],
      unread: unread.length > 0 ? unread : files.map(({ path }) => path),
    }
  }
}

function only(path: string, { files, modules, baseModules }: CodeChange): CodeChange {
  const file = files.find((one) => one.path === path)
  const pathBefore = file?.oldPath ?? path
  return {
    files: file === undefined ? [] : [file],
    modules: new Map(pick(modules, path)),
    baseModules: new Map(pick(baseModules, pathBefore)),
  }
}

function pick<T>(map: ReadonlyMap<string, T>, key: string): [string, T][] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}
