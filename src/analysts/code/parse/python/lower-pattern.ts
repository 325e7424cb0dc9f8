import type { Pattern } from '../../program.ts'
import { namePattern } from '../build.ts'
import { DEEPEST, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression, tokenSpan } from './frame.ts'

const LISTS: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'tuple',
  'list',
  'expression_list',
])
const SPLATS: ReadonlySet<string> = new Set(['list_splat_pattern', 'list_splat'])
const WRAPPERS: ReadonlySet<string> = new Set(['parenthesized_expression', 'as_pattern_target'])

/** What is on the left of an assignment, after `for` or after `as`; undefined for what nothing can be assigned to. */
export function lowerPattern(node: SyntaxNode | undefined, frame: Frame): Pattern | undefined {
  const target = unwrapped(node)
  if (target === undefined) return undefined
  if (target.type === 'identifier') return namePattern(tokenSpan(target), target.text)
  if (target.type === 'attribute' || target.type === 'subscript') {
    const place = lowerExpression(target, frame, target)
    return place.kind === 'member' || place.kind === 'index' ? { kind: 'place', at: place.at, place } : undefined
  }
  return LISTS.has(target.type) ? listPattern(target, frame) : undefined
}

function unwrapped(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let inner = node
  while (inner !== undefined && WRAPPERS.has(inner.type)) inner = partsOf(inner)[0]
  return inner
}

function listPattern(node: SyntaxNode, frame: Frame): Pattern | undefined {
  const items: (Pattern | undefined)[] = []
  let rest: Pattern | undefined
  frame.depth += 1
  for (const part of partsOf(node)) {
    if (SPLATS.has(part.type)) rest = lowerPattern(partsOf(part)[0], frame)
    else items.push(frame.depth >= DEEPEST ? undefined : lowerPattern(part, frame))
  }
  frame.depth -= 1
  return { kind: 'list', at: spanOf(node), items, ...(rest === undefined ? {} : { rest }) }
}
