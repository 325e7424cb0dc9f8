import type { FunctionCode } from '../program.ts'
import { isScript } from '../program.ts'
import { assignedIn } from './assigned.ts'
import { type Frame, frameFor, watchedNow } from './frame.ts'
import { hoist } from './hoist.ts'
import { type Arguments, type Invoked, type Machine, placeOf, type Way } from './machine.ts'
import { methodOf } from './members.ts'
import type { WayOut } from './model.ts'
import { annotationNames, skipsSelf } from './parameters.ts'
import { instanceOfType } from './types.ts'
import {
  allTaints,
  type ClassValue,
  type Closure,
  join,
  listValue,
  UNKNOWN,
  type Value,
  withAnyElement,
  withoutConstant,
} from './value.ts'
import { layeredVariables } from './variables.ts'

/** Calls inside of calls are followed to this depth. */
const DEEPEST = 6

export interface InvokeMemory {
  active: Map<FunctionCode, number>
  done: Map<FunctionCode, Map<string, Invoked>>
  /** What has been gone through at all. */
  seen: Set<FunctionCode>
  /** Functions that were made and never called, to be looked at by themselves. */
  left: Closure[]
}

/** Goes through a function with what it is given. A call inside itself, or too deep, gives what went in. */
export function invoke(
  closure: Closure,
  args: Arguments,
  depth: number,
  machine: Machine,
  memory: InvokeMemory,
): Invoked {
  const { code } = closure
  const running = memory.active.get(code) ?? 0
  if (depth > DEEPEST || running > 1 || !machine.mayGoOn()) return passedThrough(args)
  const signature = closure.frame.outer === undefined ? signatureOf(closure.this, args, depth) : undefined
  const known = signature === undefined ? undefined : memory.done.get(code)?.get(signature)
  if (known !== undefined) return known
  memory.seen.add(code)
  memory.active.set(code, running + 1)
  const invoked = goThrough(closure, args, depth, machine, memory)
  memory.active.set(code, running)
  if (signature !== undefined && running === 0) {
    const before = memory.done.get(code) ?? new Map<string, Invoked>()
    if (before.size < 32)
      memory.done.set(code, before.set(signature, signature.includes('{') ? roughly(invoked) : invoked))
  }
  return invoked
}

function goThrough(closure: Closure, args: Arguments, depth: number, machine: Machine, memory: InvokeMemory): Invoked {
  const { code, this: self } = closure
  const frame = frameFor(closure.frame.module, closure.frame, depth)
  frame.class = closure.class ?? closure.frame.class
  if (self !== undefined) frame.vars.set('this', self)
  const selfName = bindSelf(closure, frame)
  bindParameters(closure, args, frame, machine)
  if (code.annotations.length > 0) frame.annotations = annotationNames(annotationsOf(closure), closure.frame, machine)
  const parameters = code.parameters
    .slice(selfName === undefined ? 0 : skipsSelf(code, closure.frame) ? 1 : 0)
    .map(({ target }) => (target.kind === 'name' ? target.name : undefined))
  const set = assignedIn(code.body)
  frame.watched = [selfName ?? 'this', ...parameters].flatMap((name) =>
    name === undefined || set.has(name) ? [] : [name],
  )
  judgeMethod(closure, machine)
  hoist(code.body, frame, machine)
  machine.execute(code.body, frame)
  for (const made of frame.made) if (!memory.seen.has(made.code)) memory.left.push(made)
  const after = frame.vars.get(selfName ?? 'this')
  return {
    value: returnedValue(closure, frame, machine),
    ...(after !== undefined && { self: after }),
    after: parameters.map((name) => (name === undefined ? undefined : frame.vars.get(name))),
    ways: waysThrough(frame, parameters, selfName ?? 'this'),
  }
}

