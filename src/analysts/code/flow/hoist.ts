import { rememberedBy } from '../../../core/remember.ts'
import type { ClassCode, FunctionCode, Statement } from '../program.ts'
import { beginExports } from './exports.ts'
import { type Frame, lookUp } from './frame.ts'
import type { Machine } from './machine.ts'
import type { ModuleState } from './project.ts'
import type { ClassValue } from './value.ts'

/** Goes through the statements of a module, once. */
export function runModule(state: ModuleState, machine: Machine): void {
  if (state.status !== 'new') return
  state.status = 'running'
  beginExports(state.frame)
  hoist(state.code.body, state.frame, machine)
  machine.execute(state.code.body, state.frame)
  state.frame.isDead = false
  state.status = 'run'
}

/** Functions and classes are known before the first statement is gone through. */
export function hoist(body: readonly Statement[], frame: Frame, machine: Machine): void {
  for (const statement of body) {
    if (statement.kind === 'class')
      frame.vars.set(statement.class.name, { taints: [], class: classOf(statement.class, frame, machine) })
    if (statement.kind !== 'function' || statement.function.receiver !== undefined) continue
    const self = lookUp('this', frame)
    const closure = {
      code: statement.function,
      frame,
      ...(self !== undefined && { this: self }),
      ...(frame.class !== undefined && { class: frame.class }),
    }
    frame.made.push(closure)
    frame.vars.set(statement.function.name, { taints: [], function: closure })
  }
}

/** The class as a value; Go writes the methods of a type beside it, in any file of the package. */
export function classOf(code: ClassCode, frame: Frame, machine: Machine): ClassValue {
  if (frame.module.code.language !== 'go') return { code, frame }
  const methods = machine.project
    .siblings(frame.module.code)
    .flatMap(({ code: { body } }) => methodsByType(body).get(code.name) ?? [])
  return { code: { ...code, methods: [...code.methods, ...methods] }, frame }
}

/** The functions of a module that have a receiver, by its type. */
const methodsByType = rememberedBy((body: readonly Statement[]): ReadonlyMap<string, FunctionCode[]> => {
  const byType = new Map<string, FunctionCode[]>()
  for (const statement of body) {
    const type = statement.kind === 'function' ? statement.function.receiver?.type : undefined
    if (statement.kind !== 'function' || type === undefined) continue
    const methods = byType.get(type)
    if (methods === undefined) byType.set(type, [statement.function])
    else methods.push(statement.function)
  }
  return byType
})
