import type { CodeFinding } from '../../../core/review.ts'
import { literalText } from '../describe-expression.ts'
import type { CallExpression, Expression } from '../program.ts'
import type { Scope } from '../scopes/scopes.ts'
import { expressionsOf, findingAt, holds, type Said, type ScriptModule } from './script-module.ts'

const FIRST: Said = {
  rule: 'script/incomplete-escaping',
  severity: 'medium',
  confidence: 0.65,
  cwe: [116, 79, 20, 80],
  message: 'Only the first occurrence is replaced, so that the others keep their meaning.',
  fix: 'Use a regular expression with the flag g, or replaceAll.',
}

const BACKSLASH: Said = {
  ...FIRST,
  confidence: 0.5,
  cwe: [116, 20],
  message: 'Quotes are escaped with a backslash, but backslashes are not, so that \\" ends the text after all.',
  fix: 'Escape backslashes first, or use JSON.stringify.',
}

const QUOTES: Said = {
  ...FIRST,
  severity: 'low',
  confidence: 0.45,
  message: 'Quotes are not escaped, so that the text leaves the attribute that it is put into.',
  fix: 'Escape " and \' as well as & < >.',
}

const REMOVED: Said = {
  ...FIRST,
  confidence: 0.5,
  message: 'What is removed once may come together again from what is left: <scr<script>ipt>.',
  fix: 'Escape the text, or repeat the removal until nothing changes.',
}

interface Replacement {
  node: CallExpression
  scope: Scope
  /** What is looked for: the text, or the source of the regular expression. */
  wanted: string
  isEvery: boolean
  by: string | undefined
}

/** Escaping by hand that leaves something out. */
export function findIncompleteEscaping(script: ScriptModule): CodeFinding[] {
  const replacements = expressionsOf(script, 'call').flatMap(({ node, scope }) => replacementOf(node, scope))
  return replacements.flatMap((one) => {
    const said = judge(one, replacements)
    return said === undefined ? [] : [findingAt(said, lineOf(one.node), script)]
  })
}

/** In a chain of calls over lines, the line of this one. */
function lineOf({ callee, at }: CallExpression): CallExpression['at'] {
  return { ...at, line: callee.at.endLine }
}

function replacementOf(node: CallExpression, scope: Scope): Replacement[] {
  const { callee, arguments: given } = node
  const [what, by] = given
  if (callee.kind !== 'member' || what === undefined || by === undefined) return []
  if (callee.property !== 'replace' && callee.property !== 'replaceAll') return []
  const isAll = callee.property === 'replaceAll'
  const text = literalText(what)
  if (text !== undefined)
    return [{ node, scope, wanted: text, isEvery: isAll || isInLoop(node, scope), by: literalText(by) }]
  if (what.kind !== 'regex') return []
  return [{ node, scope, wanted: what.source, isEvery: isAll || what.flags.includes('g'), by: literalText(by) }]
}

/** `while (text.includes(x)) text = text.replace(x, y)` replaces all. */
function isInLoop(node: CallExpression, { nodes }: Scope): boolean {
  const { line } = node.at
  return nodes.statements.some(({ kind, at }) => kind === 'loop' && at.line <= line && line <= at.endLine)
}

const SIGN = /^\[?\\?([<>&'"`])+\]?$/
const ESCAPED = /^(?:&#?\w+;|\\|%[0-9a-f]{2}|''|"")/i

function judge({ wanted, isEvery, by, scope, node }: Replacement, all: readonly Replacement[]): Said | undefined {
  if (!isEvery) {
    if (SIGN.test(wanted) && by !== undefined && (ESCAPED.test(by) || (by === '' && /[<>]/.test(wanted)))) return FIRST
    if (/^(?:\\?\.){2}(?:\\?\/)?$/.test(wanted) && by === '') return { ...FIRST, cwe: [22, 116, 20] }
    return undefined
  }
  if (by === '' && /<script|<\\\/?script|javascript:/i.test(wanted) && !isInLoop(node, scope)) return REMOVED
  const near = all.filter((one) => one.scope === scope)
  if (/^\[?['"]+\]?$/.test(wanted) && /^\\+["'$]/.test(by ?? '')) {
    return near.some((one) => one.wanted.includes('\\\\') || one.wanted === '\\') ? undefined : BACKSLASH
  }
  const isMarkup = wanted === '<' && by === '&lt;' && near.some((one) => one.wanted === '>' || one.wanted === '&')
  if (isMarkup) return escapesQuotes(scope, near) ? undefined : QUOTES
  return undefined
}

/** Also where the escaped signs are kept in a table. */
function escapesQuotes(scope: Scope, near: readonly Replacement[]): boolean {
  if (near.some(({ wanted }) => wanted.includes('"'))) return true
  const isQuote = (one: Expression) => /^&(?:quot|#34|#x22);$/i.test(literalText(one) ?? '')
  return scope.nodes.expressions.some((one) => holds(one, isQuote))
}
