import type { CallExpression, Expression } from '../program.ts'
import type { Calling } from './calling.ts'
import { evaluateArguments } from './conditions.ts'
import { type Frame, lookUp } from './frame.ts'
import type { Machine } from './machine.ts'
import { methodOf, ownMember, qualifiedName, staticMember } from './members.ts'
import { classNamed, resolveType } from './type-names.ts'
import { type ClassValue, UNKNOWN, type Value } from './value.ts'

export function prepareCall(call: CallExpression, frame: Frame, machine: Machine): Calling {
  const { callee } = call
  if (callee.kind === 'member' || (callee.kind === 'index' && callee.index.kind === 'literal')) {
    const inherited = superMethod(callee, frame, machine)
    if (inherited !== undefined) return { ...inherited, call, args: evaluateArguments(call, frame, machine) }
    const receiver = machine.evaluate(callee.object, frame)
    const args = evaluateArguments(call, frame, machine)
    const method = callee.kind === 'member' ? callee.property : String((callee.index as { value?: unknown }).value)
    const target = methodTarget(receiver, method, args.positional.length, machine)
    const above = target === undefined ? outsideAbove(receiver.instance, machine) : undefined
    const name = `${above ?? qualifiedName(receiver, callee.object)}.${method}`
    const after = call.new ? `${name}.new` : name
    return {
      call,
      name: target?.name ?? after,
      method,
      receiver,
      receiverWritten: callee.object,
      target: target ?? UNKNOWN,
      args,
    }
  }
  const value = machine.evaluate(callee, frame)
  const target = overloaded(value, call, machine)
  const args = evaluateArguments(call, frame, machine)
  const written = callee.kind === 'name' ? callee.name : ''
  const above =
    callee.kind === 'name' && !call.new && target.function === undefined && target.name === callee.name
      ? outsideAbove(frame.class, machine)
      : undefined
  const name =
    call.new && callee.kind === 'name' && target.name === undefined
      ? resolveType(callee.name, frame)
      : above === undefined
        ? qualifiedName(target, callee)
        : `${above}.${written}`
  return {
    call,
    name: call.new ? `${name}.new` : name,
    method: written,
    receiver: undefined,
    receiverWritten: undefined,
    target,
    args,
  }
}

/** Python's `super().method(…)`, Java's `super.method(…)`: the method of a class above, on the object itself. */
function superMethod(callee: Expression, frame: Frame, machine: Machine): Omit<Calling, 'call' | 'args'> | undefined {
  if (callee.kind !== 'member') return undefined
  const isJava = frame.module.code.language === 'java'
  const { at } = callee.object
  const word = isJava ? callee.object : callee.object.kind === 'call' ? callee.object.callee : undefined
  if (word === undefined || (!isJava && frame.module.code.language !== 'python')) return undefined
  const self = isJava ? 'this' : selfName(frame)
  const of = frame.class
  if (word.kind !== 'name' || word.name !== 'super' || self === undefined || of === undefined) return undefined
  const { property: method } = callee
  const receiverWritten: Expression = { kind: 'name', at, name: self }
  const receiver = lookUp(self, frame) ?? UNKNOWN
  for (const name of of.code.supers) {
    const above = classNamed(name, of.frame, machine)
    const found = above === undefined ? undefined : methodOf(above, method, machine)
    if (found !== undefined)
      return {
        name: method,
        method,
        receiver,
        receiverWritten,
        target: { taints: [], function: { ...found, this: receiver } },
      }
  }
  return undefined
}

/** The class outside that a class of the project extends: what it does not have itself it has from there. */
function outsideAbove(of: ClassValue | undefined, machine: Machine, height = 6): string | undefined {
  const [name] = of?.code.supers ?? []
  if (of === undefined || name === undefined || height === 0 || of.frame.module.code.language !== 'java')
    return undefined
  const above = classNamed(name, of.frame, machine)
  return above === undefined ? resolveType(name, of.frame) : outsideAbove(above, machine, height - 1)
}

/** How the method that is gone through calls its object. */
function selfName(frame: Frame): string | undefined {
  return ['self', 'cls'].find((name) => lookUp(name, frame) !== undefined)
}

/** Of several methods of the name the one that takes so many arguments. */
function overloaded(value: Value, call: CallExpression, machine: Machine): Value {
  const { function: closure } = value
  if (closure?.class === undefined || closure.code.parameters.length === call.arguments.length) return value
  const better = methodOf(closure.class, closure.code.name, machine, call.arguments.length)
  return better === undefined ? value : { ...value, function: { ...closure, code: better.code } }
}

function methodTarget(receiver: Value, method: string, count: number, machine: Machine): Value | undefined {
  const field = receiver.fields?.get(method)
  if (field?.function !== undefined || field?.class !== undefined) return withThis(field, receiver)
  if (receiver.instance !== undefined) {
    const found = methodOf(receiver.instance, method, machine, count)
    if (found !== undefined) return { taints: [], function: { ...found, this: receiver } }
    return ownMember(receiver, method, machine)
  }
  // Whatever the one method of a functional interface is called, it calls the function.
  if (receiver.function?.frame.module.code.language === 'java' && !OF_FUNCTIONS.has(method)) return receiver
  return receiver.class === undefined ? undefined : staticMember(receiver.class, method, machine)
}

/** Methods that functions of Java have besides. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set([
  'andThen',
  'compose',
  'negate',
  'and',
  'or',
  'equals',
  'hashCode',
  'toString',
  'thenComparing',
  'reversed',
])

function withThis(field: Value, receiver: Value): Value {
  const { function: closure } = field
  return closure === undefined || closure.this !== undefined
    ? field
    : { ...field, function: { ...closure, this: receiver } }
}
