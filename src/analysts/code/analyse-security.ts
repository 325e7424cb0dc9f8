import type { CodeFinding, ReviewedFile } from '../../core/review.ts'
import { findFlows } from './flow/find-flows.ts'
import { type Parsers, parseModule } from './parse/parse-module.ts'
import { FLOW_RULES } from './rules/index.ts'

/** Weaknesses of the code: data that others can set and that comes to where it does harm, and calls that are wrong by themselves. */
export function analyseSecurity(files: readonly ReviewedFile[], parsers: Parsers): CodeFinding[] {
  const modules = files.flatMap(({ path, text }) => {
    const module = text === undefined ? undefined : parseModule(path, text, parsers)
    return module === undefined ? [] : [module]
  })
  return findFlows(modules, FLOW_RULES)
}
