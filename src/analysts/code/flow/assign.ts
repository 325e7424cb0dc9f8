import type { Expression, Pattern, Span } from '../program.ts'
import { type Frame, lookUp, setVariable } from './frame.ts'
import { type Machine, placeOf } from './machine.ts'
import { ownMember, qualifiedName } from './members.ts'
import { joinTaints, stepped, worstOf } from './taint.ts'
import { tellPlace, tellSetting } from './tell-places.ts'
import {
  allTaints,
  anyElement,
  elementOf,
  join,
  listItems,
  prefixOf,
  UNKNOWN,
  type Value,
  withAnyElement,
  withElement,
} from './value.ts'

/** Puts a value where a pattern says; values of lists and objects are taken apart. */
export function assign(target: Pattern, value: Value, frame: Frame, machine: Machine): void {
  switch (target.kind) {
    case 'name': {
      assignName(target.name, takenBy(target.name, value, target.at, frame), frame, machine)
      return
    }
    case 'place':
      assignPlace(target.place, value, frame, machine)
      return
    case 'list': {
      const items = listItems(value)
      for (const [index, item] of target.items.entries())
        if (item !== undefined)
          machine.assign(item, asPart(items?.[index] ?? partAt(value, index, frame), index, value), frame)
      if (target.rest !== undefined)
        machine.assign(target.rest, withAnyElement({ taints: [] }, anyElement(value)), frame)
      return
    }
    case 'fields': {
      for (const { key, target: inner, default: byDefault } of target.entries) {
        const field = readField(value, key, target, frame, machine)
        machine.assign(inner, byDefault === undefined ? field : join(field, machine.evaluate(byDefault, frame)), frame)
      }
      if (target.rest !== undefined) machine.assign(target.rest, { taints: allTaints(value) }, frame)
    }
  }
}

/** The value with one more step on the way of its taints: a variable takes it. */
export function takenBy(name: string, value: Value, at: Span, frame: Frame): Value {
  if (value.taints.length === 0) return value
  return { ...value, taints: stepped(value.taints, `${name} takes it`, placeOf(at, frame)) }
}

/** One of several values that a call gave still says how the call went. */
function asPart(part: Value, index: number, { test }: Value): Value {
  if (test?.expression.kind !== 'call') return part
  const { test: _, ...own } = part
  return part.constant === undefined || part.constant === null ? { ...own, test: { ...test, part: index } } : part
}

/** An element; Go's functions give several values at once, and what is known of one from outside is said of the first. */
function partAt(value: Value, index: number, frame: Frame): Value {
  const isOne = frame.module.code.language === 'go' && index === 0 && value.fields?.has('0') !== true
  return isOne ? value : elementOf(value, String(index))
}

/** `const { body } = req` reads `req.body`, a source perhaps. */
function readField(value: Value, key: string, target: Pattern, frame: Frame, machine: Machine): Value {
  const hidden: Expression = { kind: 'name', at: target.at, name: ' taken apart' }
  frame.vars.set(hidden.name, value)
  return machine.evaluate({ kind: 'member', at: target.at, object: hidden, property: key }, frame)
}

function assignName(name: string, value: Value, frame: Frame, machine: Machine): void {
  if (lookUp(name, frame) === undefined) {
    const self = lookUp('this', frame)
    // Java may name a field without `this`.
    if (frame.module.code.language === 'java' && self !== undefined && ownMember(self, name, machine) !== undefined) {
      setVariable('this', withElement(self, name, value), frame)
      return
    }
  }
  setVariable(name, value, frame)
}

/** Sets a member or element. What holds it holds it from there on, under its key where that is known. */
function assignPlace(place: Expression, value: Value, frame: Frame, machine: Machine): void {
  if (place.kind !== 'member' && place.kind !== 'index') {
    if (place.kind === 'name') assignName(place.name, value, frame, machine)
    return
  }
  const object = machine.evaluate(place.object, frame)
  const key = place.kind === 'member' ? undefined : machine.evaluate(place.index, frame)
  const known =
    place.kind === 'member' ? place.property : key?.constant === undefined ? undefined : String(key.constant)
  const name = `${qualifiedName(object, place.object)}.${known ?? '[]'}`
  if (value.function !== undefined && frame.module.known.published.find(name).length > 0)
    frame.module.published.push(value)
  tellPlace(name, joinTaints(allTaints(value), trusted(key)), prefixOf(value), place, frame, machine)
  const changed =
    known === undefined
      ? withAnyElement(object, { ...value, taints: joinTaints(value.taints, key?.taints ?? []) })
      : withElement(object, known, value)
  tellSetting(qualifiedName(object, place.object), object, changed, place, frame, machine)
  writeBack(place.object, changed, frame, machine)
}

