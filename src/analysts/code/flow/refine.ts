import type { Expression } from '../program.ts'
import { branch, type Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import { isCollection, refineEmpty, refineMember } from './narrow-facts.ts'
import { refineCall } from './refine-call.ts'
import { refineComparison } from './refine-comparison.ts'
import { refineRemembered } from './refine-remembered.ts'

/** What holds once a test has given `truth`: what it proves to be harmless is cleared, what it proves to be equal is known. */
export function refine(test: Expression, truth: boolean, frame: Frame, machine: Machine, depth = 3): void {
  const again = (inner: Expression, holds: boolean) => refine(inner, holds, frame, machine, depth)
  switch (test.kind) {
    case 'unary':
      if (test.operator === 'not') again(test.operand, !truth)
      return
    case 'logical':
      refineLogical(test, truth, frame, machine, depth)
      return
    case 'binary':
      refineComparison(test, truth, frame, machine)
      return
    case 'call':
      refineCall(test, truth, frame, machine, depth)
      return
    case 'assign':
      if (test.operator === undefined) again(test.value, truth)
      return
    case 'await':
    case 'cast':
      again(test.value, truth)
      return
    case 'name':
      refineRemembered(test, truth ? 'true' : 'false', frame, machine, depth)
      if (!truth) refineEmpty(test, frame, machine)
      return
    case 'index':
      // `allowed[name]`: a map or set that knows it.
      if (truth && isCollection(machine.evaluate(test.object, frame)))
        refineMember(test.index, machine.evaluate(test.object, frame), frame, machine)
      return
    case 'member':
      if (!truth) refineEmpty(test, frame, machine)
      return
    default:
  }
}

type Logical = Extract<Expression, { kind: 'logical' }>

/** Ways that a test may have come out are gone through one by one, if they are not more than these. */
const MOST_WAYS = 24

function refineLogical(test: Logical, truth: boolean, frame: Frame, machine: Machine, depth: number): void {
  const terms = termsOf(test)
  if ((test.operator === 'and') === truth) {
    for (const term of terms) refine(term, truth, frame, machine, depth)
    return
  }
  // Only one of them is known to hold when `or` is true, or `and` is false.
  if (test.operator === 'nullish') return
  const [first, second] = terms
  if (terms.length === 2 && first !== undefined && second !== undefined) {
    // `x == null || ok(x)`: what is cleared by one and is nothing by the other is cleared.
    const other = isNullTest(first, truth) ? second : isNullTest(second, truth) ? first : undefined
    if (other !== undefined) {
      refine(other, truth, frame, machine, depth)
      return
    }
  }
  if (terms.length > MOST_WAYS) return
  branch(
    frame,
    terms.map((term) => () => refine(term, truth, frame, machine, depth)),
  )
}

/** What the same operator joins: a chain hangs to the left as deep as it is long. */
function termsOf(test: Logical): Expression[] {
  const terms = [test.right]
  let left = test.left
  while (left.kind === 'logical' && left.operator === test.operator) {
    terms.push(left.right)
    left = left.left
  }
  return [...terms, left].reverse()
}

function isNullTest(test: Expression, truth: boolean): boolean {
  if (test.kind === 'unary' && test.operator === 'not')
    return test.operand.kind === 'name' ? truth : isNullTest(test.operand, !truth)
  if (test.kind !== 'binary' || (test.operator !== '==' && test.operator !== '===')) return false
  return truth && [test.left, test.right].some((side) => side.kind === 'literal' && side.value === null)
}
