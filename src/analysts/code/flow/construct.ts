import { narrow } from './assign.ts'
import { builtOf, type Calling, inputTaints, onlyPrefix } from './calling.ts'
import { type Frame, lookUp } from './frame.ts'
import { madeOfRequest } from './java-calls.ts'
import type { Machine } from './machine.ts'
import { madeContainer } from './made-containers.ts'
import { methodOf } from './members.ts'
import { simpleName } from './project.ts'
import { runCallbacks } from './run-callbacks.ts'
import { joinTaints } from './taint.ts'
import { type Closure, UNKNOWN, type Value } from './value.ts'

export function construct(calling: Calling, frame: Frame, machine: Machine): Value {
  const { call, target, args, name } = calling
  const language = frame.module.code.language
  const own = name.replace(/\.new$/, '')
  const typeName = language === 'java' || language === 'go' ? own : `${own}()`
  if (call.body !== undefined) {
    const of = { code: call.body, frame }
    const value = machine.instantiate(of, args, frame, typeName)
    for (const method of call.body.methods) frame.made.push({ code: method, frame, class: of, this: value })
    return value
  }
  if (target.class !== undefined) return machine.instantiate(target.class, args, frame, typeName)
  if (target.function !== undefined) {
    const prototype = target.fields?.get('prototype')?.fields
    const self: Value = { taints: [], name: typeName, fields: new Map(prototype) }
    const made = machine.invoke({ ...target.function, this: self }, args, frame.depth + 1)
    return made.value.fields !== undefined ? made.value : (made.self ?? self)
  }
  const made = madeContainer(simpleName(own), typeName, args)
  if (made !== undefined) return made
  runCallbacks(calling, frame, machine)
  if (frame.module.known.value(name).isClean) return { taints: [], name: typeName }
  const madeFrom = args.positional.flatMap((value) => [
    ...(value.name === undefined ? [] : [value.name]),
    ...(value.madeFrom ?? []),
  ])
  return {
    taints: joinTaints(inputTaints(calling), madeOfRequest(calling, frame)),
    name: typeName,
    ...builtOf(calling),
    ...onlyPrefix(args),
    ...(madeFrom.length > 0 && { madeFrom }),
  }
}

export function superConstructor({ args, call }: Calling, frame: Frame, machine: Machine): Value {
  const self = lookUp('this', frame)
  const above = frame.class?.code.supers[0]
  if (self === undefined || above === undefined || frame.class === undefined) return UNKNOWN
  const of = machine.evaluate({ kind: 'name', at: call.at, name: above }, frame.class.frame).class
  const making = of === undefined ? undefined : constructorOf(of.code.name, of, machine)
  if (making === undefined) return UNKNOWN
  const made = machine.invoke({ ...making, this: self }, args, frame.depth + 1)
  if (made.self !== undefined)
    narrow({ kind: 'name', at: call.at, name: 'this' }, () => made.self ?? self, frame, machine)
  return UNKNOWN
}

function constructorOf(name: string, of: NonNullable<Value['class']>, machine: Machine): Closure | undefined {
  for (const one of ['constructor', '__init__', name, '<init>']) {
    const found = methodOf(of, one, machine, undefined, 0)
    if (found !== undefined) return found
  }
  return undefined
}
