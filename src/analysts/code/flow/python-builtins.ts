import type { FunctionCode } from '../program.ts'
import type { Frame } from './frame.ts'
import type { Arguments, Machine } from './machine.ts'
import { bitsOf, cleared } from './taint.ts'
import { anyElement, listValue, type Value, withAnyElement } from './value.ts'

/** What Python's `map(f, list)` and `filter(f, list)` give, whether `f` is of the project or from outside; undefined for any other call. */
export function mappedValue(
  name: string,
  { positional: [apply, list] }: Arguments,
  frame: Frame,
  machine: Machine,
): Value | undefined {
  if (frame.module.code.language !== 'python' || apply === undefined || list === undefined) return undefined
  if (name !== 'map' && name !== 'filter') return undefined
  const element = anyElement(list)
  const given = applied(apply, element, frame, machine)
  return withAnyElement(listValue([]), name === 'map' ? given : element)
}

function applied(apply: Value, element: Value, frame: Frame, machine: Machine): Value {
  if (apply.function !== undefined)
    return machine.invoke(apply.function, { positional: [element], named: new Map() }, frame.depth + 1).value
  const sanitisers = apply.name === undefined ? [] : frame.module.known.call(apply.name).sanitisers
  const bits = sanitisers.reduce((all, { clears }) => all | bitsOf(clears), 0)
  return { taints: cleared(element.taints, bits) }
}

/** A method that is read like a field. */
export function isProperty({ annotations }: FunctionCode): boolean {
  return annotations.some((one) => {
    const word = one.kind === 'member' ? one.property : one.kind === 'name' ? one.name : ''
    return word === 'property' || word === 'cached_property'
  })
}
