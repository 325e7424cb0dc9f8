import type { CallExpression } from '../program.ts'
import type { Frame } from './frame.ts'
import type { Arguments, Machine } from './machine.ts'
import type { ArgumentAt, Condition } from './rules.ts'
import { elementOf, listItems, optionsOf, prefixOf, UNKNOWN, type Value } from './value.ts'

/** What is given between the brackets. A call's arguments are evaluated in their order, once. */
export function evaluateArguments(call: CallExpression, frame: Frame, machine: Machine): Arguments {
  const positional: Value[] = []
  let spread: Value | undefined
  for (const argument of call.arguments) {
    const value = machine.evaluate(argument, frame)
    if (argument.kind !== 'spread') positional.push(value)
    else {
      const items = spread === undefined ? listItems(value) : undefined
      if (items !== undefined) positional.push(...items)
      else spread = value
    }
  }
  const named = new Map<string, Value>()
  for (const { name, value } of call.named) named.set(name, machine.evaluate(value, frame))
  return { positional, named, ...(spread !== undefined && { spread }) }
}

/** The argument of that index or name, or an element of it; an option may stand in an object. */
export function argumentAt(at: ArgumentAt, args: Arguments): Value | undefined {
  const whole = wholeArgument(at, args)
  const isText = whole?.fields === undefined && whole?.rest === undefined
  return at.item === undefined || whole === undefined || isText ? whole : elementOf(whole, String(at.item))
}

function wholeArgument({ index, name }: ArgumentAt, { positional, named }: Arguments): Value | undefined {
  const byIndex = index === undefined ? undefined : positional[index]
  if (name === undefined) return byIndex
  const byName = named.get(name)
  if (byName !== undefined) return byName
  for (const value of positional) {
    const field = value.fields?.get(name)
    if (field !== undefined) return field
  }
  return byIndex
}

/** Whether all conditions hold of a call. */
export function holdsFor(
  conditions: readonly Condition[] | undefined,
  args: Arguments,
  receiver: Value | undefined,
): boolean {
  return conditions?.every((condition) => holds(condition, args, receiver)) ?? true
}

/** As `holdsFor`, where the arguments have not been evaluated. */
export function conditionsHold(
  conditions: readonly Condition[] | undefined,
  call: CallExpression,
  frame: Frame,
  machine: Machine,
): boolean {
  return conditions === undefined || holdsFor(conditions, evaluateArguments(call, frame, machine), undefined)
}

function holds(condition: Condition, args: Arguments, receiver: Value | undefined): boolean {
  const { argument } = condition
  const value = argument.index === -1 ? receiver : argumentAt(argument, args)
  if ('absent' in condition) return (value === undefined && args.spread === undefined) || value?.constant === null
  if ('present' in condition) return value !== undefined && value.constant !== null
  if ('plain' in condition) return value?.fields === undefined && value?.instance === undefined
  if ('known' in condition) return value?.fields?.has(condition.field) === true
  if ('begins' in condition) return value !== undefined && condition.begins.test(prefixOf(value))
  if ('text' in condition) return value !== undefined && value.fields === undefined
  if ('built' in condition) return value?.isBuilt === true
  if ('gives' in condition) return givesAlways(value, condition.gives)
  if ('madeWith' in condition) return value?.madeFrom?.some((name) => condition.madeWith.test(name)) === true
  if ('madeWithout' in condition) return !value?.madeFrom?.some((name) => condition.madeWithout.test(name))
  if ('field' in condition) {
    const field = elementOf(value ?? UNKNOWN, condition.field)
    const { constant } = field
    if ('matches' in condition) return condition.matches.test(textOf(field) ?? '')
    return 'is' in condition ? constant === condition.is : constant !== condition.isNot
  }
  if ('constant' in condition)
    return value !== undefined && optionsOf(value).some((one) => one !== null && condition.constant.test(String(one)))
  const text = textOf(value)
  if ('unless' in condition) return text === undefined || !condition.unless.test(text)
  if ('matches' in condition)
    return (
      (text !== undefined && condition.matches.test(text)) ||
      value?.options?.some((one) => condition.matches.test(String(one))) === true
    )
  return text !== undefined && !condition.differs.test(text)
}

/** Whether a function does nothing but give that constant. */
function givesAlways(value: Value | undefined, constant: boolean): boolean {
  const [only, more] = value?.function?.code.body ?? []
  if (only?.kind !== 'return' || more !== undefined) return false
  return only.value?.kind === 'literal' && only.value.value === constant
}

/** A constant as text; for a regular expression its source, for a name outside that name: `ssl.PROTOCOL_SSLv3`. */
function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  if (value.constant !== undefined) return String(value.constant)
  const source = value.fields?.get('source')?.constant
  return typeof source === 'string' ? source : value.name
}
