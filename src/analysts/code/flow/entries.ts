import type { Statement } from '../program.ts'
import { bareInstance, outsideSupers } from './bare-instance.ts'
import type { Frame } from './frame.ts'
import { classOf, runModule } from './hoist.ts'
import type { InvokeMemory } from './invoke.ts'
import { type Arguments, type Invoked, type Machine, placeOf } from './machine.ts'
import { annotationNames, type ParameterSource, parameterValues } from './parameters.ts'
import type { ModuleState } from './project.ts'
import { enterGroup, publishedGroups } from './published.ts'
import type { ParameterRule } from './rules.ts'
import { instanceOfType } from './types.ts'
import { type ClassValue, type Closure, UNKNOWN, type Value } from './value.ts'

const LIBRARY: ParameterSource = { what: 'the parameter', origin: 'library' }
const NO_NAMES: ReadonlyMap<string, Value> = new Map()

/** Goes through a module and then through each of its functions as if it were called from outside. `begin` allows the work for one. */
export function runEntries(state: ModuleState, machine: Machine, memory: InvokeMemory, begin: () => void): void {
  begin()
  runModule(state, machine)
  const entered = new Set<Closure['code']>()
  const enter = (closure: Closure, library?: ParameterSource): Invoked => {
    begin()
    entered.add(closure.code)
    const invoked = enterFunction(closure, library, machine)
    // What was made inside and never called may be called by anybody.
    for (let left = memory.left.pop(); left !== undefined; left = memory.left.pop())
      if (!memory.seen.has(left.code)) enterFunction(left, library, machine)
    return invoked
  }
  for (const group of publishedGroups(state, machine)) enterGroup(group, (closure) => enter(closure, LIBRARY))
  for (const closure of declared(state.code.body, state.frame, machine)) if (!entered.has(closure.code)) enter(closure)
  for (const closure of state.frame.made) if (!memory.seen.has(closure.code)) enter(closure)
}

function enterFunction(closure: Closure, library: ParameterSource | undefined, machine: Machine): Invoked {
  const { frame } = closure
  const names = annotationNames(closure.code.annotations, frame, machine)
  const rules = [
    ...names.flatMap((name) => frame.module.known.annotated.find(name)),
    ...(closure.class === undefined ? [] : rulesForMethod(closure.code.name, closure.class, machine)),
  ]
  const at = placeOf(closure.code.at, frame)
  const args: Arguments = {
    positional: parameterValues(closure, rules, library, machine),
    named: NO_NAMES,
    // One that names no parameter may read what it is given all the same.
    ...(library !== undefined &&
      closure.code.parameters.length === 0 && { spread: { taints: [{ ...library, at, cleared: 0 }] } }),
  }
  return machine.invoke(closure, args, 0)
}

/** Those for the methods of classes that extend one outside. */
function rulesForMethod(method: string, of: ClassValue, machine: Machine): ParameterRule[] {
  const { known } = of.frame.module
  return outsideSupers(of, machine)
    .flatMap((name) => known.extended.find(name))
    .filter(({ extend }) => extend?.methods.test(method))
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
