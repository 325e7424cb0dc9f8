import type { CodePlace } from '../../../core/review.ts'
import { MATTERS, type Matter, type Origin } from './rules.ts'

/** Data that somebody else can set, and how it came here. */
export interface Taint {
  origin: Origin
  /** `a parameter of the request`. */
  what: string
  at: CodePlace
  /** One bit for each matter in which it can do no harm any more. */
  cleared: number
  way?: Way
}

/** The way so far, last step first. */
export interface Way {
  what: string
  at: CodePlace
  before: Way | undefined
  length: number
}

const ALL = 2 ** MATTERS.length - 1
/** More sources of one value than this say nothing more to anybody. */
const MOST_TAINTS = 4
const MOST_STEPS = 12
const ORIGINS: readonly Origin[] = ['remote', 'library', 'local']

export function bitsOf(matters: readonly Matter[] | 'all'): number {
  return matters === 'all' ? ALL : matters.reduce((bits, matter) => bits | (1 << MATTERS.indexOf(matter)), 0)
}

export function harms(taint: Taint, matter: Matter): boolean {
  return (taint.cleared & (1 << MATTERS.indexOf(matter))) === 0
}

/** What is left of these in no matter at all is dropped. */
export function cleared(taints: readonly Taint[], bits: number): readonly Taint[] {
  if (taints.length === 0) return taints
  return taints.map((taint) => ({ ...taint, cleared: taint.cleared | bits })).filter((taint) => taint.cleared !== ALL)
}

/** Both; of the same source what is cleared in both counts as cleared. The worst origins are kept where they are many. */
export function joinTaints(some: readonly Taint[], others: readonly Taint[]): readonly Taint[] {
  if (others.length === 0 || some === others) return some
  if (some.length === 0) return others
  const joined = [...some]
  for (const other of others) {
    const index = joined.findIndex((one) => isSameSource(one, other))
    const same = joined[index]
    if (same === undefined) joined.push(other)
    else if (same.cleared !== (same.cleared & other.cleared))
      joined[index] = { ...other, cleared: same.cleared & other.cleared }
  }
  if (joined.length <= MOST_TAINTS) return joined
  return joined.sort((a, b) => ORIGINS.indexOf(a.origin) - ORIGINS.indexOf(b.origin)).slice(0, MOST_TAINTS)
}

/** Whether both came in at the same place of the code. */
export function isSameSource(a: Taint, b: Taint): boolean {
  return a.at.line === b.at.line && a.at.column === b.at.column && a.at.file === b.at.file && a.what === b.what
}

/** The taints after one more step of their way. */
export function stepped(taints: readonly Taint[], what: string, at: CodePlace): readonly Taint[] {
  if (taints.length === 0) return taints
  return taints.map((taint) => {
    const before = taint.way
    if ((before?.length ?? 0) >= MOST_STEPS || (before?.at.line === at.line && before.at.file === at.file)) return taint
    return { ...taint, way: { what, at, before, length: (before?.length ?? 0) + 1 } }
  })
}

/** The one that harms most in a matter; undefined where none does. */
export function worstOf(
  taints: readonly Taint[],
  matter: Matter,
  origins: readonly Origin[] = ORIGINS,
): Taint | undefined {
  let worst: Taint | undefined
  for (const taint of taints) {
    if (!harms(taint, matter) || !origins.includes(taint.origin)) continue
    if (worst === undefined || ORIGINS.indexOf(taint.origin) < ORIGINS.indexOf(worst.origin)) worst = taint
  }
  return worst
}