/** A flag that is given back says on which of two ways it was set. */
function toldApart(way: WayOut): WayOut[] {
  const { when } = way.value
  if (when?.has('true') !== true && when?.has('false') !== true) return [way]
  return (['true', 'false'] as const).map((face) => {
    const watched = new Map(way.watched)
    for (const [name, { at, then }] of when.get(face) ?? []) if (watched.get(name) === at) watched.set(name, then)
    return { value: { taints: [], constant: face === 'true' }, watched }
  })
}

function waysThrough(frame: Frame, parameters: readonly (string | undefined)[], selfName: string): Way[] {
  if (frame.returns === undefined) return []
  const atEnd = frame.isDead ? [] : [{ value: UNKNOWN, watched: watchedNow(frame) }]
  return [...frame.returns, ...atEnd].flatMap(toldApart).map(({ value, watched }) => ({
    value,
    self: watched.get(selfName),
    after: parameters.map((name) => (name === undefined ? undefined : watched.get(name))),
  }))
}

/** Says what the rules say of a method as it is written. */
function judgeMethod({ code, frame, class: of }: Closure, machine: Machine): void {
  if (of === undefined) return
  for (const rule of frame.module.known.methods.get(code.name) ?? [])
    if (of.code.supers.some((name) => rule.supers.test(name)) && doesOnly(code, rule.does))
      machine.tell(rule, placeOf(code.at, frame), undefined)
}

function doesOnly({ body }: FunctionCode, what: 'nothing' | 'true'): boolean {
  const [only, more] = body
  if (more !== undefined) return false
  if (only?.kind !== 'return') return what === 'nothing' && only === undefined
  if (what === 'nothing') return only.value === undefined
  return only.value?.kind === 'literal' && only.value.value === true
}

/** What it gave; in Java it is of the type that it declares. */
function returnedValue({ code, frame: outer }: Closure, { returned = UNKNOWN }: Frame, machine: Machine): Value {
  if (code.returns === undefined || outer.module.code.language !== 'java') return returned
  return instanceOfType(returned, code.returns, outer, machine)
}

/** Those of its class, too, where it has some itself: a handler in a controller. */
function annotationsOf({ code, class: of }: Closure): Closure['code']['annotations'] {
  return of === undefined ? code.annotations : [...code.annotations, ...of.code.annotations]
}

/** Python and Go name the object themselves. */
function bindSelf({ code, frame: outer, this: self, class: of }: Closure, frame: Frame): string | undefined {
  const target = code.receiver?.target ?? (skipsSelf(code, outer) ? code.parameters[0]?.target : undefined)
  if (target?.kind !== 'name') return undefined
  const value = self ?? (of === undefined ? UNKNOWN : { taints: [], instance: of })
  frame.vars.set(target.name, value)
  return target.name
}

/** JavaScript's `arguments`. */
function argumentList({ positional, spread }: Arguments): Value {
  const list = listValue(positional)
  return spread === undefined ? list : withAnyElement(list, spread)
}

function bindParameters({ code, frame: outer }: Closure, args: Arguments, frame: Frame, machine: Machine): void {
  if (isScript(outer.module.code.language)) frame.vars.set('arguments', argumentList(args))
  const parameters = skipsSelf(code, outer) ? code.parameters.slice(1) : code.parameters
  for (const [index, { target, type, default: byDefault, rest }] of parameters.entries()) {
    if (rest !== undefined) {
      const others = rest === 'list' ? args.positional.slice(index) : [...args.named.values()]
      const list = rest === 'list' ? listValue(others) : { taints: [], fields: new Map(args.named) }
      machine.assign(target, args.spread === undefined ? list : withAnyElement(list, args.spread), frame)
      continue
    }
    const byName = target.kind === 'name' ? args.named.get(target.name) : undefined
    const given = args.positional[index] ?? byName ?? (args.spread === undefined ? undefined : args.spread)
    const value = given ?? (byDefault === undefined ? UNKNOWN : machine.evaluate(byDefault, frame))
    const typed = type === undefined ? value : instanceOfType(value, type, outer, machine)
    if (target.kind === 'name') frame.vars.set(target.name, typed)
    else machine.assign(target, typed, frame)
  }
}

