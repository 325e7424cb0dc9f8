import type { Expression } from '../program.ts'
import { narrow } from './assign.ts'
import { conditionsHold } from './conditions.ts'
import type { Frame } from './frame.ts'
import type { Machine } from './machine.ts'
import { qualifiedName } from './members.ts'
import {
  isRelative,
  narrowBehind,
  PLACES,
  refineBeginning,
  refineHost,
  refineMember,
  refineWithout,
  withoutTaints,
} from './narrow-facts.ts'
import { refineOutcome } from './outcomes.ts'
import { refineComparison } from './refine-comparison.ts'
import { restrictedBy } from './regex-guard.ts'
import { toldBy } from './substitute.ts'
import { listItems, type Value } from './value.ts'

const EQUAL_METHODS: ReadonlySet<string> = new Set(['equals', 'equalsIgnoreCase', 'contentEquals'])

const MEMBERSHIP: ReadonlySet<string> = new Set([
  'includes',
  'has',
  'contains',
  'containsKey',
  'hasOwnProperty',
  'Contains',
])

const BEGINNING: ReadonlySet<string> = new Set(['startsWith', 'startswith', 'HasPrefix'])

const MATCHING: ReadonlySet<string> = new Set([
  'test',
  'matches',
  'match',
  'fullmatch',
  'exec',
  'MatchString',
  'search',
])

const GOOD = /(?:^|[a-z_])(?:valid|safe|allow|permit|whitelist|trusted|sanitary|known|legal)/i

const BAD =
  /(?:^|[a-z_])(?:invalid|unsafe|disallow|danger|malicious|forbid|forbidden|block|evil|illegal|traversal|pollut|suspicious|proto)/i

export function refineCall(
  call: Extract<Expression, { kind: 'call' }>,
  truth: boolean,
  frame: Frame,
  machine: Machine,
  depth: number,
): void {
  const { callee, arguments: args } = call
  const receiver = callee.kind === 'member' ? callee.object : undefined
  const method = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : ''
  const on = receiver === undefined ? undefined : machine.evaluate(receiver, frame)
  const name = on === undefined || receiver === undefined ? method : `${qualifiedName(on, receiver)}.${method}`
  for (const rule of frame.module.known.guards.find(name)) {
    if (rule.when !== truth || !conditionsHold(rule.where, call, frame, machine)) continue
    const subject = rule.subject === 'receiver' ? receiver : args[rule.subject]
    if (subject === undefined) continue
    narrow(subject, withoutTaints(rule.clears), frame, machine)
    refineHost(subject, frame, machine)
    if (rule.clears !== 'all')
      narrowBehind(
        subject,
        rule.clears.filter((matter) => PLACES.includes(matter)),
        frame,
        machine,
      )
  }
  const [first, second] = args
  if (EQUAL_METHODS.has(method) && first !== undefined) {
    const [left, right] = receiver !== undefined && second === undefined ? [receiver, first] : [first, second]
    if (right !== undefined)
      refineComparison({ kind: 'binary', at: call.at, operator: '==', left, right }, truth, frame, machine)
    return
  }
  if (MATCHING.has(method) || on?.subject !== undefined) {
    refineMatch(call, on, truth, frame, machine)
    return
  }
  if (truth && BEGINNING.has(method)) {
    if (method === 'HasPrefix' && first && second) {
      refineBeginning(first, second, frame, machine)
      return
    }
    if (receiver && first) refineBeginning(receiver, first, frame, machine)
    return
  }
  if (BEGINNING.has(method) && receiver && first) {
    // Of a path from one folder to another: it leads down.
    if (isRelative(receiver, frame, machine))
      refineWithout(receiver, machine.evaluate(first, frame).constant, frame, machine)
    return
  }
  // `strings.Contains(text, part)`: a function of a package, whose first argument is the text.
  if (method === 'Contains' && frame.module.code.language === 'go' && first && second) {
    if (!truth) refineWithout(first, machine.evaluate(second, frame).constant, frame, machine)
    return
  }
  if (MEMBERSHIP.has(method) && receiver !== undefined && on !== undefined && first !== undefined) {
    refineMembership(receiver, on, first, truth, frame, machine)
    return
  }
  const target = machine.evaluate(callee, frame).function
  const told = target === undefined || depth === 0 ? undefined : toldBy(target.code, args)
  if (told !== undefined) {
    machine.refine(told, truth, frame, depth - 1)
    return
  }
  if (target !== undefined) refineOutcome(call, undefined, truth ? 'true' : 'false', frame, machine)
  if (GOOD.test(method) && !BAD.test(method) ? truth : BAD.test(method) && !truth)
    for (const argument of args) narrow(argument, withoutTaints('all'), frame, machine)
}

function refineMembership(
  receiver: Expression,
  on: Value,
  first: Expression,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  const part = machine.evaluate(first, frame)
  if (truth) {
    // A text that is tainted itself may hold anything, and a part that is constant proves nothing of the rest.
    if (part.constant === undefined) refineMember(first, on, frame, machine)
    return
  }
  if (typeof part.constant === 'string') {
    refineWithout(receiver, part.constant, frame, machine)
    return
  }
  const refused = listItems(on)?.map(({ constant }) => constant) ?? (on.constant !== undefined ? [on.constant] : [])
  if (refused.some((one) => one === '__proto__')) narrow(first, withoutTaints(['prototype']), frame, machine)
}

/** A text matches a regular expression, or does not. */
function refineMatch(
  { callee, arguments: args }: Extract<Expression, { kind: 'call' }>,
  on: Value | undefined,
  truth: boolean,
  frame: Frame,
  machine: Machine,
): void {
  if (callee.kind !== 'member') return
  const values = args.map((argument) => machine.evaluate(argument, frame))
  const sourceOf = (value: Value | undefined): string | undefined => {
    const source = value?.fields?.get('source')?.constant ?? value?.constant
    return typeof source === 'string' ? source : undefined
  }
  const onSource = sourceOf(on)
  const [pattern, subject] =
    onSource !== undefined
      ? ([onSource, on?.subject ?? args[0]] as const)
      : args.length > 1
        ? ([sourceOf(values[0]), args[1]] as const)
        : ([sourceOf(values[0]), callee.object] as const)
  if (pattern === undefined || subject === undefined) return
  const isWhole = callee.property === 'matches' || callee.property === 'fullmatch'
  const isBeginning = callee.property === 'match' && frame.module.code.language === 'python'
  const matters = restrictedBy(pattern, truth, { isWhole, isBeginning })
  if (matters !== 'all' && matters.length === 0) return
  narrow(subject, withoutTaints(matters), frame, machine)
  if (on?.subject !== undefined) narrow(callee.object, withoutTaints(matters), frame, machine)
}
