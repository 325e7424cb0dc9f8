import type { ModuleCode } from '../program.ts'
import type { Known } from './known.ts'
import { type ClassValue, type Closure, join, UNKNOWN, type Value } from './value.ts'

/** The module that is looked at, with what is known of its language. */
export interface ModuleFrame {
  code: ModuleCode
  known: Known
}

/** The variables of one call of a function, or of a module, at the place that the interpreter has come to. */
export interface Frame {
  vars: Map<string, Value>
  outer: Frame | undefined
  module: ModuleFrame
  /** No way leads on from here. */
  isDead: boolean
  /** Over all returns so far. */
  returned: Value | undefined
  /** Each return by itself, with the variables there; undefined where they are too many. */
  returns: { value: Value; vars: Map<string, Value> }[] | undefined
  /** The variables wherever a loop or switch is left early. */
  exits: Map<string, Value>[]
  class: ClassValue | undefined
  depth: number
  /** Functions made here and not called so far. */
  made: Closure[]
  /** What it gives back is what a handler sends. */
  annotations: readonly string[]
}

export function frameFor(module: ModuleFrame, outer: Frame | undefined, depth: number): Frame {
  return {
    vars: new Map(),
    outer,
    module,
    isDead: false,
    returned: undefined,
    returns: [],
    exits: [],
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

export function joinVariables(a: Map<string, Value>, b: Map<string, Value>): Map<string, Value> {
  if (a === b) return a
  const joined = new Map(a)
  for (const [name, value] of b) {
    const other = a.get(name)
    if (other !== value) joined.set(name, join(other ?? UNKNOWN, value))
  }
  return joined
}

/** Does one of several things: what holds afterwards holds after any of them that leads on. */
export function branch(frame: Frame, ways: readonly (() => void)[]): void {
  const before = frame.vars
  let after: Map<string, Value> | undefined
  for (const way of ways) {
    frame.vars = new Map(before)
    frame.isDead = false
    way()
    if (!frame.isDead) after = after === undefined ? frame.vars : joinVariables(after, frame.vars)
  }
  frame.isDead = after === undefined
  frame.vars = after ?? before
}
