import type { Parsers } from '../../../../src/analysts/code/parse/parse-module.ts'
import { parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { fillBindings } from '../../../../src/analysts/code/scopes/fill-bindings.ts'
import { scopesOf } from '../../../../src/analysts/code/scopes/scopes.ts'
import type { ScriptModule } from '../../../../src/analysts/code/script/script-module.ts'
import type { CodeFinding } from '../../../../src/core/review.ts'

/** The lines that a finder tells of a text, in their order. */
export function linesOf(find: (script: ScriptModule) => CodeFinding[], text: string, parsers: Parsers): number[] {
  const module = parseModule('lib/index.ts', text, parsers)
  if (module === undefined) return []
  const tree = scopesOf(module)
  fillBindings(tree)
  return find({ module, tree })
    .map(({ at }) => at.line)
    .sort((a, b) => a - b)
}
