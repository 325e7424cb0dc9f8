import type { ClassCode, ModuleCode, Statement } from '../program.ts'
import { type Frame, frameFor, type ModuleFrame } from './frame.ts'
import type { Known } from './known.ts'
import type { ClassValue, Value } from './value.ts'

/** A module with its variables; `run` once its own statements have been gone through. */
export interface ModuleState {
  code: ModuleCode
  frame: Frame
  status: 'new' | 'running' | 'run'
  /** The module as one value, once it has been run. */
  whole?: Value
}

/** All modules under review, found by whatever code calls them by. */
export interface Project {
  modules: readonly ModuleState[]
  /** What an import in a file stands for; undefined where it is not of the project. */
  module(specifier: string, from: ModuleCode): readonly ModuleState[]
  /** By simple or qualified name. */
  classNamed(name: string): ClassValue | undefined
  /** Classes that extend or implement one of that name; undefined where they are too many to look at. */
  subclasses(name: string): readonly ClassValue[]
  siblings(of: ModuleCode): readonly ModuleState[]
}

/** An interface of more classes than this may be any. */
const MOST_SUBCLASSES = 3
const SCRIPT_ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '/index.ts', '/index.js']

export function projectOf(codes: readonly ModuleCode[], knownFor: (code: ModuleCode) => Known | undefined): Project {
  const modules = codes.flatMap((code): ModuleState[] => {
    const known = knownFor(code)
    if (known === undefined) return []
    const module: ModuleFrame = { code, known, published: [] }
    return [{ code, frame: frameFor(module, undefined, 0), status: 'new' }]
  })
  const byFile = new Map(modules.map((state) => [state.code.file, state]))
  const byPythonName = indexPython(modules)
  const byFolder = Map.groupBy(modules, ({ code }) => folderOf(code.file))
  const byPackage = Map.groupBy(modules, ({ code }) => `${code.language} ${code.package}`)
  const classes = indexClasses(modules)
  const bySuper = Map.groupBy(
    classes.all.flatMap((one) => one.code.supers.map((name) => ({ name: simpleName(name), one }))),
    ({ name }) => name,
  )
  return {
    modules,
    module(specifier, from) {
      if (from.language === 'javascript' || from.language === 'typescript')
        return one(resolveScript(specifier, from, byFile))
      if (from.language === 'python') return one(byPythonName.get(pythonName(specifier, from)))
      if (from.language === 'go') return goPackage(specifier, byFolder)
      return []
    },
    classNamed: (name) => classes.byName.get(name) ?? classes.byName.get(simpleName(name)),
    subclasses(name) {
      const found = bySuper.get(simpleName(name)) ?? []
      return found.length > MOST_SUBCLASSES ? [] : found.map(({ one }) => one)
    },
    siblings: (code) =>
      code.language === 'go'
        ? (byFolder.get(folderOf(code.file)) ?? [])
        : code.language === 'java'
          ? (byPackage.get(`java ${code.package}`) ?? [])
          : [],
  }
}

function one<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value]
}

export function simpleName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

function folderOf(file: string): string {
  const slash = file.lastIndexOf('/')
  return slash < 0 ? '' : file.slice(0, slash)
}

function resolveScript(
  specifier: string,
  from: ModuleCode,
  byFile: ReadonlyMap<string, ModuleState>,
): ModuleState | undefined {
  if (!specifier.startsWith('.')) return undefined
  const path = joinPath(folderOf(from.file), specifier)
  const bare = path.replace(/\.(?:js|mjs|cjs|jsx)$/, '')
  for (const stem of bare === path ? [path] : [path, bare])
    for (const ending of SCRIPT_ENDINGS) {
      const state = byFile.get(stem === '' ? ending.slice(1) : stem + ending)
      if (state !== undefined) return state
    }
  return undefined
}

function joinPath(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Under each ending of its dotted path: where a source root begins is not known. */
function indexPython(modules: readonly ModuleState[]): ReadonlyMap<string, ModuleState> {
  const index = new Map<string, ModuleState>()
  for (const state of modules) {
    if (state.code.language !== 'python') continue
    const parts = state.code.file
      .replace(/\.pyi?$/, '')
      .replace(/\/__init__$/, '')
      .split('/')
    for (let from = 0; from < parts.length; from++) {
      const name = parts.slice(from).join('.')
      if (!index.has(name)) index.set(name, state)
    }
  }
  return index
}

function pythonName(specifier: string, from: ModuleCode): string {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0
  if (dots === 0) return specifier
  const parts = from.file.split('/').slice(0, -dots)
  const rest = specifier.slice(dots)
  return [...parts, ...(rest === '' ? [] : [rest])].join('.')
}

function goPackage(specifier: string, byFolder: ReadonlyMap<string, ModuleState[]>): readonly ModuleState[] {
  const parts = specifier.split('/')
  for (let from = 0; from < parts.length; from++) {
    const folder = byFolder.get(parts.slice(from).join('/'))
    if (folder !== undefined) return folder
  }
  return []
}

function indexClasses(modules: readonly ModuleState[]): { all: ClassValue[]; byName: Map<string, ClassValue> } {
  const all: ClassValue[] = []
  const byName = new Map<string, ClassValue>()
  for (const { code, frame } of modules) {
    if (code.language !== 'java') continue
    const add = (one: ClassCode, outer: string, around: ClassValue | undefined): void => {
      const value: ClassValue = { code: one, frame, ...(around !== undefined && { outer: around }) }
      const name = outer === '' ? one.name : `${outer}.${one.name}`
      all.push(value)
      for (const key of [one.name, name]) if (!byName.has(key)) byName.set(key, value)
      byName.set(`${code.package}.${name}`, value)
      for (const inner of one.classes) add(inner, name, value)
    }
    for (const statement of code.body) if (isClass(statement)) add(statement.class, '', undefined)
  }
  return { all, byName }
}

function isClass(statement: Statement): statement is Extract<Statement, { kind: 'class' }> {
  return statement.kind === 'class'
}
