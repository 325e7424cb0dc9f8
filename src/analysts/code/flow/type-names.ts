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
  return value?.class ?? elsewhere(name, frame, machine)
}

/** Java finds classes by their package, Go in any file of the folder. */
function elsewhere(name: string, frame: Frame, machine: Machine): ClassValue | undefined {
  const { language } = frame.module.code
  if (language === 'java') return machine.project.java.named(name, frame.module.code)
  if (language !== 'go') return undefined
  for (const { frame: sibling } of machine.project.siblings(frame.module.code)) {
    const of = sibling.vars.get(name)?.class
    if (of !== undefined) return of
  }
  return undefined
}
