import { own } from '../../../../core/own.ts'
import type { Expression, Statement } from '../../program.ts'
import { fieldOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerBlock, lowerExpression } from './frame.ts'
import { lowerElse } from './lower-branch.ts'
import { lowerPattern } from './lower-pattern.ts'

type Over = 'values' | 'keys' | 'entries'

/** Methods of a dictionary by what a loop over their result takes. */
const METHODS: Readonly<Record<string, Over>> = { items: 'entries', values: 'values', keys: 'keys' }

/** `for`, also `async for`; its `else` runs after it. */
export function lowerFor(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const at = spanOf(node)
  const target = lowerPattern(fieldOf(node, 'left'), frame)
  const subject = lowerExpression(fieldOf(node, 'right'), frame, node)
  const { iterable, over } = iterationOf(subject)
  const body = lowerBlock(fieldOf(node, 'body'), frame)
  if (target !== undefined) into.push({ kind: 'for-each', at, target, iterable, over, body })
  else into.push({ kind: 'expression', at, value: subject }, ...body)
  into.push(...lowerElse(node, frame))
}

/** `d.items()`, `d.values()`, `d.keys()` and `enumerate(d)` say what of `d` is taken. */
function iterationOf(iterable: Expression): { iterable: Expression; over: Over } {
  if (iterable.kind !== 'call') return { iterable, over: 'values' }
  const { callee, arguments: values } = iterable
  const [first] = values
  if (callee.kind === 'name' && callee.name === 'enumerate' && first !== undefined)
    return { iterable: first, over: 'entries' }
  const over = callee.kind === 'member' && values.length === 0 ? own(METHODS, callee.property) : undefined
  if (callee.kind !== 'member' || over === undefined) return { iterable, over: 'values' }
  return { iterable: callee.object, over }
}
