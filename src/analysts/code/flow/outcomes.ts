import type { CallExpression, Expression } from '../program.ts'
import { narrow } from './assign.ts'
import { evaluateArguments } from './conditions.ts'
import type { Frame } from './frame.ts'
import { mayBe } from './implications.ts'
import type { Machine, Way } from './machine.ts'
import { ownMember } from './members.ts'
import type { Face } from './model.ts'
import { type Closure, join, listItems, UNKNOWN, type Value } from './value.ts'

/**
 * A function of the project was called and its result (or one part of several results) turned out so: what holds on all ways
 * through the function that give such a result holds of the arguments: `if err := check(name); err != nil { return err }`.
 */
export function refineOutcome(
  call: CallExpression,
  part: number | undefined,
  is: Face,
  frame: Frame,
  machine: Machine,
): void {
  const closure = calledFunction(call.callee, frame, machine)
  if (closure === undefined || closure.code.body.length === 0) return
  const args = evaluateArguments(call, frame, machine)
  const { ways } = machine.invoke(closure, args, frame.depth + 1)
  const fitting = ways.filter(({ value }) => mayBe(part === undefined ? value : partOf(value, part), is))
  if (fitting.length < ways.length) narrowByWays(call, fitting, frame, machine)
}

function calledFunction(callee: Expression, frame: Frame, machine: Machine): Closure | undefined {
  if (callee.kind !== 'member') return machine.evaluate(callee, frame).function
  const receiver = machine.evaluate(callee.object, frame)
  return (ownMember(receiver, callee.property, machine) ?? receiver.fields?.get(callee.property))?.function
}

function partOf(value: Value, part: number): Value {
  return listItems(value)?.[part] ?? UNKNOWN
}

/** What the arguments of a call (and its receiver) are on all these ways through the function, they are after the call. */
export function narrowByWays(call: CallExpression, ways: readonly Way[], frame: Frame, machine: Machine): void {
  if (ways.length === 0) return
  for (const [index, written] of call.arguments.entries())
    narrowTo(
      written,
      ways.map(({ after }) => after[index]),
      frame,
      machine,
    )
  if (call.callee.kind === 'member')
    narrowTo(
      call.callee.object,
      ways.map(({ self }) => self),
      frame,
      machine,
    )
}

function narrowTo(written: Expression, afters: readonly (Value | undefined)[], frame: Frame, machine: Machine): void {
  if (written.kind !== 'name' && written.kind !== 'member') return
  const known = afters.filter((after) => after !== undefined)
  const [first, ...more] = known
  if (first === undefined || known.length < afters.length) return
  const all = more.reduce((a, b) => join(a, b), first)
  narrow(
    written,
    (value) =>
      value.fields === undefined && all.fields === undefined
        ? { ...value, taints: all.taints }
        : withFields(value, all),
    frame,
    machine,
  )
}

function withFields(value: Value, after: Value): Value {
  return {
    ...value,
    taints: after.taints,
    ...(after.fields !== undefined && { fields: after.fields }),
    ...(after.rest !== undefined && { rest: after.rest }),
  }
}
