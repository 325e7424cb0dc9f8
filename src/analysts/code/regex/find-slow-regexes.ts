import type { CodeFinding } from '../../../core/review.ts'
import type { Expression } from '../program.ts'
import { type Binding, lookUp, type ScopeTree } from '../scopes/scopes.ts'
import type { ScriptModule } from '../script/script-module.ts'
import { isBounded } from './bounded-text.ts'
import { judgeRegex, type SlowRegex } from './judge-regex.ts'
import { matching, regexesIn, type Subject, type WrittenRegex } from './regex-uses.ts'

/**
 * Regular expressions of JavaScript and TypeScript whose time grows faster than the text, matched with texts that may be long and foreign. One
 * finding for each, where it is written.
 */
export function findSlowRegexes({ module, tree }: ScriptModule): CodeFinding[] {
  const slow = tree.all.flatMap(regexesIn).flatMap((regex) => {
    const judged = judgeRegex(regex.source, regex.flags)
    return judged === undefined ? [] : [{ regex, judged }]
  })
  if (slow.length === 0) return []
  const subjects = subjectsIn(tree)
  return slow.flatMap(({ regex, judged }) => {
    const known = subjects.get(keyOf(regex)) ?? []
    if (known.length > 0 && known.every((one) => isBounded(one))) return []
    return [finding(regex, judged, module.file)]
  })
}

type Key = Expression | Binding

/** A regular expression that is kept in a variable is known by the variable. */
function keyOf({ node, scope }: WrittenRegex): Key {
  for (let at: typeof scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const binding of at.names.values()) if (binding.sources.some(({ value }) => value === node)) return binding
  }
  return node
}

function subjectsIn(tree: ScopeTree): Map<Key, Subject[]> {
  const found = new Map<Key, Subject[]>()
  for (const scope of tree.all) {
    for (const one of scope.nodes.expressions) {
      const match = one.kind === 'call' ? matching(one) : undefined
      if (match === undefined) continue
      const key = match.regex.kind === 'name' ? lookUp(scope, match.regex.name) : match.regex
      if (key === undefined) continue
      found.set(key, [...(found.get(key) ?? []), { text: match.text, scope }])
    }
  }
  return found
}

function finding({ at, source }: WrittenRegex, judged: SlowRegex, file: string): CodeFinding {
  const isWorst = judged.growth === 'exponential'
  const shown = JSON.stringify(judged.character)
  return {
    rule: 'script/slow-regex',
    reviewer: 'security',
    severity: isWorst ? 'high' : judged.byMoving ? 'low' : 'medium',
    confidence: isWorst ? 0.8 : judged.byMoving ? 0.4 : 0.55,
    cwe: [1333, 400, 730],
    at: { file, line: at.line, endLine: at.endLine, column: at.column },
    message: `The time of this regular expression grows ${isWorst ? 'exponentially' : 'with a power of the length'} on a text that repeats ${shown}, so one long text stops the program`,
    fix: source.startsWith('^')
      ? 'Write it so that no two parts can match the same characters, or limit the length of the text before.'
      : 'Anchor it and keep its parts from matching the same characters, or limit the length of the text before.',
  }
}
