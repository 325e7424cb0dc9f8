import type { Expression } from '../program.ts'
import { narrow } from './assign.ts'
import { type Frame, lookUp } from './frame.ts'
import type { Machine } from './machine.ts'
import { qualifiedName } from './members.ts'
import type { Matter } from './rules.ts'
import { bitsOf, cleared, isSameSource } from './taint.ts'
import { allTaints, type Constant, listItems, type Value } from './value.ts'

/** A text that counts as false is empty. */
export function refineEmpty(of: Expression, frame: Frame, machine: Machine): void {
  vouch(of, frame, machine)
  narrow(
    of,
    (value) => (value.fields || value.rest || value.taints.length === 0 ? value : { ...value, taints: [] }),
    frame,
    machine,
  )
}

/** A part of a text is what it should be: where the rules say so, all of that text is. What comes from the same source is taken for the same text. */
export function vouch(part: Expression, frame: Frame, machine: Machine): void {
  if (part.kind !== 'member' && part.kind !== 'name' && part.kind !== 'call') return
  if (frame.module.known.vouches.isEmpty) return
  const value = machine.evaluate(part, frame)
  const name =
    part.kind !== 'member'
      ? value.name
      : `${qualifiedName(machine.evaluate(part.object, frame), part.object)}.${part.property}`
  const rules = name === undefined ? [] : frame.module.known.vouches.find(name)
  if (rules.length === 0) return
  const bits = rules.reduce((all, { clears }) => all | bitsOf(clears), 0)
  for (const [variable, one] of frame.vars.entries()) {
    const taints = one.taints.map((taint) =>
      value.taints.some((other) => isSameSource(taint, other)) ? { ...taint, cleared: taint.cleared | bits } : taint,
    )
    if (taints.length > 0) frame.vars.set(variable, { ...one, taints })
  }
}

/** Equal to something that nobody else sets. A value of which nothing is known proves nothing. */
export function isClean(other: Expression, frame: Frame, machine: Machine): boolean {
  const value = machine.evaluate(other, frame)
  return value.isFixed === true || (other.kind === 'member' && allTaints(value).length === 0)
}

/** Names of members by which an object's prototype is reached. */
const PROTOTYPE_KEYS: ReadonlySet<Constant> = new Set(['__proto__', 'constructor', 'prototype'])

/** It is not this constant: what that constant alone could do it cannot do. */
export function refuse(side: Expression, constant: Constant, frame: Frame, machine: Machine): void {
  if (PROTOTYPE_KEYS.has(constant) && constant !== 'prototype')
    narrow(side, withoutTaints(['prototype']), frame, machine)
}

export function refineType(
  of: Expression,
  type: Constant | undefined,
  holds: boolean,
  frame: Frame,
  machine: Machine,
): void {
  if (holds && (type === 'number' || type === 'boolean' || type === 'bigint'))
    narrow(of, withoutTaints('all'), frame, machine)
  // A text is no operator of a query.
  if (holds && type === 'string') narrow(of, withoutTaints(['nosql']), frame, machine)
}

export function withoutTaints(matters: readonly Matter[] | 'all'): (value: Value) => Value {
  const bits = bitsOf(matters)
  return (value) => {
    if (value.taints.length === 0 && (value.rest?.taints.length ?? 0) === 0) return value
    const { fields, rest, ...own } = value
    const narrowed: Value = { ...own, taints: cleared(value.taints, bits) }
    if (fields !== undefined) narrowed.fields = fields
    if (rest !== undefined) narrowed.rest = { ...rest, taints: cleared(rest.taints, bits) }
    return narrowed
  }
}

/** It is one of these: harmless, if nobody else sets those. */
export function refineMember(of: Expression, among: Value, frame: Frame, machine: Machine): void {
  if (allTaints(among).length > 0) return
  vouch(of, frame, machine)
  narrow(of, withoutTaints('all'), frame, machine)
  refineHost(of, frame, machine)
}

const HOST = /^(?:host|hostname|netloc|authority|origin|getHost|getAuthority)$/i

/** `url.Host` is one that is known: the address as a whole goes there, and what it was read from. */
export function refineHost(of: Expression, frame: Frame, machine: Machine): void {
  const host = of.kind === 'call' ? of.callee : of
  if (host.kind === 'member' && HOST.test(host.property)) narrowBehind(host.object, ['url', 'redirect'], frame, machine)
}

/** A value, and what it was made from by a call: `url.Parse(target)`, `filepath.Rel(folder, path)`. */
export function narrowBehind(of: Expression, matters: readonly Matter[], frame: Frame, machine: Machine): void {
  narrow(of, withoutTaints(matters), frame, machine)
  const test = of.kind === 'name' ? lookUp(of.name, frame)?.test : undefined
  if (test?.expression.kind !== 'call' || test.frame !== frame) return
  for (const argument of test.expression.arguments)
    if (argument.kind === 'name') narrow(argument, withoutTaints(matters), frame, machine)
}

/** What a guard of one place proves of what the tested value was made from. */
export const PLACES: readonly Matter[] = ['path', 'url', 'redirect']

/** A text does not hold such a part. */
export function refineWithout(text: Expression, part: Constant | undefined, frame: Frame, machine: Machine): void {
  if (typeof part === 'string') {
    const matters = mattersWithout(part)
    if (matters.length === 0) return
    vouch(text, frame, machine)
    narrow(text, withoutTaints(matters), frame, machine)
  }
}

/** What a text can no longer do that does not hold a part. */
export function mattersWithout(part: string): Matter[] {
  if (part === '..' || part === '../') return ['path']
  if (part === '\n' || part === '\r\n') return ['log', 'header']
  if (part === '<') return ['html']
  if (part === '__proto__') return ['prototype']
  return part === "'" || part === '"' ? ['sql', 'xpath'] : []
}

/** Whether a text is the way from one folder to another, whose parts that lead up all stand in front. */
export function isRelative(text: Expression, frame: Frame, machine: Machine): boolean {
  return /(?:^|\.)(?:relative|relpath|Rel|relativize|relative_to)\(\)$/.test(machine.evaluate(text, frame).name ?? '')
}

/** `names.indexOf(given)`: what is looked for is not constant, so that it is looked for among what nobody else sets. */
export function isListOutside(items: Value, part: Expression, frame: Frame, machine: Machine): boolean {
  return items.constant === undefined && machine.evaluate(part, frame).constant === undefined
}

export function isCollection(value: Value): boolean {
  return listItems(value) !== undefined || (value.fields !== undefined && value.constant === undefined)
}

/** A text begins with something: it lies below that folder, on that host. Whoever sets the folder himself may still do so. */
export function refineBeginning(text: Expression, part: Expression, frame: Frame, machine: Machine): void {
  const allowed = allTaints(machine.evaluate(part, frame))
  if (allowed.some(({ origin }) => origin === 'remote')) return
  if (allowed.length === 0) {
    narrowBehind(text, PLACES, frame, machine)
    return
  }
  const bits = bitsOf(PLACES)
  narrow(
    text,
    (value) => ({
      ...value,
      taints: value.taints.flatMap((one) =>
        allowed.some((other) => isSameSource(one, other)) ? [one] : cleared([one], bits),
      ),
    }),
    frame,
    machine,
  )
}
