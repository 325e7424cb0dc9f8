import { foldTextMethod } from './constants.ts'
import { concatenated } from './evaluate.ts'
import type { Arguments } from './machine.ts'
import { mattersWithout } from './refine.ts'
import { restrictedBy } from './regex-guard.ts'
import type { Matter } from './rules.ts'
import { bitsOf, cleared, joinTaints } from './taint.ts'
import {
  allTaints,
  anyElement,
  type Constant,
  constantValue,
  elementOf,
  join,
  listItems,
  listValue,
  prefixOf,
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

type Method = (self: Value, args: readonly Value[], all: Arguments) => Effect | undefined

/** New texts, lists and maps, by the name of what makes them (simple name of the type, or the whole name). */
const MADE: Readonly<Record<string, 'list' | 'map' | 'text'>> = {
  ArrayList: 'list',
  LinkedList: 'list',
  Vector: 'list',
  Stack: 'list',
  ArrayDeque: 'list',
  CopyOnWriteArrayList: 'list',
  HashSet: 'list',
  LinkedHashSet: 'list',
  TreeSet: 'list',
  list: 'list',
  set: 'list',
  Set: 'list',
  Array: 'list',
  tuple: 'list',
  deque: 'list',
  HashMap: 'map',
  LinkedHashMap: 'map',
  TreeMap: 'map',
  ConcurrentHashMap: 'map',
  Hashtable: 'map',
  Properties: 'map',
  dict: 'map',
  OrderedDict: 'map',
  defaultdict: 'map',
  Map: 'map',
  WeakMap: 'map',
  Object: 'map',
  ConfigParser: 'map',
  StringBuilder: 'text',
  StringBuffer: 'text',
  StringWriter: 'text',
  StringIO: 'text',
  String: 'text',
  str: 'text',
  StringJoiner: 'text',
}

/** The value of a new container; undefined for what is none. `typeName`: how the language names what `new` gave. */
export function madeContainer(simple: string, typeName: string, { positional, named }: Arguments): Value | undefined {
  const kind = Object.hasOwn(MADE, simple) ? MADE[simple] : undefined
  const [first] = positional
  if (kind === undefined) return undefined
  if (kind === 'text') {
    const isNumber = typeof first?.constant === 'number'
    const text = first === undefined || isNumber ? constantValue('') : first
    return { ...text, name: typeName }
  }
  if (kind === 'map') {
    const copy = first?.fields !== undefined || (first !== undefined && allTaints(first).length > 0) ? first : undefined
    let value: Value = { ...(copy ?? { taints: [], fields: new Map() }), name: typeName }
    for (const [key, one] of named) value = withElement(value, key, one)
    return value
  }
  const items = first === undefined ? [] : listItems(first)
  if (items !== undefined) return listValue(items, typeName)
  if (first === undefined || typeof first.constant === 'number') return listValue([], typeName)
  return withAnyElement({ taints: [], name: typeName }, anyElement(first))
}

/** Calls that give a list or map of what they are handed. */
const LISTED =
  /(?:^|\.)(?:(?:Immutable)?(?:List|Set|SortedSet)|Stream|EnumSet)\.(?:of|copyOf)$|(?:^|\.)Arrays\.(?:asList|stream)$|(?:^|\.)(?:Lists|Sets)\.new\w+$/
const MAPPED = /(?:^|\.)(?:Immutable)?Map\.(?:of|copyOf)$/
const SAME = /(?:^|\.)Collections\.(?:unmodifiable|synchronized)\w+$/

/** What `List.of(…)`, `Map.of(k, v, …)` and their like give; undefined for any other call. */
export function listedContainer(name: string, { positional, spread }: Arguments): Value | undefined {
  const [first] = positional
  if (first !== undefined && SAME.test(name)) return first
  if (spread !== undefined) return undefined
  if (LISTED.test(name)) return positional.length === 1 && first?.fields !== undefined ? first : listValue(positional)
  if (!MAPPED.test(name) || positional.length % 2 !== 0) return undefined
  let map: Value = { taints: [], fields: new Map() }
  for (let at = 0; at < positional.length; at += 2) {
    const value = positional[at + 1] ?? UNKNOWN
    const key = keyOf(positional[at])
    map = key === undefined ? withAnyElement(map, value) : withElement(map, key, value)
  }
  return map
}

const keyOf = (value: Value | undefined): string | undefined =>
  value?.constant === undefined || value.constant === null ? undefined : String(value.constant)

const put: Method = (self, [key, value]) => {
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

const get: Method = (self, [key, byDefault]) => {
  if (self.fields === undefined) return undefined
  const position = key?.constant
  const items = listItems(self)
  if (items !== undefined && typeof position === 'number') return { result: items[position] ?? UNKNOWN }
  const name = keyOf(key)
  const found = name === undefined ? anyElement(self) : elementOf(self, name)
  return { result: byDefault === undefined || self.fields.has(name ?? '') ? found : join(found, byDefault) }
}

/** What is asked for with a word for the case that it is not there, of a map of which nothing is known. */
const getOr: Method = (self, args, all) => {
  const [, byDefault] = args
  if (self.fields !== undefined || byDefault === undefined) return get(self, args, all)
  return { result: join({ taints: allTaints(self) }, byDefault) }
}

/** At the end, or with an index in front as Java and Python's `insert` have it. */
const append: Method = (self, args) => {
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

const prepend: Method = (self, [value]) =>
  value === undefined ? undefined : append(self, [constantValue(0), value], { positional: [], named: new Map() })

const removeAt =
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

const addAll: Method = (self, args) => {
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

const elements: Method = (self) =>
  self.fields === undefined
    ? undefined
    : { result: listItems(self) ? self : withAnyElement(listValue([]), anyElement(self)) }

/** Queues and linked lists push and pop at their beginning, stacks and arrays at their end. */
const isQueue = ({ name }: Value): boolean => /(?:Deque|LinkedList|Queue)$/.test(name ?? '')

const push: Method = (self, args, all) => (isQueue(self) ? prepend : append)(self, args, all)
const pop: Method = (self, args, all) =>
  removeAt(isQueue(self) && args.length === 0 ? 'first' : 'last')(self, args, all)

const endOf =
  (end: 'first' | 'last'): Method =>
  (self) => {
    const items = listItems(self)
    if (items === undefined) return self.fields === undefined ? undefined : { result: anyElement(self) }
    return { result: items.at(end === 'first' ? 0 : -1) ?? UNKNOWN }
  }

const peek: Method = (self, args, all) => endOf(isQueue(self) ? 'first' : 'last')(self, args, all)

const textKeys = (self: Value): Value[] => [...(self.fields?.keys() ?? [])].map((key) => constantValue(key))

/** The keys of a map: those that are known, and whatever others may be. */
const keysOf: Method = (self) => {
  if (self.fields === undefined || self.isList) return undefined
  const keys = listValue(textKeys(self))
  return { result: self.rest === undefined ? keys : withAnyElement(keys, { taints: self.rest.taints }) }
}

/** The pairs of a map, each with `key` and `value`. */
const entriesOf: Method = (self) => {
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

const emptied = (self: Value): Effect => {
  const receiver = { ...constantValue(''), ...(self.name !== undefined && { name: self.name }) }
  return { result: receiver, receiver }
}

/** `delete(0, …)` and `setLength(0)` leave nothing of a text that is being built. */
const cutText: Method = (self, [from, to]) =>
  isTextBuilder(self) && from?.constant === 0 && to?.constant === undefined ? emptied(self) : undefined

/** A text that grows in place. */
export function isTextBuilder({ name, fields }: Value): boolean {
  return fields === undefined && /(?:^|\.)(?:String\w+|StringIO\(\)|Builder)$/.test(name ?? '')
}

const appendText: Method = (self, [part]) => {
  if (part === undefined || !isTextBuilder(self)) return undefined
  const receiver = { ...concatenated(self, part), ...(self.name !== undefined && { name: self.name }) }
  return { result: receiver, receiver }
}

const textOf: Method = (self, args) => {
  if (self.fields !== undefined || args.length > 0) return undefined
  const { name: _, ...text } = self
  return { result: text }
}

/** Parts between a text. */
const joinText: Method = (self, args, all) => {
  const [parts, ...others] = args
  // Java's `String.join` is handed what stands between as well.
  if (
    parts !== undefined &&
    others.length > 0 &&
    self.fields === undefined &&
    /(?:^|\.)String$/.test(self.name ?? '')
  ) {
    const [only] = others
    const list = others.length === 1 && only?.fields !== undefined ? only : listValue(others)
    return joinText(parts, [list], all)
  }
  // What joins several things joins paths.
  if (others.length > 0) return undefined
  const list = self.fields !== undefined ? self : parts
  if (list === undefined) return undefined
  const items = listItems(list)
  const between = self.fields !== undefined ? parts : self
  if (items !== undefined && items.length > 0)
    return { result: items.reduce((text, item) => concatenated(between ? concatenated(text, between) : text, item)) }
  return { result: { taints: joinTaints(allTaints(list), between ? allTaints(between) : []), isBuilt: true } }
}

/** The first word of a text is known where the text begins with it. */
const splitText: Method = (self, [by]) => {
  const first = /^(\S+)\s/.exec(prefixOf(self))?.[1]
  if (self.constant !== undefined || self.fields !== undefined || first === undefined) return undefined
  if (by !== undefined && by.constant !== ' ' && by.constant !== null) return undefined
  return { result: { taints: [], fields: new Map([['0', constantValue(first)]]), rest: { taints: self.taints } } }
}

/** What is replaced is gone: what it could have done it cannot do. JavaScript replaces only the first of a plain text. */
const replaceText =
  (isEvery: boolean): Method =>
  (self, [from, to]) => {
    if (self.fields !== undefined || from === undefined) return undefined
    const taints = joinTaints(allTaints(self), to === undefined ? [] : allTaints(to))
    const source = from.fields?.get('source')?.constant
    const flags = String(from.fields?.get('flags')?.constant ?? '')
    const matters =
      typeof source === 'string'
        ? flags.includes('g') || source.startsWith('^')
          ? restrictedBy(source, false, { isWhole: false, isBeginning: false })
          : []
        : typeof from.constant === 'string' && isEvery
          ? [...mattersWithout(from.constant), ...asRegex(from.constant)]
          : []
    return {
      result: {
        taints: matters === 'all' ? [] : cleared(taints, bitsOf([...matters, ...quotedBy(to)])),
        ...(prefixOf(self) !== '' && { prefix: prefixOf(self) }),
        ...(self.isBuilt && { isBuilt: true }),
      },
    }
  }

/** `'\''` in place of each quote is how a text is quoted for a shell. */
function quotedBy(to: Value | undefined): Matter[] {
  return to?.constant === "'\\''" || to?.constant === `'"'"'` ? ['command'] : []
}

/** Java's `replaceAll` takes the text for a regular expression. */
function asRegex(source: string): ReturnType<typeof mattersWithout> {
  return /[[\\]/.test(source)
    ? [...(restrictedBy(source, false, { isWhole: false, isBeginning: false }) as never[])]
    : []
}

const METHODS: Readonly<Record<string, Method>> = {
  put,
  set: (self, args, all) => (args.length === 3 ? setNested(self, args) : put(self, args, all)),
  setdefault: put,
  setProperty: put,
  putIfAbsent: put,
  get: (self, args, all) =>
    args.length === 2 && self.name?.includes('ConfigParser') ? getNested(self, args) : get(self, args, all),
  getOrDefault: getOr,
  getProperty: getOr,
  elementAt: get,
  at: get,
  add: (self, args, all) => appendText(self, args, all) ?? append(self, args, all),
  append: (self, args, all) => appendText(self, args, all) ?? append(self, args, all),
  push,
  addLast: append,
  addElement: append,
  offer: append,
  insert: (self, args, all) =>
    self.fields === undefined ? appendText(self, args.slice(1), all) : append(self, args, all),
  unshift: prepend,
  addFirst: prepend,
  appendleft: prepend,
  remove: removeAt('none'),
  pop,
  shift: removeAt('first'),
  popleft: removeAt('first'),
  poll: removeAt('first'),
  removeFirst: removeAt('first'),
  peek,
  element: endOf('first'),
  peekFirst: endOf('first'),
  peekLast: endOf('last'),
  getLast: endOf('last'),
  removeLast: removeAt('last'),
  pollLast: removeAt('last'),
  pollFirst: removeAt('first'),
  getFirst: (self, args, all) => (args.length > 0 ? get : endOf('first'))(self, args, all),
  addAll,
  putAll: addAll,
  extend: addAll,
  update: addAll,
  write: appendText,
  print: appendText,
  println: appendText,
  delete: cutText,
  setLength: cutText,
  keySet: keysOf,
  entrySet: entriesOf,
  toArray: elements,
  values: elements,
  keys: (self) =>
    self.fields === undefined || self.isList || self.rest !== undefined
      ? undefined
      : { result: listValue(Array.from(self.fields.keys(), constantValue)) },
  copy: (self) => (self.fields === undefined ? undefined : { result: self }),
  toList: elements,
  stream: elements,
  iterator: elements,
  elements,
  items: () => undefined,
  next: (self) => (self.fields === undefined ? undefined : { result: anyElement(self) }),
  nextElement: (self) => (self.fields === undefined ? undefined : { result: anyElement(self) }),
  toString: textOf,
  getvalue: textOf,
  intern: textOf,
  strip: textOf,
  trim: textOf,
  join: joinText,
  split: splitText,
  replace: replaceText(true),
  replaceAll: replaceText(true),
  clear: (self) => (self.fields === undefined ? undefined : { result: UNKNOWN, receiver: listValue([], self.name) }),
}

/** Java and Python replace every occurrence of a plain text, JavaScript the first one. */
export function containerEffect(method: string, self: Value, all: Arguments, isScript: boolean): Effect | undefined {
  const { positional } = all
  if (method === 'equals' && typeof self.constant === 'number' && typeof positional[0]?.constant === 'number')
    return { result: constantValue(self.constant === positional[0].constant) }
  if (typeof self.constant === 'string' && positional.every(({ constant }) => constant !== undefined)) {
    const folded = foldTextMethod(
      method,
      self.constant,
      positional.map(({ constant }) => constant as Constant),
    )
    if (folded !== undefined) return { result: constantValue(folded) }
  }
  if (method === 'replace' && isScript) return replaceText(false)(self, positional, all)
  return Object.hasOwn(METHODS, method) ? METHODS[method]?.(self, positional, all) : undefined
}

/** Python's ConfigParser: a section, a name, a value. */
function setNested(self: Value, [section, name, value]: readonly Value[]): Effect | undefined {
  const key = `${keyOf(section) ?? '?'} ${keyOf(name) ?? '?'}`
  return value === undefined ? undefined : { result: UNKNOWN, receiver: withElement(self, key, value) }
}

function getNested(self: Value, [section, name]: readonly Value[]): Effect {
  return { result: elementOf(self, `${keyOf(section) ?? '?'} ${keyOf(name) ?? '?'}`) }
}
