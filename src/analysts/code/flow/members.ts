import { rememberedBy } from '../../../core/remember.ts'
import type { ClassCode, Expression, FieldCode, FunctionCode } from '../program.ts'
import { isScript } from '../program.ts'
import { type Frame, lookUp } from './frame.ts'
import { type Arguments, type Machine, placeOf } from './machine.ts'
import { isProperty } from './python-builtins.ts'
import { bitsOf, joinTaints, type Taint } from './taint.ts'
import { classNamed, resolveType } from './type-names.ts'
import { instanceOfType } from './types.ts'
import { type ClassValue, type Closure, elementOf, UNKNOWN, type Value } from './value.ts'
import { layeredVariables } from './variables.ts'

const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() }

type Member = Extract<Expression, { kind: 'member' }>
type Name = Extract<Expression, { kind: 'name' }>

/** The value of a name: a variable, what was imported, a member of `this` that goes without it, a class, or something outside. */
export function namedValue({ name, at }: Name, frame: Frame, machine: Machine): Value {
  const { language } = frame.module.code
  const known = lookUp(name, frame)
  if (known !== undefined) return (language === 'java' ? importedMember(known, name, machine) : undefined) ?? known
  if (language === 'java') {
    const implied = impliedMember(name, frame, machine)
    if (implied !== undefined) return implied
    const type = machine.project.java.named(name, frame.module.code)
    if (type !== undefined) return { taints: [], class: type, name }
    return withSource({ taints: [], name: resolveType(name, frame) }, name, at, frame)
  }
  if (language === 'go') {
    for (const { frame: sibling } of machine.project.siblings(frame.module.code)) {
      const value = sibling.vars.get(name)
      if (value !== undefined) return value
    }
  }
  return withSource({ taints: [], name }, name, at, frame)
}

/** Java may name a member of `this`, of the class, or of an object or class around it without saying so. */
function impliedMember(name: string, frame: Frame, machine: Machine): Value | undefined {
  for (let one: Frame | undefined = frame; one !== undefined; one = one.outer) {
    const self = one.vars.get('this')
    const member = self === undefined ? undefined : ownMember(self, name, machine)
    if (member !== undefined) return member
  }
  for (let of = frame.class; of !== undefined; of = of.outer ?? of.frame.class) {
    const member = staticMember(of, name, machine)
    if (member !== undefined) return member
  }
  for (const of of machine.project.java.opened(frame.module.code)) {
    const member = staticMember(of, name, machine)
    if (member !== undefined) return member
  }
  return undefined
}

/** A class of the project that was imported, or a static member of one. */
function importedMember(
  { name, instance, function: closure, fields, taints }: Value,
  local: string,
  machine: Machine,
): Value | undefined {
  if (
    name === undefined ||
    instance !== undefined ||
    closure !== undefined ||
    fields !== undefined ||
    taints.length > 0
  )
    return undefined
  if (!name.endsWith(`.${local}`)) return undefined
  const type = machine.project.java.qualified(name)
  if (type !== undefined) return { taints: [], class: type, name }
  const owner = machine.project.java.qualified(name.slice(0, -local.length - 1))
  return owner === undefined ? undefined : staticMember(owner, local, machine)
}

/** How code outside is named that is called on a value: by where the value comes from, else by how it is written. */
export function qualifiedName(value: Value, written: Expression): string {
  return value.name ?? writtenName(written)
}

function writtenName(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name
    case 'member':
      return `${writtenName(expression.object)}.${expression.property}`
    case 'index':
      return `${writtenName(expression.object)}.[]`
    case 'call':
      return `${writtenName(expression.callee)}()`
    case 'await':
    case 'cast':
      return writtenName(expression.value)
    case 'literal':
      return typeof expression.value === 'string' ? "''" : '?'
    default:
      return '?'
  }
}

