import type { ReviewedFile } from '../../../core/review.ts'
import { newPatience, type Parsers, parseModule } from '../parse/parse-module.ts'
import type { ModuleCode } from '../program.ts'
import type { CodeChange } from './code-change.ts'

/** The files of a change as programs, before and after. What cannot be parsed is not among them, and stays with its text. */
export function parseChange(files: readonly ReviewedFile[], parsers: Parsers): CodeChange {
  const modules = new Map<string, ModuleCode>()
  const baseModules = new Map<string, ModuleCode>()
  const patience = newPatience()
  for (const { path, oldPath, text, baseText } of files) {
    const after = text === undefined ? undefined : parseModule(path, text, parsers, patience)
    if (after !== undefined) modules.set(path, after)
    const pathBefore = oldPath ?? path
    const before = baseText === undefined ? undefined : parseModule(pathBefore, baseText, parsers, patience)
    if (before !== undefined) baseModules.set(pathBefore, before)
  }
  return { files, modules, baseModules }
}
