import type { Frame, ModuleFrame, Value, Variables } from './model.ts'
import { join } from './value.ts'
import { layeredVariables } from './variables.ts'

export type { Frame, ModuleFrame } from './model.ts'

/** What the watched variables of a frame are now. */
export function watchedNow({ watched, vars }: Frame): ReadonlyMap<string, Value> {
  const now = new Map<string, Value>()
  for (const name of watched) {
    const value = vars.get(name)
    if (value !== undefined) now.set(name, value)
  }
  return now
}

export function frameFor(module: ModuleFrame, outer: Frame | undefined, depth: number): Frame {
  return {
    vars: layeredVariables(),
    outer,
    module,
    isDead: false,
    returned: undefined,
    returns: [],
    watched: [],
    leaving: undefined,
    class: outer?.class,
    depth,
    made: [],
    annotations: [],
  }
}

/** Undefined where no frame has it. */
export function lookUp(name: string, frame: Frame): Value | undefined {
  for (let one: Frame | undefined = frame; one !== undefined; one = one.outer) {
    const value = one.vars.get(name)
    if (value !== undefined) return value
  }
  return undefined
}

/** Sets it where it is known, else here. What lies outside may be set on one way and not on another: both stay possible. */
export function setVariable(name: string, value: Value, frame: Frame): void {
  for (let one: Frame | undefined = frame; one !== undefined; one = one.outer) {
    const before = one.vars.get(name)
    if (before === undefined) continue
    one.vars.set(name, one === frame ? value : join(before, value))
    return
  }
  frame.vars.set(name, value)
}

/** Does one of several things: what holds afterwards holds after any of them that leads on. */
export function branch(frame: Frame, ways: readonly (() => void)[]): void {
  const before = frame.vars
  const after: Variables[] = []
  for (const way of ways) {
    frame.vars = before.fork()
    frame.isDead = false
    way()
    if (!frame.isDead) after.push(frame.vars)
  }
  frame.isDead = after.length === 0
  frame.vars = before
  before.settle(after)
}

/** Leaves the loop or switch early. */
export function exitEarly(frame: Frame): void {
  if (frame.leaving !== undefined) frame.leaving.exits.push(frame.vars.since(frame.leaving.base))
  frame.isDead = true
}

/** Does something that breaks may leave; afterwards holds what holds after any way out of it. */
export function breakable(frame: Frame, inner: () => void): void {
  const outer = frame.leaving
  const base = frame.vars
  const leaving = { base, exits: [] as Variables[] }
  frame.leaving = leaving
  frame.vars = base.fork()
  inner()
  const ways = frame.isDead ? leaving.exits : [frame.vars, ...leaving.exits]
  frame.leaving = outer
  frame.vars = base
  frame.isDead = ways.length === 0
  base.settle(ways)
}
