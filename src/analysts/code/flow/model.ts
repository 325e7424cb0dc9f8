import type { ClassCode, Expression, FunctionCode, ModuleCode } from '../program.ts'
import type { Known } from './known.ts'
import type { Taint } from './taint.ts'

export type Constant = string | number | boolean | null

/** What is known of a value at one place of a program, over all the ways that lead there. Never changed in place. */
export interface Value {
  /** Of itself and of all that it holds where nothing more exact is known. */
  taints: readonly Taint[]
  /** Known where present. */
  constant?: Constant
  /** Constants that it may be, where it is not known which, or whether it is none of them. */
  options?: readonly Constant[]
  /** How a text begins. */
  prefix?: string
  /** Put together of parts that are not all constant. */
  isBuilt?: boolean
  /** Qualified name, see `NamePattern`. */
  name?: string
  /** Members or elements of which something is known; elements of a list are `0`, `1`, … */
  fields?: ReadonlyMap<string, Value>
  /** What every other member may hold. */
  rest?: Value
  /** A list whose elements are all in `fields`, in order. */
  isList?: boolean
  /** Names of what a constructor outside was handed. */
  madeFrom?: readonly string[]
  /** What a matcher of a regular expression matches, as written. */
  subject?: Expression
  function?: Closure
  class?: ClassValue
  /** It is an object of this class. */
  instance?: ClassValue
  /** It is one of several constants, whichever. */
  isFixed?: boolean
  /** It is not null. */
  isPresent?: boolean
  /** It is what this test or call gave in this frame, or one of several parts of that: what it proves may be asked later. */
  test?: { expression: Expression; frame: Frame; part?: number }
  /** What holds of other variables once this one is found to be so. */
  when?: ReadonlyMap<Face, ReadonlyMap<string, Implied>>
}

/** How a value may turn out when it is tested. */
export type Face = 'true' | 'false' | 'null' | 'present'

/** What a variable is then, and what it was when that was said: if it has been set since, nothing is said. */
export interface Implied {
  at: Value
  then: Value
}

/** A function with the variables around it. */
export interface Closure {
  code: FunctionCode
  frame: Frame
  this?: Value
  /** For `super` and for fields that are named without `this`. */
  class?: ClassValue
}

export interface ClassValue {
  code: ClassCode
  frame: Frame
  /** The class that it stands in. */
  outer?: ClassValue
}

/** Variables with their values, in layers: a branch writes to a layer of its own above those before it. */
export interface Variables {
  get(name: string): Value | undefined
  set(name: string, value: Value): void
  /** A layer above this one. While it is in use, this one must not be written to. */
  fork(): Variables
  /** All that was written above `base`, as one layer above it that later writes do not reach. */
  since(base: Variables): Variables
  /** From here on it is as after any one of these, each a layer above this one. */
  settle(ways: readonly Variables[]): void
  /** Names and values of this layer alone. */
  readonly own: ReadonlyMap<string, Value>
  readonly base: Variables | undefined
  /** Names and values; inner layers first. */
  entries(): ReadonlyMap<string, Value>
}

/** The module that is looked at, with what is known of its language. */
export interface ModuleFrame {
  code: ModuleCode
  known: Known
  /** Functions that it put where others call them. */
  published: Value[]
}

/** One return. */
export interface WayOut {
  value: Value
  watched: ReadonlyMap<string, Value>
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
  /** Each return by itself, with what the watched variables are there; undefined where they are too many. */
  returns: WayOut[] | undefined
  /** Parameters that are never set again. */
  watched: readonly string[]
  /** The loop or switch that a break leaves: its variables before it, and those wherever it is left early. */
  leaving: { base: Variables; exits: Variables[] } | undefined
  class: ClassValue | undefined
  depth: number
  /** Functions made here and not called so far. */
  made: Closure[]
  /** What it gives back is what a handler sends. */
  annotations: readonly string[]
}
