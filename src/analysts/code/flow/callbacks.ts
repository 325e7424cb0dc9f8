import type { Frame } from './frame.ts'
import type { Arguments, Machine } from './machine.ts'
import { parameterValues } from './parameters.ts'
import { anyElement, type Closure, listItems, UNKNOWN, type Value } from './value.ts'

interface CallWithCallback {
  name: string
  method: string
  receiver: Value | undefined
  args: Arguments
}

const NO_NAMES: ReadonlyMap<string, Value> = new Map()

/** Methods that call what they are given with each element. */
const EACH: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'flatMap',
  'anyMatch',
  'allMatch',
  'noneMatch',
  'each',
  'sort',
  'removeIf',
])
const THEN: ReadonlySet<string> = new Set(['then', 'ifPresent', 'orElseGet', 'thenApply', 'thenAccept'])

/** What a function is called with that is handed to a call. */
export function callbackArguments(
  { name, method, receiver, args }: CallWithCallback,
  closure: Closure,
  frame: Frame,
  machine: Machine,
): Arguments {
  const rules = frame.module.known.handlers.find(name)
  if (rules.length > 0) return { positional: parameterValues(closure, rules, undefined, machine), named: NO_NAMES }
  const handed = handedOn(method, args, closure)
  if (handed !== undefined) return { positional: handed, named: NO_NAMES }
  const element = receiver === undefined ? UNKNOWN : anyElement(receiver)
  if (isOverArgument(method, closure, args)) {
    // Some libraries hand over the key first, some the element.
    const given = anyElement(args.positional[0] ?? UNKNOWN)
    return { positional: [given, given], named: NO_NAMES }
  }
  if (method === 'forEach' && frame.module.code.language === 'java' && closure.code.parameters.length === 2)
    return { positional: [{ taints: receiver?.rest?.taints ?? [] }, element], named: NO_NAMES }
  if (EACH.has(method)) return { positional: [element, { taints: [] }], named: NO_NAMES }
  if (method === 'reduce') return { positional: [args.positional[1] ?? element, element], named: NO_NAMES }
  if (THEN.has(method) && receiver !== undefined) return { positional: [receiver], named: NO_NAMES }
  if (method === 'replace' && receiver !== undefined) return { positional: [receiver, receiver], named: NO_NAMES }
  return { positional: parameterValues(closure, [], undefined, machine), named: NO_NAMES }
}

/** Calls that call what they are given with what stands after it. */
const HANDS_ON: ReadonlySet<string> = new Set([
  'submit',
  'to_thread',
  'run_in_executor',
  'run_in_threadpool',
  'run_sync',
  'partial',
  'call_soon',
  'start_new_thread',
  'setTimeout',
  'setImmediate',
  'nextTick',
])

/** What a function is called with that is handed on together with its arguments: `submit(f, x)`, `Thread(target=f, args=(x,))`. */
function handedOn(method: string, { positional, named }: Arguments, closure: Closure): readonly Value[] | undefined {
  if (named.get('target')?.function === closure) return listItems(named.get('args') ?? UNKNOWN)
  const at = positional.findIndex((value) => value.function === closure)
  return HANDS_ON.has(method) && at >= 0 && positional.length > at + 1 ? positional.slice(at + 1) : undefined
}

/** `$.each(list, f)` and `_.map(list, f)` go over what stands first. */
function isOverArgument(method: string, { code }: Closure, { positional }: Arguments): boolean {
  const [first, second] = positional
  return EACH.has(method) && first !== undefined && first.function === undefined && second?.function?.code === code
}
