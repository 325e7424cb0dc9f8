import type { Constant, Value } from './model.ts'
import { joinTaints, type Taint } from './taint.ts'

export type { ClassValue, Closure, Constant, Value } from './model.ts'

const NOTHING: readonly Taint[] = []
export const UNKNOWN: Value = { taints: NOTHING }
/** Fields of fields are looked at to this depth. */
const DEPTH = 4
/** More constants than this are no longer told apart. */
const MOST_OPTIONS = 6
/** A list or map of more elements than this is known as a whole only. */
export const MOST_FIELDS = 64

export function constantValue(constant: Constant): Value {
  return { taints: NOTHING, constant }
}

export function tainted(taints: readonly Taint[], name?: string): Value {
  return { taints, ...(name !== undefined && { name }) }
}

/** What the value and all that it holds is tainted with. */
export function allTaints(value: Value): readonly Taint[] {
  if (value.fields === undefined && value.rest === undefined) return value.taints
  const before = heldTaints.get(value)
  if (before !== undefined) return before
  const taints = collectTaints(value, DEPTH)
  heldTaints.set(value, taints)
  return taints
}

/** Values never change, and the same ones are asked for again and again. */
const heldTaints = new WeakMap<Value, readonly Taint[]>()

function collectTaints(value: Value, depth: number): readonly Taint[] {
  let taints = value.taints
  if (depth === 0) return taints
  if (value.rest !== undefined) taints = joinTaints(taints, collectTaints(value.rest, depth - 1))
  if (value.fields !== undefined)
    for (const field of value.fields.values()) taints = joinTaints(taints, collectTaints(field, depth - 1))
  return taints
}

/** What may be either. */
export function join(a: Value, b: Value, depth = DEPTH): Value {
  if (a === b) return a
  if (depth === 0) return { taints: joinTaints(a.taints, b.taints) }
  const joined: Value = { taints: joinTaints(a.taints, b.taints) }
  if (isFixed(a) && isFixed(b)) joined.isFixed = true
  if (a.constant !== undefined && a.constant === b.constant) joined.constant = a.constant
  else {
    const options = eitherOf(optionsOf(a), optionsOf(b))
    if (options.length > 0 && options.length <= MOST_OPTIONS) joined.options = options
  }
  const prefix = joined.constant === undefined ? beginningOfEither(a, b) : ''
  if (prefix !== '') joined.prefix = prefix
  if (a.isBuilt || b.isBuilt) joined.isBuilt = true
  const name = a.name === b.name || isNull(b) ? a.name : isNull(a) ? b.name : undefined
  if (name !== undefined) joined.name = name
  const of = a.function ?? b.function
  if (of !== undefined) joined.function = of
  const instance = a.instance ?? b.instance
  if (instance !== undefined) joined.instance = instance
  const made = a.class ?? b.class
  if (made !== undefined) joined.class = made
  if (a.fields === b.fields && a.rest === b.rest) {
    if (a.fields !== undefined) joined.fields = a.fields
    if (a.rest !== undefined) joined.rest = a.rest
    if (a.isList && b.isList) joined.isList = true
  } else if (a.fields !== undefined || b.fields !== undefined || a.rest !== undefined || b.rest !== undefined)
    joinFields(joined, a, b, depth)
  return joined
}

/** How a text begins matters where it is tainted: what nobody else sets says nothing against it. */
function beginningOfEither(a: Value, b: Value): string {
  if (a.taints.length === 0 && b.taints.length > 0) return prefixOf(b)
  if (b.taints.length === 0 && a.taints.length > 0) return prefixOf(a)
  return commonPrefix(prefixOf(a), prefixOf(b))
}

function isFixed(value: Value): boolean {
  return value.constant !== undefined || value.isFixed === true
}

function eitherOf(some: readonly Constant[], others: readonly Constant[]): readonly Constant[] {
  if (others.length === 0) return some
  return some.length === 0 ? others : [...new Set([...some, ...others])]
}

const NO_OPTIONS: readonly Constant[] = []

