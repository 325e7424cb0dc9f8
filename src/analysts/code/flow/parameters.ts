import type { Expression, Parameter } from '../program.ts'
import type { Frame } from './frame.ts'
import { type Machine, placeOf } from './machine.ts'
import { qualifiedName } from './members.ts'
import type { Origin, ParameterRule } from './rules.ts'
import { joinTaints, type Taint } from './taint.ts'
import { type Closure, UNKNOWN, type Value } from './value.ts'

export interface ParameterSource {
  what: string
  origin: Origin
}

/** What annotations and decorators are called, without what they are given. */
export function annotationNames(annotations: readonly Expression[], frame: Frame, machine: Machine): string[] {
  return annotations.map((annotation) => {
    const named = annotation.kind === 'call' ? annotation.callee : annotation
    if (named.kind !== 'member') return qualifiedName(machine.evaluate(named, frame), named)
    return `${qualifiedName(machine.evaluate(named.object, frame), named.object)}.${named.property}`
  })
}

/** What the parameters of an entry point hold, by rules for its calls or annotations, its names, and annotations of their own; else by whoever calls a library. */
export function parameterValues(
  { code, frame }: Closure,
  rules: readonly ParameterRule[],
  library: ParameterSource | undefined,
  machine: Machine,
): Value[] {
  const { known } = frame.module
  const fills = (rule: ParameterRule, parameter: Parameter) =>
    rule.except === undefined || !namesAround(parameter, frame, machine).some((name) => rule.except?.test(name))
  const own = skipsSelf(code, frame) ? 1 : 0
  const parameters = code.parameters.slice(own)
  const named = known.named.flatMap((rule) => {
    const from = positionOfNames(rule.names ?? [], parameters)
    return from < 0 ? [] : [{ rule, from }]
  })
  const all = [...rules.map((rule) => ({ rule, from: 0 })), ...named]
  return parameters.map((parameter, index) => {
    let value: Value = UNKNOWN
    for (const { rule, from } of all)
      if (fills(rule, parameter)) value = withRule(value, rule, index - from, parameter, frame)
    for (const name of annotationNames(parameter.annotations, frame, machine))
      for (const rule of known.annotatedParameters.find(name)) value = withRule(value, rule, 0, parameter, frame)
    if (library !== undefined && value.taints.length === 0 && value.name === undefined && !isCallback(parameter))
      return withTaint(value, library, parameter, frame)
    return value
  })
}

/** What its type, its default and its annotations are called. */
function namesAround({ type, default: given, annotations }: Parameter, frame: Frame, machine: Machine): string[] {
  const values = given === undefined ? annotations : [...annotations, given]
  return [...(type === undefined ? [] : [type]), ...annotationNames(values, frame, machine)]
}

/** Python writes the object as the first parameter. */
export function skipsSelf(code: Closure['code'], frame: Frame): boolean {
  const [first] = code.parameters
  return (
    frame.module.code.language === 'python' &&
    !code.static &&
    first?.target.kind === 'name' &&
    (first.target.name === 'self' || first.target.name === 'cls')
  )
}

function withRule(value: Value, rule: ParameterRule, index: number, parameter: Parameter, frame: Frame): Value {
  const position = rule.parameters === undefined ? index : rule.parameters.indexOf(index)
  if (position < 0 || index < 0) return value
  if (rule.bare && !parameter.annotations.every(isConstraint)) return value
  if (rule.typed !== undefined && !rule.typed.test(parameter.type ?? '')) return value
  const type = rule.types?.[position]
  const typed = type === undefined ? value : { ...value, name: type }
  return rule.source === undefined || (rule.types !== undefined && type !== undefined)
    ? typed
    : withTaint(typed, rule.source, parameter, frame)
}

/** `@Valid`, `@NotNull`, `@Size(max = 3)`: says what a value has to be, not where it comes from. */
function isConstraint(annotation: Expression): boolean {
  const named = annotation.kind === 'call' ? annotation.callee : annotation
  const name = named.kind === 'member' ? named.property : named.kind === 'name' ? named.name : ''
  return /^(?:Valid|Validated|Nullable|NonNull|Not[A-Z]\w+|Size|Min|Max|Pattern|Email|Positive|DateTimeFormat)$/.test(
    name,
  )
}

function withTaint(value: Value, { what, origin }: ParameterSource, parameter: Parameter, frame: Frame): Value {
  const { at } = parameter.target
  const name = parameter.target.kind === 'name' ? ` ${parameter.target.name}` : ''
  const taint: Taint = { origin, what: `${what}${name}`, at: placeOf(at, frame), cleared: 0 }
  return { ...value, taints: joinTaints(value.taints, [taint]) }
}

const CALLBACKS = /^(?:cb|callback|next|done|resolve|reject|fn|func|log|logger)$/i

function isCallback({ target }: Parameter): boolean {
  return target.kind === 'name' && CALLBACKS.test(target.name)
}

function positionOfNames(names: readonly RegExp[], parameters: readonly Parameter[]): number {
  const fits = (from: number) =>
    names.every((name, index) => {
      const target = parameters[from + index]?.target
      return target?.kind === 'name' && name.test(target.name)
    })
  for (let from = 0; from + names.length <= parameters.length; from++) if (fits(from)) return from
  return -1
}