function passedThrough(args: Arguments): Invoked {
  const all = [...args.positional, ...args.named.values()].reduce(
    (joined, value) => join(joined, { taints: allTaints(value) }),
    UNKNOWN,
  )
  return { value: all, after: [], ways: [] }
}

/**
 * Two calls with the same signature give the same. Undefined where that cannot be said. Deep inside, objects that nobody else sets
 * are all taken for one: what a call makes of them is of no more interest there.
 */
function signatureOf(
  self: Value | undefined,
  { positional, named, spread }: Arguments,
  depth: number,
): string | undefined {
  const parts: string[] = []
  for (const value of [self ?? UNKNOWN, ...positional, ...named.values(), spread ?? UNKNOWN]) {
    const part = isPlain(value) ? plainSignature(value) : depth >= LOOSE_FROM ? looseSignature(value) : undefined
    if (part === undefined) return undefined
    parts.push(part)
  }
  return [...parts, ...named.keys()].join(';')
}

/** What holds for all calls of a loose signature. */
function roughly({ value }: Invoked): Invoked {
  return { value: withoutConstant(value), after: [], ways: [] }
}

/** From this depth on. */
const LOOSE_FROM = 2

function isPlain({ fields, rest, function: closure, instance, class: of }: Value): boolean {
  return (fields ?? rest ?? closure ?? instance ?? of) === undefined
}

function plainSignature({ taints, constant, name, prefix, isBuilt }: Value): string {
  const from = taints.map(({ what, at, cleared }) => `${what}@${at.file}:${at.line}!${cleared}`).join(',')
  // How a text begins decides what it can do; of one that nobody can set it decides nothing.
  const text = from === '' ? '' : `|${isBuilt ?? ''}${prefix ?? ''}`
  return `${typeof constant}${String(constant)}|${name ?? ''}|${from}${text}`
}

function looseSignature(value: Value): string | undefined {
  if (value.function !== undefined || allTaints(value).length > 0) return undefined
  return `{${value.name ?? ''} ${value.instance?.code.name ?? ''}`
}

const CONSTRUCTORS = ['constructor', '__init__', '<init>']

/** A new object of a class of the project: its fields as they are set, its constructor gone through. */
export function instantiate(of: ClassValue, args: Arguments, name: string, frame: Frame, machine: Machine): Value {
  const fields = new Map<string, Value>()
  const inner = { ...frame, vars: layeredVariables(), outer: of.frame, module: of.frame.module, class: of }
  for (const field of of.code.fields) {
    if (field.static) continue
    const value = field.value === undefined ? UNKNOWN : machine.evaluate(field.value, inner)
    fields.set(field.name, field.type === undefined ? value : instanceOfType(value, field.type, of.frame, machine))
  }
  const self: Value = { taints: [], instance: of, name, fields }
  for (const one of [...CONSTRUCTORS, of.code.name]) {
    const making = methodOf(of, one, machine, args.positional.length)
    if (making === undefined) continue
    return machine.invoke({ ...making, this: self }, args, frame.depth + 1).self ?? self
  }
  const record = recordOf(of, args, fields)
  if (record !== undefined) return { ...self, fields: record }
  // What a class does with what it is given is not known where it comes from outside.
  const given = [...args.positional, ...args.named.values()].reduce(
    (all, value) => join(all, { taints: allTaints(value) }),
    UNKNOWN,
  )
  return of.code.supers.length > 0 ? { ...self, rest: given } : self
}

/** The fields of an object whose class says no more than that it has them, as Python's data classes: given by name, or in their order. */
function recordOf(
  { code }: ClassValue,
  { positional, named, spread }: Arguments,
  before: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> | undefined {
  const own = code.fields.filter((field) => !field.static)
  if (own.length === 0 || spread !== undefined || positional.length > own.length) return undefined
  if ([...named.keys()].some((name) => !before.has(name))) return undefined
  const fields = new Map([...before, ...named])
  for (const [index, value] of positional.entries()) fields.set(own[index]?.name ?? '', value)
  return fields
}
