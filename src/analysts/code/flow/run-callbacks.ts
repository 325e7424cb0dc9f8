import { callbackArguments } from './callbacks.ts'
import type { Calling } from './calling.ts'
import type { Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import { methodOf } from './members.ts'
import { type Closure, join, type Value } from './value.ts'

/** The one method of an object that is handed over to be run: `new Thread(job)`. */
function runnable(value: Value, machine: Machine): Closure | undefined {
  if (!value.instance?.code.supers.some((name) => /(?:Runnable|Callable|Thread|TimerTask)$/.test(name)))
    return undefined
  const found = methodOf(value.instance, 'run', machine) ?? methodOf(value.instance, 'call', machine)
  return found === undefined ? undefined : { ...found, this: value }
}

/** Functions among the arguments are called: with what the rules say a handler is given, with elements of a list, or with nothing known. */
export function runCallbacks(calling: Calling, frame: Frame, machine: Machine): Value | undefined {
  let given: Value | undefined
  const { args } = calling
  const options = args.positional.flatMap((value) => (value.function ? [] : Array.from(value.fields?.values() ?? [])))
  for (const value of [...args.positional, ...args.named.values(), ...options]) {
    const closure = value.function ?? runnable(value, machine)
    if (closure === undefined) continue
    const made = machine.invoke(closure, callbackArguments(calling, closure, frame, machine), frame.depth + 1)
    given = given === undefined ? made.value : join(given, made.value)
  }
  return given
}
