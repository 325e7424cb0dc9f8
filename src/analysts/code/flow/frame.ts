import type { ModuleCode } from '../program.ts'
import type { Known } from './known.ts'
import { type ClassValue, type Closure, join, type Value } from './value.ts'
import { Variables } from './variables.ts'

/** The module that is looked at, with what is known of its language. */
export interface ModuleFrame {
  code: ModuleCode
  known: Known
  /** What it put where others call it. */
  published: Value[]
}

/** The variables of one call of a function, or of a module, at the place that the interpreter has come to. */
export interface Frame {
  vars: Variables
  outer: Frame | undefined
  module: ModuleFrame
  /** No way leads on from here. */
  isDead: boolean
  /** Over all returns so far. */
  returned: Value | undefined
  /** The loop or switch that a break leaves: its variables before it, and those wherever it is left early. */
  leaving: { base: Variables; exits: Variables[] } | undefined
  class: ClassValue | undefined
  depth: number
  /** Functions made here and not called so far. */
  made: Closure[]
  /** What it gives back is what a handler sends. */
  annotations: readonly string[]
}

export function frameFor(module: ModuleFrame, outer: Frame | undefined, depth: number): Frame {
  return {
    vars: new Variables(),
    outer,
    module,
    isDead: false,
    returned: undefined,
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
