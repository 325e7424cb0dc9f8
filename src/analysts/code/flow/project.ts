import { rememberedBy } from '../../../core/remember.ts'
import type { ClassCode, ModuleCode } from '../program.ts'
import { isScript } from '../program.ts'
import { type Frame, frameFor, type ModuleFrame } from './frame.ts'
import { type JavaClasses, javaClasses } from './java-classes.ts'
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
  /** Go: types of the project that have all methods of an interface; none where they are too many to look at. */
  implementers(of: ClassCode): readonly ClassValue[]
  java: JavaClasses
  /** Go: the files of a package, this one among them. */
  siblings(of: ModuleCode): readonly ModuleState[]
}

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
  return {
    modules,
    module(specifier, from) {
      if (isScript(from.language)) return one(resolveScript(specifier, from, byFile))
      if (from.language === 'python') return one(byPythonName.get(pythonName(specifier, from)))
      if (from.language === 'go') return goPackage(specifier, byFolder)
      return []
    },
    implementers: rememberedBy((of) => goImplementers(of, modules)),
    java: javaClasses(modules),
    siblings: ({ file }) => byFolder.get(folderOf(file)) ?? [],
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

/** An interface of more types than this may be any. */
const MOST_IMPLEMENTERS = 3

function goImplementers(of: ClassCode, modules: readonly ModuleState[]): readonly ClassValue[] {
  const names = of.methods.map(({ name }) => name)
  if (names.length === 0) return []
  const found = modules.flatMap(({ code, frame }) =>
    code.language !== 'go'
      ? []
      : code.body.flatMap((statement): ClassValue[] => {
          const one = statement.kind === 'class' ? frame.vars.get(statement.class.name)?.class : undefined
          const isFit = one !== undefined && names.every((name) => hasBody(one, name))
          return isFit ? [one] : []
        }),
  )
  return found.length > MOST_IMPLEMENTERS ? [] : found
}

function hasBody({ code }: ClassValue, name: string): boolean {
  return code.methods.some((method) => method.name === name && method.receiver !== undefined)
}

/** First parts of the paths of Go's standard library. */
const GO_STANDARD: ReadonlySet<string> = new Set(
  `archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html image
  index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing
  text time unicode unique unsafe weak`.split(/\s+/),
)
const HOSTS = /^(?:github\.com|gitlab\.com|bitbucket\.org)\//

function goPackage(specifier: string, byFolder: ReadonlyMap<string, ModuleState[]>): readonly ModuleState[] {
  const parts = specifier.split('/')
  if (GO_STANDARD.has(parts[0] ?? '')) return []
  // `github.com/owner/repository` is one module, and a folder stands below it.
  for (let from = HOSTS.test(specifier) ? 3 : 0; from < parts.length; from++) {
    const folder = byFolder.get(parts.slice(from).join('/'))
    if (folder !== undefined) return folder
  }
  return []
}
