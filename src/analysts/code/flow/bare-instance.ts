import type { Machine } from './machine.ts'
import { instanceOfType } from './types.ts'
import { type ClassValue, UNKNOWN, type Value } from './value.ts'

/** An object of which no more is known than what its fields are. */
export function bareInstance(of: ClassValue, machine: Machine): Value {
  const fields = new Map<string, Value>()
  for (const field of of.code.fields) {
    if (field.static) continue
    const typed = field.type === undefined ? UNKNOWN : instanceOfType(UNKNOWN, field.type, of.frame, machine)
    const value =
      field.value?.kind === 'literal' || field.value === undefined ? typed : machine.evaluate(field.value, of.frame)
    fields.set(
      field.name,
      value.name === undefined && typed.name !== undefined ? { ...value, name: typed.name } : value,
    )
  }
  return { taints: [], instance: of, fields }
}