/** A key that somebody else sets is trusted like a value, where trust is the matter. */
function trusted(key: Value | undefined): Value['taints'] {
  const taint = key === undefined ? undefined : worstOf(key.taints, 'trust')
  return taint === undefined ? [] : [taint]
}

/** Lets what an expression names be a changed value: a variable, or a member of one. Of anything else nothing is kept. */
export function writeBack(written: Expression, value: Value, frame: Frame, machine: Machine): void {
  if (written.kind === 'name') {
    const known = lookUp(written.name, frame)
    if (known !== undefined || written.name === 'this') setVariable(written.name, value, frame)
    else assignName(written.name, value, frame, machine)
  } else if (written.kind === 'member') {
    const object = machine.evaluate(written.object, frame)
    writeBack(written.object, withElement(object, written.property, value), frame, machine)
  } else if (written.kind === 'index') {
    const object = machine.evaluate(written.object, frame)
    const { constant } = machine.evaluate(written.index, frame)
    const changed =
      constant === undefined ? withAnyElement(object, value) : withElement(object, String(constant), value)
    writeBack(written.object, changed, frame, machine)
  } else if (written.kind === 'cast' || written.kind === 'await') writeBack(written.value, value, frame, machine)
  else if (written.kind === 'call' && written.callee.kind === 'member' && FLUENT.has(written.callee.property))
    writeBack(written.callee.object, value, frame, machine)
  else if (written.kind === 'call' && written.callee.kind === 'member' && written.callee.property === 'get')
    writeElement(written.callee.object, written.arguments[0], value, frame, machine)
}

/** `map.get(key)` is what was changed: the element of the map is. */
function writeElement(of: Expression, key: Expression | undefined, value: Value, frame: Frame, machine: Machine): void {
  if (of.kind !== 'name' || key?.kind !== 'literal' || key.value === null) return
  const object = machine.evaluate(of, frame)
  if (object.fields !== undefined) writeBack(of, withElement(object, String(key.value), value), frame, machine)
}

/** Methods that give the text that is being built: `text.append(a).append(b)`. */
const FLUENT: ReadonlySet<string> = new Set(['append', 'add', 'insert', 'delete', 'reverse', 'deleteCharAt'])

/** What is known of a value that an expression names from here on. */
export function narrow(written: Expression, change: (value: Value) => Value, frame: Frame, machine: Machine): void {
  if (written.kind === 'name') {
    const known = lookUp(written.name, frame)
    // What a function outside narrows, it narrows for itself.
    const changed = known === undefined ? undefined : change(known)
    if (changed !== undefined && changed !== known) frame.vars.set(written.name, changed)
  } else if (written.kind === 'member' || written.kind === 'index') {
    const known = machine.evaluate(written, frame)
    const changed = change(known)
    // Nothing learned: what holds it stays the same object, and is not joined with itself later.
    if (changed !== known) writeNarrowed(written, changed, frame, machine)
  } else if (written.kind === 'cast' || written.kind === 'await') narrow(written.value, change, frame, machine)
  else if (written.kind === 'assign' && written.target.kind === 'name')
    narrow({ kind: 'name', at: written.at, name: written.target.name }, change, frame, machine)
  else if (written.kind === 'call') narrowText(written, change, frame, machine)
}

/** Methods and functions that give the same text, in another form. */
const SAME_TEXT =
  /^(?:str|String|toString|lower|upper|casefold|strip|toLowerCase|toUpperCase|trim|as_posix|resolve|absolute|get(?:Canonical|Absolute)(?:Path|File)|to(?:Path|File|AbsolutePath|RealPath)|normalize)$/

/** What is proved of the text that such a call gives holds of what it was made from; its exact value is another. */
function narrowText(
  { callee, arguments: args }: Extract<Expression, { kind: 'call' }>,
  change: (value: Value) => Value,
  frame: Frame,
  machine: Machine,
): void {
  const [only, more] = args
  const [word, of] = callee.kind === 'member' ? [callee.property, callee.object] : [nameIn(callee), only]
  if (!SAME_TEXT.test(word) || of === undefined || more !== undefined) return
  narrow(of, (value) => ({ ...value, taints: change(value).taints }), frame, machine)
}

function nameIn(callee: Expression): string {
  return callee.kind === 'name' ? callee.name : ''
}

function writeNarrowed(
  place: Extract<Expression, { kind: 'member' | 'index' }>,
  value: Value,
  frame: Frame,
  machine: Machine,
): void {
  const key = place.kind === 'member' ? place.property : machine.evaluate(place.index, frame).constant
  if (key === undefined) return
  const root = place.object
  if (root.kind !== 'name' && root.kind !== 'member') return
  writeBack(root, withElement(machine.evaluate(root, frame) ?? UNKNOWN, String(key), value), frame, machine)
}
