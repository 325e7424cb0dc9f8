import { dottedName } from '../describe-expression.ts'
import type { Expression, FunctionCode, ModuleCode, Parameter, Statement } from '../program.ts'

/** What others can use of a module, by name: methods as `Class.method`. */
export type PublicSurface = ReadonlyMap<string, SurfaceEntry>

export interface SurfaceEntry {
  line: number
  /** Undefined where it is no function, or may be one. */
  function: FunctionCode | undefined
}

/** Reads what a module exports; for Python what begins with no underscore, for Go what begins with a capital, for Java what is public. */
export function publicSurface(module: ModuleCode): PublicSurface {
  const entries = new Map<string, SurfaceEntry>()
  const own = ownFunctions(module)
  for (const statement of module.body) addStatement(statement, module, own, entries)
  return entries
}

function ownFunctions({ body }: ModuleCode): ReadonlyMap<string, FunctionCode> {
  const functions = new Map<string, FunctionCode>()
  for (const statement of body) {
    if (statement.kind === 'function') functions.set(statement.function.name, statement.function)
    if (statement.kind === 'declare' && statement.target.kind === 'name' && statement.value?.kind === 'function')
      functions.set(statement.target.name, statement.value.function)
  }
  return functions
}

function addStatement(
  statement: Statement,
  module: ModuleCode,
  own: ReadonlyMap<string, FunctionCode>,
  entries: Map<string, SurfaceEntry>,
): void {
  const { line } = statement.at
  if (statement.kind === 'export' && statement.name !== '*')
    entries.set(statement.name === 'default' ? dottedName(statement.value) : statement.name, {
      line,
      function: functionOf(statement.value, own),
    })
  else if (statement.kind === 'function' && isPublic(statement.function.name, statement.exported, module)) {
    const receiver = statement.function.receiver?.type?.replace('*', '')
    const name = receiver === undefined ? statement.function.name : `${receiver}.${statement.function.name}`
    entries.set(name, { line, function: statement.function })
  } else if (statement.kind === 'class' && isPublic(statement.class.name, statement.exported, module)) {
    entries.set(statement.class.name, { line, function: undefined })
    for (const method of statement.class.methods)
      if (method.visibility === 'public' && !/^[_#]/.test(method.name))
        entries.set(`${statement.class.name}.${method.name}`, { line: method.at.line, function: method })
  } else if (
    statement.kind === 'declare' &&
    statement.target.kind === 'name' &&
    isPublic(statement.target.name, statement.exported, module)
  )
    entries.set(statement.target.name, { line, function: statement.value && functionOf(statement.value, own) })
  else if (statement.kind === 'expression' && statement.value.kind === 'assign')
    addAssigned(statement.value, own, entries)
  entries.delete('')
}

function isPublic(name: string, exported: boolean, { language }: ModuleCode): boolean {
  if (language === 'python') return !name.startsWith('_')
  if (language === 'go') return /^[A-Z]/.test(name)
  return exported
}

function functionOf(value: Expression, own: ReadonlyMap<string, FunctionCode>): FunctionCode | undefined {
  if (value.kind === 'function') return value.function
  return value.kind === 'name' ? own.get(value.name) : undefined
}

const EXPORTS = /^(?:module\.)?exports$/

/** `module.exports = { … }`, `module.exports = name`, `exports.name = …`. */
function addAssigned(
  { target, value }: Extract<Expression, { kind: 'assign' }>,
  own: ReadonlyMap<string, FunctionCode>,
  entries: Map<string, SurfaceEntry>,
): void {
  if (target.kind !== 'place' || target.place.kind !== 'member') return
  const { place } = target
  if (EXPORTS.test(dottedName(place.object))) {
    if (dottedName(place.object) === 'module') return
    entries.set(place.property, { line: place.at.line, function: functionOf(value, own) })
  } else if (dottedName(place) === 'module.exports') addWhole(value, own, entries)
}

function addWhole(value: Expression, own: ReadonlyMap<string, FunctionCode>, entries: Map<string, SurfaceEntry>): void {
  if (value.kind === 'name') entries.set(value.name, { line: value.at.line, function: own.get(value.name) })
  if (value.kind !== 'object') return
  for (const { key, value: held } of value.entries)
    if (key !== undefined) entries.set(key, { line: held.at.line, function: functionOf(held, own) })
}

/** How calls that were right before go wrong with a new signature, in words; empty where they do not. `text` is that of the new signature. */
export function breaksIn(before: FunctionCode, after: FunctionCode, text: string): string[] {
  const was = before.parameters.map(nameOf)
  const is = after.parameters.map(nameOf)
  const takesAny = after.parameters.some(({ rest }) => rest !== undefined)
  const removed = takesAny ? [] : was.filter((name) => name !== undefined && !is.includes(name))
  const added = after.parameters.filter((one) => !was.includes(nameOf(one)) && isRequired(one, text))
  const words: string[] = []
  if (after.parameters.length < before.parameters.length && removed.length > 0)
    words.push(`\`${removed.join('`, `')}\` is gone`)
  if (added.length > 0 && after.parameters.length > before.parameters.length)
    words.push(`\`${added.map(nameOf).join('`, `')}\` is required`)
  return words
}

function nameOf({ target }: Parameter): string | undefined {
  return target.kind === 'name' ? target.name : undefined
}

/** TypeScript marks with `?` what may be left out. */
function isRequired(parameter: Parameter, text: string): boolean {
  const name = nameOf(parameter)
  if (name === undefined || parameter.default !== undefined || parameter.rest !== undefined) return false
  return !new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}\\?`).test(text)
}
