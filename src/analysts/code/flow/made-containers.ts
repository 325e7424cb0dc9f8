import { own } from '../../../core/own.ts'
import { keyOf } from './container-methods.ts'
import type { Arguments } from './machine.ts'
import {
  allTaints,
  anyElement,
  constantValue,
  listItems,
  listValue,
  UNKNOWN,
  type Value,
  withAnyElement,
  withElement,
} from './value.ts'

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
  const kind = own(MADE, simple)
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