/** What is read from an object: its own field or method, else what the rules know of that name, else whatever the object holds. */
export function memberOf(
  object: Value,
  { property, object: written, at }: Member,
  frame: Frame,
  machine: Machine,
): Value {
  const own = object.fields?.get(property)
  if (own !== undefined) return own
  const method =
    ownMember(object, property, machine) ??
    (object.class === undefined ? undefined : staticMember(object.class, property, machine))
  if (method?.function !== undefined && isProperty(method.function.code))
    return machine.invoke(method.function, NO_ARGUMENTS, frame.depth + 1).value
  if (method !== undefined) return method
  // What compilers make of a default import: the module itself, where it is outside.
  if (
    property === 'default' &&
    object.name !== undefined &&
    object.fields === undefined &&
    isScript(frame.module.code.language)
  )
    return object
  const name = `${qualifiedName(object, written)}.${property}`
  const type = frame.module.code.language === 'java' ? machine.project.java.qualified(name) : undefined
  if (type !== undefined) return { taints: [], class: type, name }
  const known = frame.module.known.value(name)
  if (known.isClean) return { taints: [], name }
  const element = elementOf(object, property)
  return withSource({ ...element, name: known.type ?? element.name ?? name }, name, at, frame)
}

/** The value with the taint of the source that its name is, if it is one. */
export function withSource(value: Value, name: string, at: Expression['at'], frame: Frame): Value {
  const rule = frame.module.known.value(name).source
  if (rule === undefined) return value
  const taint: Taint = {
    origin: rule.origin,
    what: rule.what,
    at: placeOf(at, frame),
    cleared: bitsOf(rule.clears ?? []),
  }
  return { ...value, taints: joinTaints([taint], value.taints) }
}

/** A method or field of the object's class, or of a class above it. */
export function ownMember(object: Value, property: string, machine: Machine): Value | undefined {
  const field = object.fields?.get(property)
  if (field !== undefined) return field
  if (object.instance === undefined) return undefined
  const found = methodOf(object.instance, property, machine)
  if (found !== undefined) return { taints: [], function: { ...found, this: object } }
  const declared = object.instance.code.fields.find(({ name }) => name === property)
  if (declared === undefined) return undefined
  // What all objects share is the class's.
  if (declared.static) return staticMember(object.instance, property, machine)
  const value = elementOf(object, property)
  const { frame } = object.instance
  return frame.module.code.language === 'go' && declared.type !== undefined
    ? instanceOfType(value, declared.type, frame, machine)
    : value
}

const methodsByName = rememberedBy(({ methods }: ClassCode) => Map.groupBy(methods, ({ name }) => name))

/** Classes above a class are looked through to this height. */
const HEIGHT = 6

/** A method by its name; with `count`, rather one with so many parameters. */
export function methodOf(
  of: ClassValue,
  name: string,
  machine: Machine,
  count?: number,
  height = HEIGHT,
): Closure | undefined {
  const named = methodsByName(of.code).get(name) ?? []
  const fitting: FunctionCode | undefined =
    (count === undefined ? undefined : named.find(({ parameters }) => parameters.length === count)) ?? named[0]
  if (fitting !== undefined) return { code: fitting, frame: of.frame, class: of }
  if (height === 0) return undefined
  for (const above of of.code.supers) {
    const value = classNamed(above, of.frame, machine)
    const found =
      value === undefined || value.code === of.code ? undefined : methodOf(value, name, machine, count, height - 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** Fields whose values are just being worked out: one that is made from itself has none. */
const UNDER_WAY = new WeakSet<FieldCode>()

/** What a field is given where it stands; there, other members of the class go by their bare names. */
function initialValue(field: FieldCode, value: Expression, of: ClassValue, machine: Machine): Value {
  if (UNDER_WAY.has(field)) return UNKNOWN
  UNDER_WAY.add(field)
  try {
    const given = machine.evaluate(value, { ...of.frame, vars: layeredVariables(), outer: of.frame, class: of })
    return field.type === undefined ? given : instanceOfType(given, field.type, of.frame, machine)
  } finally {
    UNDER_WAY.delete(field)
  }
}

export function staticMember(of: ClassValue, property: string, machine: Machine): Value | undefined {
  const method = methodOf(of, property, machine)
  if (method !== undefined) return { taints: [], function: method }
  const field = of.code.fields.find(({ name }) => name === property)
  if (field !== undefined) {
    if (field.value === undefined)
      return { taints: [], ...(field.type !== undefined && { name: resolveType(field.type, of.frame) }) }
    const value = initialValue(field, field.value, of, machine)
    return field.static || value.constant === undefined ? value : UNKNOWN
  }
  const inner = of.code.classes.find(({ name }) => name === property)
  return inner === undefined ? undefined : { taints: [], class: { code: inner, frame: of.frame, outer: of } }
}
