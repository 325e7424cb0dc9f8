import type { Expression } from '../program.ts'

/** A test where in a text a part stands. */
export interface Position {
  text: Expression
  part: Expression
  method: string
  /** Whether the test being true means that the part is there (at the beginning). */
  isThere: boolean
}

/** `text.indexOf(part) === -1`, `!== 0`, `>= 0`, `< 0`, … */
export function positionTest(left: Expression, operator: string, right: Expression): Position | undefined {
  if (left.kind !== 'call' || left.callee.kind !== 'member') return undefined
  const { property: method, object: text } = left.callee
  const [part] = left.arguments
  if (part === undefined || (method !== 'indexOf' && method !== 'find' && method !== 'lastIndexOf')) return undefined
  const isMinusOne = right.kind === 'unary' && right.operator === 'minus'
  const number = isMinusOne ? -1 : right.kind === 'literal' && typeof right.value === 'number' ? right.value : undefined
  if (number === undefined) return undefined
  const isEqual = operator === '==' || operator === '==='
  const isUnequal = operator === '!=' || operator === '!=='
  const shape = { text, part, method }
  if (number === -1 && (isEqual || operator === '<=')) return { ...shape, isThere: false }
  if (number === -1 && (isUnequal || operator === '>')) return { ...shape, isThere: true }
  if (number === 0 && operator === '<') return { ...shape, isThere: false }
  if (number === 0 && operator === '>=') return { ...shape, isThere: true }
  if (number === 0 && isEqual) return { ...shape, method: 'startsWith', isThere: true }
  if (number === 0 && isUnequal) return { ...shape, method: 'startsWith', isThere: false }
  return undefined
}
