import { isScript } from '../program.ts'
import type { Frame } from './frame.ts'
import { UNKNOWN, type Value, withElement } from './value.ts'

/** Makes a value known to whoever imports the module. JavaScript keeps what it exports in `module.exports`, whichever way it says so. */
export function exportValue(name: string, value: Value, frame: Frame): void {
  const { language } = frame.module.code
  if (!isScript(language)) return
  const module = frame.vars.get('module') ?? UNKNOWN
  const exported = module.fields?.get('exports') ?? { taints: [], fields: new Map() }
  frame.vars.set('module', withElement(module, 'exports', withElement(exported, name, value)))
}

/** The variables that a CommonJS module begins with. */
export function beginExports(frame: Frame): void {
  const { language } = frame.module.code
  if (!isScript(language)) return
  const exported: Value = { taints: [], fields: new Map() }
  frame.vars.set('module', { taints: [], fields: new Map([['exports', exported]]) })
  frame.vars.set('exports', exported)
}

/** All that a JavaScript module exports. */
export function exportedValue(frame: Frame): Value {
  const whole = frame.vars.get('module')?.fields?.get('exports') ?? UNKNOWN
  let value = whole
  for (const [name, field] of frame.vars.get('exports')?.fields ?? [])
    if (value.fields?.get(name) === undefined) value = withElement(value, name, field)
  return value
}
