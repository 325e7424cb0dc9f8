import { narrow, writeBack } from './assign.ts'
import { type Calling, inputTaints } from './calling.ts'
import { holdsFor } from './conditions.ts'
import { containerEffect } from './containers.ts'
import type { Frame } from './frame.ts'
import { foldStatic } from './java-calls.ts'
import type { Machine } from './machine.ts'
import { withSource } from './members.ts'
import { runCallbacks } from './run-callbacks.ts'
import { bitsOf, cleared, joinTaints, type Taint } from './taint.ts'
import { UNKNOWN, type Value } from './value.ts'

/** What a sanitiser or a source gives; undefined where the name is neither. */
export function callByRule(calling: Calling, frame: Frame, machine: Machine): Value | undefined {
  const { call, name, receiver, args } = calling
  const { sanitisers: all, result, given } = frame.module.known.call(name)
  const sanitisers = all.filter(({ where }) => holdsFor(where, args, receiver))
  if (sanitisers.length > 0) {
    runCallbacks(calling, frame, machine)
    const bits = sanitisers.reduce((all, { clears }) => all | bitsOf(clears), 0)
    const [checked] = call.arguments
    if (checked !== undefined && sanitisers.some(({ throws }) => throws))
      narrow(checked, (value) => ({ ...value, taints: cleared(value.taints, bits) }), frame, machine)
    const inner = inputTaints(calling)
    const folded = foldOf(calling) ?? foldStatic(name, args)
    return folded ?? { taints: cleared(inner, bits), name: result }
  }
  const source = withSource(UNKNOWN, result, call.at, frame)
  if (source.taints.length === 0) return undefined
  runCallbacks(calling, frame, machine)
  fillArguments(calling, source.taints, frame, machine)
  return { taints: joinTaints(source.taints, receiver?.taints ?? []), name: given.type ?? result }
}

/** Data that comes in is put into arguments: `c.Bind(&form)`. */
function fillArguments({ call, name }: Calling, taints: readonly Taint[], frame: Frame, machine: Machine): void {
  for (const index of frame.module.known.call(name).given.source?.fills ?? []) {
    const written = call.arguments[index]
    if (written === undefined) continue
    const before = machine.evaluate(written, frame)
    writeBack(written, { ...before, taints: joinTaints(before.taints, taints) }, frame, machine)
  }
}

function foldOf({ method, receiver, args }: Calling): Value | undefined {
  return typeof receiver?.constant === 'string' ? containerEffect(method, receiver, args, false)?.result : undefined
}
