import { own } from '../../../core/own.ts'
import { foldTextMethod } from './constants.ts'
import {
  addAll,
  append,
  type Effect,
  elements,
  endOf,
  entriesOf,
  get,
  getNested,
  getOr,
  keysOf,
  type Method,
  peek,
  pop,
  prepend,
  push,
  put,
  removeAt,
  setNested,
} from './container-methods.ts'
import type { Arguments } from './machine.ts'
import { appendText, cutText, joinText, replaceText, splitText, textOf } from './text-methods.ts'
import { anyElement, type Constant, constantValue, listValue, UNKNOWN, type Value } from './value.ts'

const METHODS: Readonly<Record<string, Method>> = {
  put,
  set: (self, args) => (args.length === 3 ? setNested(self, args) : put(self, args)),
  setdefault: put,
  setProperty: put,
  putIfAbsent: put,
  get: (self, args) =>
    args.length === 2 && self.name?.includes('ConfigParser') ? getNested(self, args) : get(self, args),
  getOrDefault: getOr,
  getProperty: getOr,
  elementAt: get,
  at: get,
  add: (self, args) => appendText(self, args) ?? append(self, args),
  append: (self, args) => appendText(self, args) ?? append(self, args),
  push,
  addLast: append,
  addElement: append,
  offer: append,
  insert: (self, args) => (self.fields === undefined ? appendText(self, args.slice(1)) : append(self, args)),
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
  getFirst: (self, args) => (args.length > 0 ? get : endOf('first'))(self, args),
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
export function containerEffect(
  method: string,
  self: Value,
  { positional }: Arguments,
  isScript: boolean,
): Effect | undefined {
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
  if (method === 'replace' && isScript) return replaceText(false)(self, positional)
  return own(METHODS, method)?.(self, positional)
}
