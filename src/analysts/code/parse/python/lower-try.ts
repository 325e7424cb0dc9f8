import type { CatchClause, Statement } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerBlock, lowerExpression } from './frame.ts'
import { lowerPattern } from './lower-pattern.ts'

const CATCHES: ReadonlySet<string> = new Set(['except_clause', 'except_group_clause'])

/** `try`: what stands in its `else` runs after its body. */
export function lowerTry(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const clauses = partsOf(node)
  const blockOf = (type: string) => {
    const clause = clauses.find((one) => one.type === type)
    return clause === undefined ? [] : lowerBlock(partsOf(clause).at(-1), frame)
  }
  into.push({
    kind: 'try',
    at: spanOf(node),
    resources: [],
    body: [...lowerBlock(fieldOf(node, 'body'), frame), ...blockOf('else_clause')],
    catches: clauses.filter(({ type }) => CATCHES.has(type)).map((clause) => catchOf(clause, frame)),
    finally: blockOf('finally_clause'),
  })
}

function catchOf(clause: SyntaxNode, frame: Frame): CatchClause {
  const parts = partsOf(clause)
  const block = parts.findLast(({ type }) => type === 'block')
  const [caught] = parts.filter(({ type }) => type !== 'block')
  const [types, alias] = caught?.type === 'as_pattern' ? partsOf(caught) : [caught]
  const parameter = lowerPattern(alias, frame)
  const type = types?.text.replace(/[()\s]/g, '').replaceAll(',', '|')
  return {
    at: spanOf(clause),
    ...(parameter === undefined ? {} : { parameter }),
    ...(type === undefined ? {} : { type }),
    body: lowerBlock(block, frame),
  }
}

/** `with a as b, c`: what they open is bound, then the body runs. */
export function lowerWith(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const clause = partsOf(node).find(({ type }) => type === 'with_clause')
  const resources: Statement[] = []
  for (const item of clause === undefined ? [] : partsOf(clause)) resources.push(...resourceOf(item, frame))
  const body = lowerBlock(fieldOf(node, 'body'), frame)
  into.push({ kind: 'try', at: spanOf(node), resources, body, catches: [], finally: [] })
}

function resourceOf(item: SyntaxNode, frame: Frame): Statement[] {
  const opened = fieldOf(item, 'value') ?? item
  const [first, alias] = opened.type === 'as_pattern' ? partsOf(opened) : [opened]
  const value = lowerExpression(first, frame, item)
  const target = lowerPattern(alias, frame)
  const at = spanOf(item)
  if (target === undefined) return [{ kind: 'expression', at, value }]
  if (target.kind === 'place') return [{ kind: 'expression', at, value: { kind: 'assign', at, target, value } }]
  return [{ kind: 'declare', at, target, value, exported: frame.kind === 'module' }]
}
