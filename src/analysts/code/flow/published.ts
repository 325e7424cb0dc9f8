import type { FunctionCode } from '../program.ts'
import { isScript } from '../program.ts'
import { bareInstance } from './bare-instance.ts'
import { exportedValue } from './exports.ts'
import type { Invoked, Machine } from './machine.ts'
import { methodOf } from './members.ts'
import type { ModuleState } from './project.ts'
import { allTaints, type ClassValue, type Closure, join, type Value } from './value.ts'

/** Functions that others call, on one object where they are its methods: what one keeps there another finds. */
export interface PublishedGroup {
  self?: Value
  /** Called first, where there is one. */
  maker?: Closure
  functions: readonly Closure[]
}

/** Exported objects in exported objects are looked through to this depth. */
const DEPTH = 3

/** What whoever imports a JavaScript module can call, and what it puts where others call it. */
export function publishedGroups({ frame }: ModuleState, machine: Machine): PublishedGroup[] {
  const { language } = frame.module.code
  if (!isScript(language)) return []
  const groups: PublishedGroup[] = []
  const seen = new Set<FunctionCode>()
  const fresh = (list: readonly Closure[]) => list.filter(({ code }) => !seen.has(code) && seen.add(code))
  const visit = (value: Value, depth: number) => {
    const { function: closure, class: of } = value
    if (of !== undefined && of.frame.module === frame.module) groups.push(groupOfClass(of, fresh, machine))
    if (closure !== undefined && closure.frame.module === frame.module)
      groups.push(groupOfFunction(value, closure, fresh))
    if (depth > 0) for (const field of value.fields?.values() ?? []) visit(field, depth - 1)
  }
  visit(exportedValue(frame), DEPTH)
  for (const value of frame.module.published) visit(value, 0)
  return groups
}

type Fresh = (list: readonly Closure[]) => Closure[]

function groupOfClass(of: ClassValue, fresh: Fresh, machine: Machine): PublishedGroup {
  const making = methodOf(of, 'constructor', machine)
  const methods = of.code.methods.filter(({ visibility, name }) => visibility !== 'private' && name !== 'constructor')
  return {
    self: bareInstance(of, machine),
    ...(making && { maker: making }),
    functions: fresh(methods.map((code) => ({ code, frame: of.frame, class: of }))),
  }
}

/** A function with a prototype is a class of old. */
function groupOfFunction(value: Value, closure: Closure, fresh: Fresh): PublishedGroup {
  const prototype = value.fields?.get('prototype')?.fields
  if (prototype === undefined) return { functions: fresh([closure]) }
  const methods = [...prototype.values()].flatMap((field) => (field.function === undefined ? [] : [field.function]))
  return {
    self: { taints: [], fields: new Map(prototype) },
    maker: closure,
    functions: fresh(methods),
  }
}

/** Calls each; twice, where they leave something on their object that another may use. */
export function enterGroup(group: PublishedGroup, enter: (closure: Closure) => Invoked): void {
  const { self: bare, maker, functions } = group
  if (bare === undefined) {
    for (const one of functions) enter(one)
    return
  }
  let self = maker === undefined ? bare : (enter({ ...maker, this: bare }).self ?? bare)
  for (let turn = 0; turn < 2; turn++) {
    let after = self
    for (const one of functions) after = join(after, enter({ ...one, this: self }).self ?? self)
    if (allTaints(after).length === allTaints(self).length) return
    self = after
  }
}
