import type { Expression } from '../program.ts'
import { holdsFor } from './conditions.ts'
import type { Frame } from './frame.ts'
import { type Machine, placeOf } from './machine.ts'
import { type Taint, worstOf } from './taint.ts'
import type { Value } from './value.ts'

/** Tells where tainted data is put into a place that a rule speaks of. */
export function tellPlace(
  name: string,
  taints: readonly Taint[],
  prefix: string,
  { at }: { at: Expression['at'] },
  frame: Frame,
  machine: Machine,
): void {
  if (taints.length === 0) return
  for (const rule of frame.module.known.places.find(name)) {
    const taint = worstOf(taints, rule.matter)
    if (taint === undefined || rule.prefixHeals?.test(prefix)) continue
    machine.tell(rule, placeOf(at, frame), taint)
  }
}

/** An object of a type outside (`name`) has other fields than before; tells where rules for its construction hold now and did not. */
export function tellSetting(
  name: string,
  before: Value | undefined,
  now: Value,
  { at }: { at: Expression['at'] },
  frame: Frame,
  machine: Machine,
): void {
  for (const rule of frame.module.known.call(`${name}.new`).calls) {
    const holds = (value: Value) => holdsFor(rule.where, { positional: [value], named: new Map() }, undefined)
    if (holds(now) && (before === undefined || !holds(before))) machine.tell(rule, placeOf(at, frame), undefined)
  }
}
