import type { CallExpression } from '../program.ts'
import type { Arguments } from './machine.ts'
import { allTaints, constantValue, type Value } from './value.ts'

/** A call of a method outside. */
interface OutsideCall {
  call: CallExpression
  name: string
  method: string
  receiver: Value | undefined
  args: Arguments
}

/** Java's regular expressions, and what they are matched with. */
export function matcher({ call, name, method, receiver, args }: OutsideCall): Value | undefined {
  const [first] = args.positional
  if (/(?:^|\.)Pattern\.compile$/.test(name) && typeof first?.constant === 'string')
    return { taints: [], name: 'java.util.regex.Pattern', fields: new Map([['source', first]]) }
  const source = receiver?.fields?.get('source')
  const [subject] = call.arguments
  if (method !== 'matcher' || source === undefined || subject === undefined) return undefined
  const taints = first === undefined ? [] : allTaints(first)
  return { taints, name: 'java.util.regex.Matcher', fields: new Map([['source', source]]), subject }
}

/** `setSecure(true)`, `setHttpOnly(false)`: a field that is known then. */
export function beanSetter(method: string, { positional }: Arguments): { field: string; value: Value } | undefined {
  const match = /^set([A-Z]\w*)$/.exec(method)
  const [value] = positional
  if (match?.[1] === undefined || value === undefined || positional.length !== 1) return undefined
  const field = match[1].charAt(0).toLowerCase() + match[1].slice(1)
  return { field, value: value.constant === undefined ? value : constantValue(value.constant) }
}

/** `setFeature(DISALLOW, true)`: a setting that is known then, under its text or the last word of its name. */
export function keyedSetter(method: string, { positional }: Arguments): { field: string; value: Value } | undefined {
  const [key, value] = positional
  if (!method.startsWith('set') || positional.length !== 2 || value === undefined) return undefined
  // What else is set is not kept: it may go anywhere from there.
  if (value.constant === undefined && method !== 'setAttribute') return undefined
  const field = typeof key?.constant === 'string' ? key.constant : key?.name?.split('.').at(-1)
  return field === undefined ? undefined : { field, value }
}

/** `getName()` after `setName(…)`, `getAttribute(key)` after `setAttribute(key, …)`. */
export function beanGetter(method: string, receiver: Value, { positional }: Arguments): Value | undefined {
  const [key] = positional
  if (method === 'getAttribute' && typeof key?.constant === 'string') return receiver.fields?.get(key.constant)
  const match = /^(?:get|is)([A-Z]\w*)$/.exec(method)
  if (match?.[1] === undefined || positional.length > 0 || receiver.isList) return undefined
  return receiver.fields?.get(match[1].charAt(0).toLowerCase() + match[1].slice(1))
}

/** `name.substring(name.lastIndexOf('/') + 1)`: what follows the last folder. */
export function endsAfterFolders({ call, method }: OutsideCall): boolean {
  const [from, to] = call.arguments
  if ((method !== 'substring' && method !== 'slice') || to !== undefined || from?.kind !== 'binary') return false
  const { operator, left, right } = from
  if (operator !== '+' || right.kind !== 'literal' || right.value !== 1 || left.kind !== 'call') return false
  const [part] = left.arguments
  if (left.callee.kind !== 'member' || left.callee.property !== 'lastIndexOf' || part === undefined) return false
  if (part.kind === 'literal') return part.value === '/' || part.value === '\\'
  return part.kind === 'member' && /^separator(?:Char)?$|^sep$/.test(part.property)
}
