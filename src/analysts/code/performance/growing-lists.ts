import type { Remark } from '../change/code-change.ts'
import { dottedName } from '../describe-expression.ts'
import type { CallExpression, Expression } from '../program.ts'
import type { Position } from '../walk-program.ts'
import { elementLoop } from './loop-facts.ts'
import { isOverElements } from './loop-size.ts'
import type { Scene } from './scene.ts'

const SEARCHES = new Set(['includes', 'indexOf', 'find', 'findIndex', 'some', 'contains', 'index', 'count'])

/** A list that is searched, in each round of a loop, while the loop makes it longer. */
export function searchedList(
  node: CallExpression | Extract<Expression, { kind: 'binary' }>,
  position: Position,
  scene: Scene,
): Remark | undefined {
  if (node.kind === 'call') return search(node, position, scene)
  if (scene.language !== 'python' || (node.operator !== 'in' && node.operator !== 'not-in')) return undefined
  return growingSearch(dottedName(node.right), node.at.line, position, scene)
}

function search(call: CallExpression, position: Position, scene: Scene): Remark | undefined {
  if (call.callee.kind !== 'member' || !SEARCHES.has(call.callee.property)) return undefined
  return growingSearch(dottedName(call.callee.object), call.at.line, position, scene)
}

/** A list is searched in the loop that makes it longer. */
function growingSearch(list: string, line: number, { loop }: Position, { kinds, known }: Scene): Remark | undefined {
  if (kinds.get(list) !== 'list' || elementLoop(loop, known)?.grown.has(list) !== true) return undefined
  return {
    rule: 'performance/quadratic-search',
    confidence: 0.7,
    cwe: [407],
    line,
    message: `\`${list}\` is searched from its start in each round of the loop that makes it longer: the work grows with the square of the data.`,
    fix: `Keep what was seen in a set or map beside \`${list}\` and ask that.`,
    effort: 'minutes',
  }
}

/** `list.insert(0, x)` and `list.pop(0)` move all that stands behind. */
export function shiftedList(
  call: CallExpression,
  position: Position,
  { language, kinds, known }: Scene,
): Remark | undefined {
  const { callee } = call
  const [first] = call.arguments
  if (language !== 'python' || callee.kind !== 'member' || position.loop === undefined) return undefined
  if (callee.property !== 'insert' && callee.property !== 'pop') return undefined
  if (first?.kind !== 'literal' || first.value !== 0) return undefined
  const list = dottedName(callee.object)
  const { repetition } = position.loop
  if (kinds.get(list) !== 'list' || (repetition.kind !== 'loop' && !isOverElements(repetition, known.constants)))
    return undefined
  return {
    rule: 'performance/shifted-list',
    confidence: 0.7,
    cwe: [407],
    line: call.at.line,
    message: `\`${list}.${callee.property}(0)\` moves every other element in each round of the loop.`,
    fix: 'Use `collections.deque` with `appendleft` and `popleft`, or work at the end of the list.',
    effort: 'minutes',
  }
}
