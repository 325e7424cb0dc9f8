import type { Machine } from './machine.ts'
import { classNamed, resolveType } from './type-names.ts'
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
  const [above] = of.frame.module.code.language === 'python' ? outsideSupers(of, machine) : []
  return { taints: [], instance: of, fields, ...(above !== undefined && { name: above }) }
}

/** Classes above classes are looked at to this height. */
const HEIGHT = 3

/** The classes outside of the project that a class extends, itself or by way of others. */
export function outsideSupers({ code, frame }: ClassValue, machine: Machine, height = HEIGHT): string[] {
  return code.supers.flatMap((name) => {
    const above = classNamed(name, frame, machine)
    if (above === undefined) return [resolveType(name, frame)]
    return height === 0 || above.code === code ? [] : outsideSupers(above, machine, height - 1)
  })
}
