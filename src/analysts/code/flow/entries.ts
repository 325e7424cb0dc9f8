import type { ClassCode, Statement } from '../program.ts'
import { exportedValue } from './exports.ts'
import type { Frame } from './frame.ts'
import { classOf, runModule } from './hoist.ts'
import type { InvokeMemory } from './invoke.ts'
import { type Arguments, type Machine, placeOf } from './machine.ts'
import { annotationNames, type ParameterSource, parameterValues } from './parameters.ts'
import type { ModuleState } from './project.ts'
import type { ParameterRule } from './rules.ts'
import { classNamed, resolveType } from './type-names.ts'
import { instanceOfType } from './types.ts'
import { type ClassValue, type Closure, UNKNOWN, type Value } from './value.ts'

const LIBRARY: ParameterSource = { what: 'the parameter', origin: 'library' }
/** Exported objects in exported objects are looked through to this depth. */
const EXPORT_DEPTH = 3
const NO_NAMES: ReadonlyMap<string, Value> = new Map()

/** Does a piece of work; code that nests too deep for the stack is given up, with what was found before. */
export function withinStack(memory: InvokeMemory, work: () => void): void {
  try {
    work()
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault
    memory.active.clear()
  }
}

/** Goes through a module and then through each of its functions as if it were called from outside. `begin` allows the work for one. */
export function runEntries(state: ModuleState, machine: Machine, memory: InvokeMemory, begin: () => void): void {
  begin()
  withinStack(memory, () => runModule(state, machine))
  const enter = (closure: Closure, library?: ParameterSource) => {
    begin()
    withinStack(memory, () => enterFunction(closure, library, machine))
    // What was made inside and never called may be called by anybody.
    for (let left = memory.left.pop(); left !== undefined; left = memory.left.pop()) {
      const inner = left
      if (!memory.seen.has(inner.code)) withinStack(memory, () => enterFunction(inner, library, machine))
    }
  }
  for (const closure of exportedFunctions(state.frame)) enter(closure, LIBRARY)
  for (const closure of state.frame.module.published) enter(closure, LIBRARY)
  for (const closure of declared(state.code.body, state.frame, machine)) enter(closure)
  for (const closure of state.frame.made) if (!memory.seen.has(closure.code)) enter(closure)
}

function enterFunction(closure: Closure, library: ParameterSource | undefined, machine: Machine): void {
  const { frame } = closure
  const names = annotationNames(closure.code.annotations, frame, machine)
  const rules = [
    ...names.flatMap((name) => frame.module.known.annotated.find(name)),
    ...(closure.class === undefined ? [] : rulesForMethod(closure.code.name, closure.class, machine)),
  ]
  const args: Arguments = { positional: parameterValues(closure, rules, library, machine), named: NO_NAMES }
  machine.invoke(closure, args, placeOf(closure.code.at, frame), 0)
}

/** Those for the methods of classes that extend one outside. */
function rulesForMethod(method: string, of: ClassValue, machine: Machine): ParameterRule[] {
  const { known } = of.frame.module
  return outsideSupers(of, machine)
    .flatMap((name) => known.extended.find(name))
    .filter(({ extend }) => extend?.methods.test(method))
}

/** The classes outside of the project that a class extends, itself or by way of others. */
function outsideSupers({ code, frame }: ClassValue, machine: Machine, height = EXPORT_DEPTH): string[] {
  return code.supers.flatMap((name) => {
    const above = classNamed(name, frame, machine)
    if (above === undefined) return [resolveType(name, frame)]
    return height === 0 || above.code === code ? [] : outsideSupers(above, machine, height - 1)
  })
}

/** Functions and methods that stand in a module. */
function declared(body: readonly Statement[], frame: Frame, machine: Machine): Closure[] {
  return body.flatMap((statement): Closure[] => {
    if (statement.kind === 'class') return methodsOf(classOf(statement.class, frame, machine), machine)
    if (statement.kind === 'if')
      return [...declared(statement.consequent, frame, machine), ...declared(statement.alternate, frame, machine)]
    if (statement.kind !== 'function') return []
    const { function: code } = statement
    if (code.receiver === undefined) return [{ code, frame }]
    const self =
      code.receiver.type === undefined ? UNKNOWN : instanceOfType(UNKNOWN, code.receiver.type, frame, machine)
    return [{ code, frame, this: self }]
  })
}

function methodsOf(of: ClassValue, machine: Machine): Closure[] {
  const { code, frame } = of
  if (frame.module.code.language === 'go') return []
  const self = bareInstance(of, machine)
  return [
    ...code.methods.map((method) => ({ code: method, frame, class: of, ...(!method.static && { this: self }) })),
    ...code.classes.flatMap((inner) => methodsOf({ code: inner, frame, outer: of }, machine)),
  ]
}

/** An object of which no more is known than what its fields are. */
function bareInstance(of: ClassValue, machine: Machine): Value {
  const fields = new Map<string, Value>()
  for (const field of allFields(of.code)) {
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

function allFields(code: ClassCode): ClassCode['fields'] {
  return code.fields
}

/** Functions, methods and constructors that whoever imports a JavaScript module can call. */
function exportedFunctions(frame: Frame): Closure[] {
  const { language } = frame.module.code
  if (language !== 'javascript' && language !== 'typescript') return []
  const found = new Map<Closure['code'], Closure>()
  const visit = (value: Value, depth: number) => {
    const { function: closure, class: of } = value
    if (closure !== undefined && closure.frame.module === frame.module) found.set(closure.code, closure)
    if (of !== undefined && of.frame.module === frame.module) {
      const self: Value = { taints: [], instance: of }
      for (const method of of.code.methods)
        if (method.visibility !== 'private') found.set(method, { code: method, frame: of.frame, class: of, this: self })
    }
    if (depth > 0) for (const field of value.fields?.values() ?? []) visit(field, depth - 1)
  }
  visit(exportedValue(frame), EXPORT_DEPTH)
  return [...found.values()]
}
