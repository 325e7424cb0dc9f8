import type { CallExpression, Expression, Span } from '../program.ts'
import { lookUp, type Scope } from '../scopes/scopes.ts'

/** A regular expression as it is written, in the scope where it stands. */
export interface WrittenRegex {
  at: Span
  source: string
  flags: string
  scope: Scope
  /** The literal, or the call of `new RegExp`. */
  node: Expression
}

const DEEPEST = 40

/** Every literal, and every `RegExp` of a constant text. */
export function regexesIn(scope: Scope): WrittenRegex[] {
  return scope.nodes.expressions.flatMap((node): WrittenRegex[] => {
    if (node.kind === 'regex') return [{ at: node.at, source: node.source, flags: node.flags, scope, node }]
    if (node.kind !== 'call' || node.callee.kind !== 'name' || node.callee.name !== 'RegExp') return []
    const [pattern, flags] = node.arguments
    const source = pattern === undefined ? undefined : constantText(pattern, scope)
    if (source === undefined) return []
    return [{ at: node.at, source, flags: (flags && constantText(flags, scope)) ?? '', scope, node }]
  })
}

function constantText(expression: Expression, scope: Scope, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined
  const inner = (one: Expression) => constantText(one, scope, depth + 1)
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? expression.value : undefined
    case 'template':
      return joined(expression.parts.map(inner))
    case 'binary':
      return expression.operator === '+' ? joined([inner(expression.left), inner(expression.right)]) : undefined
    case 'member':
      return expression.property === 'source' ? sourceText(expression.object, scope) : undefined
    case 'name': {
      const sources = lookUp(scope, expression.name)?.sources ?? []
      const [only] = sources
      if (only === undefined || sources.length > 1 || only.as !== 'value') return undefined
      return constantText(only.value, only.scope, depth + 1)
    }
    default:
      return undefined
  }
}

function sourceText(expression: Expression, scope: Scope): string | undefined {
  if (expression.kind === 'regex') return expression.source
  if (expression.kind !== 'name') return undefined
  const sources = lookUp(scope, expression.name)?.sources ?? []
  const [only] = sources
  return sources.length === 1 && only?.value.kind === 'regex' ? only.value.source : undefined
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined
}

/** A text that a regular expression is matched with, in the scope where that happens. */
export interface Subject {
  text: Expression
  scope: Scope
}

const OF_TEXT = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'split', 'search'])

/** What a call matches, if it does, with which expression as its regular expression. */
export function matching(call: CallExpression): { regex: Expression; text: Expression } | undefined {
  const { callee, arguments: given } = call
  const [first] = given
  if (callee.kind !== 'member' || first === undefined) return undefined
  if (callee.property === 'test' || callee.property === 'exec') return { regex: callee.object, text: first }
  return OF_TEXT.has(callee.property) ? { regex: first, text: callee.object } : undefined
}