/** What constants the value is, or may be. */
export function optionsOf({ constant, options = NO_OPTIONS }: Value): readonly Constant[] {
  return constant === undefined ? options : [constant]
}

function joinFields(joined: Value, a: Value, b: Value, depth: number): void {
  const fields = new Map<string, Value>()
  for (const [key, one] of a.fields ?? []) {
    if (fields.size >= MOST_FIELDS) break
    const other = b.fields?.get(key) ?? elementOf(b, key)
    fields.set(key, one === other ? one : join(one, other, depth - 1))
  }
  for (const [key, other] of b.fields ?? []) {
    if (fields.size >= MOST_FIELDS) break
    if (!fields.has(key)) fields.set(key, join(elementOf(a, key), other, depth - 1))
  }
  joined.fields = fields
  if (a.rest !== undefined || b.rest !== undefined) joined.rest = join(a.rest ?? UNKNOWN, b.rest ?? UNKNOWN, depth - 1)
  if (a.isList && b.isList && a.fields?.size === b.fields?.size) joined.isList = true
}

/** What is known under a constant key; a value of which no fields are known hands on its taint. */
export function elementOf(value: Value, key: string): Value {
  const known = value.fields?.get(key)
  if (known !== undefined) return known
  const rest = value.rest ?? UNKNOWN
  return value.taints.length === 0 ? rest : { ...rest, taints: joinTaints(rest.taints, value.taints) }
}

/** What is known under some key that is not known. */
export function anyElement(value: Value): Value {
  if (value.fields === undefined || value.fields.size === 0) return someElement(value)
  const known = anyElements.get(value)
  if (known !== undefined) return known
  const any = someElement(value)
  anyElements.set(value, any)
  return any
}

/** Values do not change: what their elements may be is found once. */
const anyElements = new WeakMap<Value, Value>()
/** What elements hold inside is joined to this depth. */
const ELEMENT_DEPTH = 2

function someElement(value: Value): Value {
  const [first, ...more] = value.taints.length === 0 ? (listItems(value) ?? []) : []
  if (first !== undefined) return asOneOf(more.reduce((a, b) => join(a, b, ELEMENT_DEPTH), first))
  let any = elementOf(value, ' any')
  for (const field of value.fields?.values() ?? []) any = join(any, field, ELEMENT_DEPTH)
  return asOneOf(any)
}

/** Which of the constants it is, is not known. */
export function asOneOf(any: Value): Value {
  return any.constant === undefined ? any : { ...withoutConstant(any), options: [any.constant], isFixed: true }
}

export function withoutConstant({ constant: _, ...value }: Value): Value {
  return value
}

export function withElement(value: Value, key: string, element: Value): Value {
  const fields = new Map(value.fields)
  if (fields.size >= MOST_FIELDS && !fields.has(key)) return withAnyElement(value, element)
  fields.set(key, element)
  const { isList, constant: _, ...others } = value
  return { ...others, fields, ...(isList && fields.size === (value.fields?.size ?? 0) && { isList }) }
}

export function withAnyElement(value: Value, element: Value): Value {
  const { isList: _, constant: __, ...others } = value
  return { ...others, fields: value.fields ?? new Map(), rest: join(value.rest ?? UNKNOWN, element) }
}

/** The elements of a list that is known whole. */
export function listItems(value: Value): Value[] | undefined {
  return value.isList ? Array.from(value.fields?.values() ?? []) : undefined
}

export function listValue(items: readonly Value[], name?: string): Value {
  if (items.length > MOST_FIELDS)
    return {
      taints: NOTHING,
      fields: new Map(),
      rest: items.reduce((a, b) => join(a, b), UNKNOWN),
      ...(name !== undefined && { name }),
    }
  return {
    taints: NOTHING,
    fields: new Map(items.map((item, index) => [String(index), item])),
    isList: true,
    ...(name !== undefined && { name }),
  }
}

export function isNull(value: Value): boolean {
  return value.constant === null
}

export function prefixOf(value: Value): string {
  return typeof value.constant === 'string' ? value.constant : (value.prefix ?? '')
}

function commonPrefix(a: string, b: string): string {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return a.slice(0, length)
}
