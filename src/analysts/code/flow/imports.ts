import { isScript } from '../program.ts'
import { exportedValue } from './exports.ts'
import { type Frame, lookUp } from './frame.ts'
import { runModule } from './hoist.ts'
import type { Machine } from './machine.ts'
import type { ModuleState } from './project.ts'
import { UNKNOWN, type Value } from './value.ts'

/** What an imported name stands for: a value of the project where the module is there, else a name outside. */
export function importedValue(module: string, imported: string, local: string, frame: Frame, machine: Machine): Value {
  const { code } = frame.module
  const inScript = isScript(code.language)
  const states = machine.project.module(module, code)
  if (code.language === 'python' && imported !== '*' && states.length === 0) {
    const [inner] = machine.project.module(module.endsWith('.') ? module + imported : `${module}.${imported}`, code)
    if (inner !== undefined) return wholeModule([inner], machine)
  }
  if (states.length > 0) {
    const whole = wholeModule(states, machine)
    if (imported === '*') return whole
    const known = whole.fields?.get(imported) ?? (inScript && imported === 'default' ? whole : undefined)
    if (known !== undefined) return known.name === undefined ? { ...known, name: imported } : known
    if (code.language === 'python') {
      const [inner] = machine.project.module(`${module}.${imported}`, code)
      if (inner !== undefined) return wholeModule([inner], machine)
    }
  }
  if (inScript) return { taints: [], name: scriptName(module, imported) }
  if (code.language === 'go') return { taints: [], name: module }
  if (imported !== '*') return { taints: [], name: `${module}.${imported}` }
  const before = lookUp(local, frame)
  // `import os.path` makes `os` known; a second import below the same name changes nothing.
  return before ?? { taints: [], name: module.startsWith(`${local}.`) ? local : module }
}

/** A module of Node goes by its name with or without `node:`. */
function scriptName(module: string, imported: string): string {
  const name = module.replace(/^node:/, '')
  return imported === '*' || imported === 'default' ? name : `${name}.${imported}`
}

/** A module as an object of all that it holds. Modules that import each other in a circle see what is there so far. */
export function wholeModule(states: readonly ModuleState[], machine: Machine): Value {
  const [first] = states
  if (first === undefined) return UNKNOWN
  if (first.whole !== undefined) return first.whole
  for (const state of states) runModule(state, machine)
  const whole = moduleValue(first, states)
  if (states.every(({ status }) => status === 'run')) first.whole = whole
  return whole
}

function moduleValue(first: ModuleState, states: readonly ModuleState[]): Value {
  const { language } = first.code
  if (isScript(language)) return exportedValue(first.frame)
  const fields = new Map<string, Value>()
  for (const { frame } of states) for (const [name, value] of frame.vars.entries()) fields.set(name, value)
  return { taints: [], fields }
}
