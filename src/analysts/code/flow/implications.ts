import type { Face, Implied, Value, Variables } from './model.ts'
import { allTaints, join, UNKNOWN } from './value.ts'

/** Calls that give an error and never null. */
const ERRORS = /(?:^|[./])(?:errors\.(?:New|Errorf|Wrap|Wrapf)|fmt\.Errorf|status\.Errorf?)\(\)$/

const FACES: readonly Face[] = ['true', 'false', 'null', 'present']

/** What a value can not be, by what it surely is. */
const EXCLUDED: Readonly<Record<Face, readonly Face[]>> = {
  true: ['false', 'null'],
  false: ['true', 'null'],
  null: ['true', 'false', 'present'],
  present: ['null', 'false'],
}

/** What the value surely is; undefined where it may be one thing or another. */
function faceOf({ constant, options, isFixed, isPresent, instance, fields, name }: Value): Face | undefined {
  if (constant !== undefined)
    return constant === null ? 'null' : constant === true ? 'true' : constant === false ? 'false' : 'present'
  if (isFixed && options?.every((one) => one === false)) return 'false'
  if (isFixed && options?.every((one) => one === true)) return 'true'
  return isPresent || instance !== undefined || fields !== undefined || ERRORS.test(name ?? '') ? 'present' : undefined
}

/** Whether a value may turn out so. */
export function mayBe(value: Value, is: Face): boolean {
  const face = faceOf(value)
  return face === undefined || !EXCLUDED[face].includes(is)
}

/** Names of variables worth asking: a flag or an error that differs between the ways. */
function tells(values: readonly Value[]): boolean {
  const first = values[0]
  return values.some(
    (value) =>
      value.when !== undefined ||
      (typeof value.constant === 'boolean' && value.constant !== first?.constant) ||
      (value.constant === null) !== (first?.constant === null) ||
      (typeof first?.constant === 'boolean' && value.constant === undefined),
  )
}

/**
 * Several ways come together, and a variable is true after some and false after others (or null, or not): what holds of the other
 * variables after those where it is true holds wherever it is found to be true later. Undefined where that says nothing.
 */
export function impliedBy(
  name: string,
  ways: readonly Variables[],
  names: readonly string[],
  joined: (name: string) => Value | undefined,
): Value['when'] {
  const values = ways.map((way) => way.get(name) ?? UNKNOWN)
  if (!tells(values)) return undefined
  const all = new Map<Face, ReadonlyMap<string, Implied>>()
  for (const face of FACES) {
    const fitting = ways.filter((_, index) => mayBe(values[index] ?? UNKNOWN, face))
    if (fitting.length === 0) continue
    if (fitting.length === ways.length && !values.some(({ when }) => when?.has(face))) continue
    const inherited = values.flatMap(({ when }) => [...(when?.get(face)?.keys() ?? [])])
    const implied = new Map<string, Implied>()
    for (const other of new Set([...names, ...inherited])) {
      const at = other === name ? undefined : joined(other)
      if (at === undefined || allTaints(at).length === 0) continue
      const then = fitting.map((way) => impliedOn(way, name, face, other)).reduce((a, b) => join(a, b))
      if (isLess(then, at)) implied.set(other, { at, then })
    }
    if (implied.size > 0) all.set(face, implied)
  }
  return all.size === 0 ? undefined : all
}

/** What a variable is on one way once another is found to be so: what was set since that was said is what it is. */
function impliedOn(way: Variables, name: string, face: Face, other: string): Value {
  const now = way.get(other) ?? UNKNOWN
  const said = way.get(name)?.when?.get(face)?.get(other)
  if (said === undefined) return now
  if (said.at === now) return said.then
  return said.at.taints === now.taints ? { ...now, taints: said.then.taints } : now
}

/** It carries fewer taints, or some that can do less. */
function isLess(then: Value, at: Value): boolean {
  const less = allTaints(then)
  const more = allTaints(at)
  const weight = (taints: typeof less) => taints.reduce((sum, { cleared }) => sum + bitCount(cleared), 0)
  return less.length < more.length || (less.length === more.length && weight(less) > weight(more))
}

function bitCount(bits: number): number {
  let count = 0
  for (let left = bits; left > 0; left >>>= 1) count += left & 1
  return count
}

/** A variable turned out so: what that implies of others that have not been set again since. */
export function applyImplied(value: Value, is: Face, vars: Variables): void {
  for (const [name, { at, then }] of value.when?.get(is) ?? []) {
    const now = vars.get(name)
    if (now === at) vars.set(name, then)
    else if (now !== undefined && now.taints === at.taints) vars.set(name, { ...now, taints: then.taints })
  }
}
