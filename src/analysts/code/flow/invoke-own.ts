import { writeBack } from './assign.ts'
import { callOutside } from './call-outside.ts'
import type { Calling } from './calling.ts'
import { type Frame, lookUp } from './frame.ts'
import { type Arguments, type Machine, placeOf } from './machine.ts'
import { methodOf } from './members.ts'
import { narrowByWays } from './outcomes.ts'
import { bitsOf, cleared, stepped } from './taint.ts'
import { isTextBuilder } from './text-methods.ts'
import { type Closure, join, UNKNOWN, type Value } from './value.ts'

/** A function of the project: gone through with what it is given; what it changes of that is changed here. */
export function invokeOwn(calling: Calling, closure: Closure, frame: Frame, machine: Machine): Value {
  const { call, args, receiverWritten, receiver } = calling
  const place = placeOf(call.at, frame)
  const stepArgs: Arguments = {
    ...args,
    positional: args.positional.map((value) => withStep(value, closure, place)),
  }
  const ways = implementations(closure, machine)
  if (ways.length === 0) return callOutside(calling, frame, machine)
  let value: Value | undefined
  for (const one of ways) {
    const made = machine.invoke(one, stepArgs, frame.depth + 1)
    value = value === undefined ? made.value : join(value, made.value)
    if (ways.length > 1) continue
    narrowByWays(call, made.ways, frame, machine)
    for (const [index, after] of made.after.entries()) {
      const written = call.arguments[index]
      if (
        after !== undefined &&
        written !== undefined &&
        after !== stepArgs.positional[index] &&
        (after.fields !== undefined || isTextBuilder(after))
      )
        if (written.kind === 'name' || written.kind === 'member') writeBack(written, after, frame, machine)
    }
    if (
      made.self !== undefined &&
      receiverWritten !== undefined &&
      made.self !== receiver &&
      closure.this !== undefined
    )
      if (receiverWritten.kind === 'name' || receiverWritten.kind === 'member')
        writeBack(receiverWritten, made.self, frame, machine)
    // Java calls a method of the same object by its bare name.
    if (made.self !== undefined && receiverWritten === undefined && one.this === lookUp('this', frame))
      writeBack({ kind: 'name', at: call.at, name: 'this' }, made.self, frame, machine)
  }
  const result = escaped(value ?? UNKNOWN, closure)
  const source = frame.module.known.call(calling.name).given.type
  return source === undefined || result.name !== undefined ? result : { ...result, name: source }
}

/** A function of Java that is called `escape…` and does more than one thing is taken at its word. */
function escaped(value: Value, { code, frame }: Closure): Value {
  if (value.taints.length === 0 || code.body.length < 2 || frame.module.code.language !== 'java') return value
  if (!/^(?:escape|encode|sanitise|sanitize)/i.test(code.name)) return value
  return { ...value, taints: cleared(value.taints, bitsOf(['html', 'xml', 'ldap', 'xpath', 'log', 'header'])) }
}

function withStep(value: Value, { code }: Closure, place: ReturnType<typeof placeOf>): Value {
  return value.taints.length === 0
    ? value
    : {
        ...value,
        taints: stepped(value.taints, `it is handed to ${code.name === '' ? 'a function' : code.name}`, place),
      }
}

/** A method without a body is that of an interface: those that implement it are gone through; none where all are elsewhere. */
function implementations(closure: Closure, machine: Machine): readonly Closure[] {
  if (closure.code.body.length > 0 || closure.class === undefined) return [closure]
  const isGo = closure.frame.module.code.language === 'go'
  const own = closure.class.code
  const classes = isGo ? machine.project.implementers(own) : machine.project.java.subclasses(closure.class)
  const found = classes.flatMap((of) => {
    const method = methodOf(of, closure.code.name, machine, closure.code.parameters.length, 0)
    return method === undefined
      ? []
      : [{ ...method, ...(closure.this !== undefined && { this: { ...closure.this, instance: of } }) }]
  })
  // Nobody implements it here: it does what it does outside.
  const isAbstract = closure.code.returns !== undefined && closure.code.returns !== 'void'
  return found.length === 0 && !isAbstract ? [closure] : found
}
