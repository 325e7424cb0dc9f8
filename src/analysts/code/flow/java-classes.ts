import type { ClassCode, ModuleCode } from '../program.ts'
import type { Frame } from './frame.ts'
import type { ClassValue } from './value.ts'

/** The classes of a project in Java, found as the language finds them. */
export interface JavaClasses {
  /** By its whole name, packages included. */
  qualified(name: string): ClassValue | undefined
  /** As a file names it: its own classes, then what it imports, its package, and what it imports of whole packages. */
  named(name: string, from: ModuleCode): ClassValue | undefined
  /** Classes whose static members a file imports all. */
  opened(from: ModuleCode): readonly ClassValue[]
  /** Those that extend or implement it; none where they are too many to look at. */
  subclasses(of: ClassValue): readonly ClassValue[]
}

/** An interface of more classes than this may be any. */
const MOST_SUBCLASSES = 3

interface Imports {
  byLocal: ReadonlyMap<string, string>
  /** Packages, and classes whose members are imported. */
  whole: readonly string[]
}

export function javaClasses(modules: readonly { code: ModuleCode; frame: Frame }[]): JavaClasses {
  const all: ClassValue[] = []
  const byName = new Map<string, ClassValue>()
  const byFile = new Map<string, ClassValue>()
  const imports = new Map<ModuleCode, Imports>()
  for (const { code, frame } of modules) {
    if (code.language !== 'java') continue
    imports.set(code, importsOf(code))
    const add = (one: ClassCode, outer: string, around: ClassValue | undefined): void => {
      const value: ClassValue = { code: one, frame, ...(around !== undefined && { outer: around }) }
      const name = outer === '' ? one.name : `${outer}.${one.name}`
      all.push(value)
      byName.set(`${code.package}.${name}`, value)
      for (const key of [`${code.file} ${name}`, `${code.file} ${one.name}`])
        if (!byFile.has(key)) byFile.set(key, value)
      for (const inner of one.classes) add(inner, name, value)
    }
    for (const statement of code.body) if (statement.kind === 'class') add(statement.class, '', undefined)
  }
  const found = new Map<ModuleCode, Map<string, ClassValue | undefined>>()
  const named = (name: string, from: ModuleCode): ClassValue | undefined => {
    const known = found.get(from) ?? new Map<string, ClassValue | undefined>()
    found.set(from, known)
    if (known.has(name)) return known.get(name)
    const of = lookFor(name, from)
    known.set(name, of)
    return of
  }
  const lookFor = (name: string, from: ModuleCode): ClassValue | undefined => {
    const own = byFile.get(`${from.file} ${name}`)
    if (own !== undefined) return own
    const dot = name.indexOf('.')
    const imported = imports.get(from)?.byLocal.get(dot < 0 ? name : name.slice(0, dot))
    if (imported !== undefined) return byName.get(dot < 0 ? imported : imported + name.slice(dot))
    const near = byName.get(`${from.package}.${name}`)
    if (near !== undefined) return near
    for (const place of imports.get(from)?.whole ?? []) {
      const found = byName.get(`${place}.${name}`)
      if (found !== undefined) return found
    }
    return dot < 0 ? undefined : byName.get(name)
  }
  const bySuper = Map.groupBy(
    all.flatMap((one) => one.code.supers.map((name) => ({ name, one }))),
    ({ name }) => name.slice(name.lastIndexOf('.') + 1),
  )
  return {
    qualified: (name) => byName.get(name),
    named,
    opened: (from) => imports.get(from)?.whole.flatMap((name) => byName.get(name) ?? []) ?? [],
    subclasses(of) {
      const below = (bySuper.get(of.code.name) ?? []).filter(
        ({ name, one }) => named(name, one.frame.module.code)?.code === of.code,
      )
      return below.length > MOST_SUBCLASSES ? [] : below.map(({ one }) => one)
    },
  }
}

function importsOf({ body }: ModuleCode): Imports {
  const byLocal = new Map<string, string>()
  const whole: string[] = []
  for (const statement of body) {
    if (statement.kind !== 'import') continue
    for (const { imported, local } of statement.bindings) {
      if (imported === '*') whole.push(statement.module)
      else byLocal.set(local, `${statement.module}.${imported}`)
    }
  }
  return { byLocal, whole }
}
