import type { CallExpression } from '../program.ts'
import { callByRule } from './call-by-rule.ts'
import { callOutside } from './call-outside.ts'
import type { Calling } from './calling.ts'
import { construct, superConstructor } from './construct.ts'
import type { Frame } from './frame.ts'
import { importedValue } from './imports.ts'
import { invokeOwn } from './invoke-own.ts'
import { judgeCall } from './judge-call.ts'
import type { Machine } from './machine.ts'
import { prepareCall } from './prepare-call.ts'
import type { Value } from './value.ts'

/** What a call gives: by the rules where they know it, by going through the function where the project has it, else by what went in. */
export function evaluateCall(call: CallExpression, frame: Frame, machine: Machine): Value {
  const value = resultOf(call, frame, machine)
  const isPlain = value.constant === undefined && value.function === undefined && value.class === undefined
  return isPlain ? { ...value, test: { expression: call, frame } } : value
}

function resultOf(call: CallExpression, frame: Frame, machine: Machine): Value {
  const calling = prepareCall(call, frame, machine)
  const imported = requiredModule(calling, frame, machine)
  if (imported !== undefined) return imported
  const closure = calling.target.function
  const isOwn = closure !== undefined || calling.target.class !== undefined || calling.method === 'super'
  if (!isOwn || calling.target.name !== undefined) {
    judgeCall(calling, frame, machine)
    const known = callByRule(calling, frame, machine)
    if (known !== undefined) return known
  }
  const same = sameFunction(calling, frame)
  if (same !== undefined) return same
  if (call.new || calling.target.class !== undefined) return construct(calling, frame, machine)
  if (closure !== undefined) return invokeOwn(calling, closure, frame, machine)
  if (calling.method === 'super') return superConstructor(calling, frame, machine)
  return callOutside(calling, frame, machine)
}

/** CommonJS: `require('x')`. */
function requiredModule({ call, name, args }: Calling, frame: Frame, machine: Machine): Value | undefined {
  const [module] = args.positional
  if ((name !== 'require' && name !== 'import') || typeof module?.constant !== 'string' || call.new) return undefined
  return importedValue(module.constant, '*', '', frame, machine)
}

/** The function that a call gives back as it was given it; undefined where the rules know of none. */
function sameFunction({ name, receiver, args }: Calling, frame: Frame): Value | undefined {
  const rule = frame.module.known.call(name).same
  if (rule === undefined) return undefined
  const value = rule.of === 'receiver' ? receiver : args.positional[rule.of]
  return value?.function !== undefined || value?.name !== undefined ? value : undefined
}
