import type { CodePlace } from '../../../core/review.ts'
import type { CallExpression, Expression, Pattern, Span, Statement } from '../program.ts'
import type { Frame } from './frame.ts'
import type { Project } from './project.ts'
import type { Weakness } from './rules.ts'
import type { Taint } from './taint.ts'
import type { ClassValue, Closure, Value } from './value.ts'

/** What stands between the brackets of a call, evaluated. */
export interface Arguments {
  positional: readonly Value[]
  named: ReadonlyMap<string, Value>
  /** `f(*all)`: what any argument may hold. */
  spread?: Value
}

/** The parts of the interpreter, for each other: they call each other in circles. */
export interface Machine {
  project: Project
  evaluate(expression: Expression, frame: Frame): Value
  execute(body: readonly Statement[], frame: Frame): void
  call(expression: CallExpression, frame: Frame): Value
  /** Calls a function of the project. */
  invoke(closure: Closure, args: Arguments, depth: number): Invoked
  assign(target: Pattern, value: Value, frame: Frame): void
  instantiate(of: ClassValue, args: Arguments, frame: Frame, name: string): Value
  /** What holds in the frame from here on if the test gives `truth`. */
  refine(test: Expression, truth: boolean, frame: Frame, depth?: number): void
  /** Says that data that harms came to where it does. */
  tell(weakness: Weakness, at: CodePlace, taint: Taint | undefined): void
  /** False when the work allowed for the entry is used up. */
  mayGoOn(): boolean
}

/** What a call gave, and what it did to what it was given. */
export interface Invoked {
  value: Value
  /** What `this` is then. */
  self?: Value
  /** The parameters as they are then, by position. */
  after: readonly (Value | undefined)[]
  /** Each way through the function by itself, as far as they are not too many. */
  ways: readonly Way[]
}

/** One way through a function: what it gave, and what its parameters were proved to be. Undefined for those that it sets itself. */
export interface Way {
  value: Value
  self: Value | undefined
  after: readonly (Value | undefined)[]
}

export function placeOf(at: Span, frame: Frame): CodePlace {
  return { file: frame.module.code.file, line: at.line, endLine: at.endLine, column: at.column }
}
