import { type Frame, lookUp } from './frame.ts'
import type { Machine } from './machine.ts'
import type { ClassValue, Value } from './value.ts'

/** The qualified name of a type that is written in a module: by its imports, else as it is written. */
export function resolveType(type: string, frame: Frame): string {
  const [first = '', ...rest] = type.split('.')
  const imported = lookUp(first, frame)?.name
  if (imported === undefined) return type
  return [imported, ...rest].join('.')
}

/** A class of the project by how a frame names it. */
export function classNamed(name: string, frame: Frame, machine: Machine): ClassValue | undefined {
  const [first = '', ...rest] = name.split('.')
  const value = rest.reduce<Value | undefined>((one, part) => one?.fields?.get(part), lookUp(first, frame))
  return value?.class ?? (frame.module.code.language === 'java' ? machine.project.classNamed(name) : undefined)
}
