import type { Expression } from '../program.ts'
import { narrow } from './assign.ts'
import type { Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import {
  isClean,
  isCollection,
  isListOutside,
  isRelative,
  refineBeginning,
  refineHost,
  refineMember,
  refineType,
  refineWithout,
  refuse,
  vouch,
  withoutTaints,
} from './narrow-facts.ts'
import { refineOutcome } from './outcomes.ts'
import { type Position, positionTest } from './position-test.ts'
import { refineRemembered } from './refine-remembered.ts'

type Comparison = Extract<Expression, { kind: 'binary' }>

const EQUAL: Readonly<Record<string, boolean>> = { '==': true, '===': true, '!=': false, '!==': false }

export function refineComparison(
  { operator, left, right }: Comparison,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  if (operator === 'in' || operator === 'not-in') {
    if ((operator === 'in') === truth) refineMember(left, machine.evaluate(right, frame), frame, machine)
    else refineWithout(right, machine.evaluate(left, frame).constant, frame, machine)
    return
  }
  const equal = EQUAL[operator]
  const position = positionTest(left, operator, right)
  if (position !== undefined) {
    refinePosition(position, truth, frame, machine)
    return
  }
  if (equal === undefined) return
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.kind === 'unary' && side.operator === 'typeof') {
      refineType(side.operand, machine.evaluate(other, frame).constant, equal === truth, frame, machine)
      continue
    }
    if (side.kind === 'literal') continue
    if (equal === truth && isFront(side)) refineBeginning(side.callee.object, other, frame, machine)
    const { constant } = machine.evaluate(other, frame)
    if (constant === null) {
      if (equal !== truth)
        narrow(side, (value) => (value.constant === undefined ? { ...value, isPresent: true } : value), frame, machine)
      const is = equal === truth ? 'null' : 'present'
      if (side.kind === 'call') refineOutcome(side, undefined, is, frame, machine)
      else refineRemembered(side, is, frame, machine, 3)
    }
    if (constant === undefined || constant === null) {
      if (constant === undefined && equal === truth && isClean(other, frame, machine)) {
        vouch(side, frame, machine)
        narrow(side, withoutTaints('all'), frame, machine)
      }
      continue
    }
    if (equal === truth) {
      vouch(side, frame, machine)
      narrow(side, (value) => (value.fields ? value : { ...value, taints: [], constant }), frame, machine)
      refineHost(side, frame, machine)
    } else refuse(side, constant, frame, machine)
  }
}

type Front = Extract<Expression, { kind: 'call' }> & { callee: Extract<Expression, { kind: 'member' }> }

/** `text.slice(0, n)`: how a text begins. */
function isFront(side: Expression): side is Front {
  if (side.kind !== 'call' || side.callee.kind !== 'member') return false
  const [from] = side.arguments
  return (
    /^(?:slice|substr|substring)$/.test(side.callee.property) &&
    side.arguments.length === 2 &&
    from?.kind === 'literal' &&
    from.value === 0
  )
}

function refinePosition(
  { text, part, method, isThere }: Position,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  const holds = isThere === truth
  if (method === 'startsWith') {
    if (holds) refineBeginning(text, part, frame, machine)
    else if (isRelative(text, frame, machine))
      refineWithout(text, machine.evaluate(part, frame).constant, frame, machine)
    return
  }
  const items = machine.evaluate(text, frame)
  if (holds && (isCollection(items) || isListOutside(items, part, frame, machine))) {
    refineMember(part, items, frame, machine)
    return
  }
  if (!holds) refineWithout(text, machine.evaluate(part, frame).constant, frame, machine)
}
