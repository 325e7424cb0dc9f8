import { joinTaints } from './taint.ts'
import {
  allTaints,
  anyElement,
  constantValue,
  elementOf,
  join,
  listItems,
  listValue,
  UNKNOWN,
  type Value,
  withAnyElement,
  withElement,
} from './value.ts'

/** What a method of a text, list or map does: what it gives, and what the object is then. */
export interface Effect {
  result: Value
  /** Absent where it stays what it was. */
  receiver?: Value
}

export type Method = (self: Value, args: readonly Value[]) => Effect | undefined

export const keyOf = (value: Value | undefined): string | undefined =>
  value?.constant === undefined || value.constant === null ? undefined : String(value.constant)

export const put: Method = (self, [key, value]) => {
  if (self.fields === undefined || value === undefined) return undefined
  const name = keyOf(key)
  return {
    result: UNKNOWN,
    receiver:
      name === undefined
        ? withAnyElement(self, { ...value, taints: joinTaints(value.taints, key?.taints ?? []) })
        : withElement(self, name, value),
  }
}

export const get: Method = (self, [key, byDefault]) => {
  if (self.fields === undefined) return undefined
  const position = key?.constant
  const items = listItems(self)
  if (items !== undefined && typeof position === 'number') return { result: items[position] ?? UNKNOWN }
  const name = keyOf(key)
  const found = name === undefined ? anyElement(self) : elementOf(self, name)
  return { result: byDefault === undefined || self.fields.has(name ?? '') ? found : join(found, byDefault) }
}

/** What is asked for with a word for the case that it is not there, of a map of which nothing is known. */
export const getOr: Method = (self, args) => {
  const [, byDefault] = args
  if (self.fields !== undefined || byDefault === undefined) return get(self, args)
  return { result: join({ taints: allTaints(self) }, byDefault) }
}

/** At the end, or with an index in front as Java and Python's `insert` have it. */
export const append: Method = (self, args) => {
  if (self.fields === undefined) return undefined
  const [first, second] = args
  const items = listItems(self)
  const value = second ?? first
  if (value === undefined) return undefined
  if (items === undefined) return { result: UNKNOWN, receiver: withAnyElement(self, value) }
  const at = second === undefined ? items.length : typeof first?.constant === 'number' ? first.constant : undefined
  if (at === undefined) return { result: UNKNOWN, receiver: withAnyElement(self, value) }
  return { result: UNKNOWN, receiver: listValue(items.toSpliced(at, 0, value), self.name) }
}

export const prepend: Method = (self, [value]) =>
  value === undefined ? undefined : append(self, [constantValue(0), value])

export const removeAt =
  (byDefault: 'first' | 'last' | 'none'): Method =>
  (self, [at]) => {
    const items = listItems(self)
    if (self.fields === undefined) return undefined
    if (items === undefined) {
      const key = keyOf(at)
      if (key === undefined) return { result: anyElement(self) }
      const fields = new Map(self.fields)
      fields.delete(key)
      return { result: elementOf(self, key), receiver: { ...self, fields } }
    }
    const index =
      typeof at?.constant === 'number'
        ? at.constant
        : at !== undefined || byDefault === 'none'
          ? undefined
          : byDefault === 'first'
            ? 0
            : items.length - 1
    if (index === undefined) return { result: anyElement(self) }
    return { result: items.at(index) ?? UNKNOWN, receiver: listValue(items.toSpliced(index, 1), self.name) }
  }

export const addAll: Method = (self, args) => {
  const more = args.at(-1)
  if (self.fields === undefined || more === undefined) return undefined
  const some = listItems(self)
  const items = listItems(more)
  if (some !== undefined && items !== undefined)
    return { result: UNKNOWN, receiver: listValue([...some, ...items], self.name) }
  if (more.fields !== undefined && self.isList !== true) {
    let receiver = self
    for (const [key, value] of more.fields) receiver = withElement(receiver, key, value)
    if (more.rest !== undefined) receiver = withAnyElement(receiver, more.rest)
    return { result: UNKNOWN, receiver }
  }
  return { result: UNKNOWN, receiver: withAnyElement(self, anyElement(more)) }
}

export const elements: Method = (self) =>
  self.fields === undefined
    ? undefined
    : { result: listItems(self) ? self : withAnyElement(listValue([]), anyElement(self)) }

/** Queues and linked lists push and pop at their beginning, stacks and arrays at their end. */
const isQueue = ({ name }: Value): boolean => /(?:Deque|LinkedList|Queue)$/.test(name ?? '')

export const push: Method = (self, args) => (isQueue(self) ? prepend : append)(self, args)

export const pop: Method = (self, args) => removeAt(isQueue(self) && args.length === 0 ? 'first' : 'last')(self, args)

export const endOf =
  (end: 'first' | 'last'): Method =>
  (self) => {
    const items = listItems(self)
    if (items === undefined) return self.fields === undefined ? undefined : { result: anyElement(self) }
    return { result: items.at(end === 'first' ? 0 : -1) ?? UNKNOWN }
  }

export const peek: Method = (self, args) => endOf(isQueue(self) ? 'first' : 'last')(self, args)

const textKeys = (self: Value): Value[] => [...(self.fields?.keys() ?? [])].map((key) => constantValue(key))

/** The keys of a map: those that are known, and whatever others may be. */
export const keysOf: Method = (self) => {
  if (self.fields === undefined || self.isList) return undefined
  const keys = listValue(textKeys(self))
  return { result: self.rest === undefined ? keys : withAnyElement(keys, { taints: self.rest.taints }) }
}

/** The pairs of a map, each with `key` and `value`. */
export const entriesOf: Method = (self) => {
  if (self.fields === undefined || self.isList) return undefined
  const pair = (key: Value, value: Value): Value => ({
    taints: [],
    name: 'Map.Entry',
    fields: new Map([
      ['key', key],
      ['value', value],
    ]),
  })
  const pairs = listValue([...self.fields].map(([key, value]) => pair(constantValue(key), value)))
  if (self.rest === undefined) return { result: pairs }
  return { result: withAnyElement(pairs, pair({ taints: self.rest.taints }, self.rest)) }
}

export const emptied = (self: Value): Effect => {
  const receiver = { ...constantValue(''), ...(self.name !== undefined && { name: self.name }) }
  return { result: receiver, receiver }
}

/** Python's ConfigParser: a section, a name, a value. */
export function setNested(self: Value, [section, name, value]: readonly Value[]): Effect | undefined {
  const key = `${keyOf(section) ?? '?'} ${keyOf(name) ?? '?'}`
  return value === undefined ? undefined : { result: UNKNOWN, receiver: withElement(self, key, value) }
}

export function getNested(self: Value, [section, name]: readonly Value[]): Effect {
  return { result: elementOf(self, `${keyOf(section) ?? '?'} ${keyOf(name) ?? '?'}`) }
}
