import type { Expression } from '../program.ts'
import { type Frame, lookUp } from './frame.ts'
import { applyImplied } from './implications.ts'
import type { Machine } from './machine.ts'
import type { Face } from './model.ts'
import { refineOutcome } from './outcomes.ts'

/** A variable that holds what a test or call gave. */
export function refineRemembered(of: Expression, is: Face, frame: Frame, machine: Machine, depth: number): void {
  const value = of.kind === 'name' ? lookUp(of.name, frame) : undefined
  if (value?.when !== undefined) applyImplied(value, is, frame.vars)
  const test = value?.test
  if (test === undefined || test.frame !== frame || depth === 0) return
  const { expression, part } = test
  // What is made from itself asks for itself again.
  if (UNDER_WAY.has(expression)) return
  UNDER_WAY.add(expression)
  try {
    refineBy(expression, part, is, frame, machine, depth)
  } finally {
    UNDER_WAY.delete(expression)
  }
}

/** Tests that are just being asked for. */
const UNDER_WAY = new WeakSet<Expression>()

function refineBy(
  expression: Expression,
  part: number | undefined,
  is: Face,
  frame: Frame,
  machine: Machine,
  depth: number,
): void {
  const isTest = part === undefined && (is === 'true' || is === 'false')
  if (isTest) machine.refine(expression, is === 'true', frame, depth - 1)
  else if (expression.kind === 'call') refineOutcome(expression, part, is, frame, machine)
}
