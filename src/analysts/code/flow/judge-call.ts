import { isScript } from '../program.ts'
import type { Calling } from './calling.ts'
import { argumentAt, holdsFor } from './conditions.ts'
import type { Frame } from './frame.ts'
import { type Arguments, type Machine, placeOf } from './machine.ts'
import type { ArgumentAt, SinkRule } from './rules.ts'
import { joinTaints, type Taint, worstOf } from './taint.ts'
import { allTaints, prefixOf, type Value } from './value.ts'

/** Says what the rules say of a call: that it is wrong by itself, or that tainted data comes to where it harms. */
export function judgeCall({ call, name, receiver, args }: Calling, frame: Frame, machine: Machine): void {
  const { calls, sinks } = frame.module.known.call(name)
  if (calls.length === 0 && sinks.length === 0) return
  const at = {
    ...placeOf(call.at, frame),
    line: call.callee.at.endLine,
    endLine: Math.max(call.at.endLine, call.callee.at.endLine),
  }
  for (const rule of calls) if (holdsFor(rule.where, args, receiver)) machine.tell(rule, at, undefined)
  for (const rule of sinks) {
    if (!holdsFor(rule.where, args, receiver)) continue
    const taint = worstOf(dangerous(rule, args, receiver, frame), rule.matter, rule.origins)
    if (taint !== undefined) machine.tell(rule, at, taint)
  }
}

/** The taints of the arguments that a rule names. */
function dangerous(rule: SinkRule, args: Arguments, receiver: Value | undefined, frame: Frame): readonly Taint[] {
  const chosen =
    rule.arguments === 'all'
      ? [...args.positional, ...args.named.values()]
      : rule.arguments.map((one) => (one === 'receiver' ? receiver : argumentAt(argumentNamed(one), args)))
  // What is spread stands after the arguments that are known.
  const isSpread =
    rule.arguments === 'all' ||
    rule.arguments.some((one) => (typeof one === 'number' ? one >= args.positional.length : one !== 'receiver'))
  let taints: readonly Taint[] = args.spread !== undefined && isSpread ? allTaints(args.spread) : []
  for (const value of chosen)
    if (value !== undefined && !rule.prefixHeals?.test(prefixOf(value)) && !isData(value, rule, frame))
      taints = joinTaints(taints, allTaints(value))
  return taints
}

/** In scripts an object is sent as data, not as a page; elsewhere it fills a template. */
function isData({ fields, isList }: Value, { matter }: SinkRule, { module }: Frame): boolean {
  const { language } = module.code
  return matter === 'html' && isScript(language) && fields !== undefined && isList !== true
}

function argumentNamed(one: number | string | ArgumentAt): ArgumentAt {
  if (typeof one === 'object') return one
  return typeof one === 'number' ? { index: one } : { name: one }
}
