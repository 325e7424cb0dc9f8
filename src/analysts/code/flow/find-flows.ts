import type { CodeFinding, CodePlace } from '../../../core/review.ts'
import type { ModuleCode } from '../program.ts'
import { assign } from './assign.ts'
import { evaluateCall } from './call.ts'
import { runEntries } from './entries.ts'
import { evaluate } from './evaluate.ts'
import { execute } from './execute.ts'
import { flowFinding } from './flow-finding.ts'
import { runModule } from './hoist.ts'
import { type InvokeMemory, instantiate, invoke } from './invoke.ts'
import { type Known, knownFrom } from './known.ts'
import type { Machine } from './machine.ts'
import { projectOf } from './project.ts'
import { refine } from './refine.ts'
import type { FlowRules, Weakness } from './rules.ts'
import type { Taint } from './taint.ts'
import { UNKNOWN } from './value.ts'

/**
 * Expressions that are looked at for one entry point, and for all of a module; code that needs more is followed no further. Where a
 * module has used up its allowance, each entry that is left has the least still, so that none is blind for what stands in it.
 */
const WORK = 6_000
const LEAST_WORK = 500
const MODULE_WORK = 4_000
const LINE_WORK = 25

/** Expressions in expressions, over all the calls between them, that the stack has room for; what lies deeper is not known. */
const DEEPEST = 500

/**
 * Follows data through modules, from where others can set it to where it does harm, by going through the program with what is
 * known of its values instead of the values (abstract interpretation: Cousot and Cousot, POPL 1977). Calls are followed into the
 * functions of the project with what they are given. Never throws for what the code holds.
 */
export function findFlows(codes: readonly ModuleCode[], rules: readonly FlowRules[]): CodeFinding[] {
  const knownFor = knownByLanguage(rules)
  const told = new Map<string, CodeFinding>()
  const machine = machineFor(codes, knownFor, (weakness, at, taint) => {
    const key = `${weakness.rule} ${at.file}:${at.line}:${at.column}`
    const before = told.get(key)
    const finding = flowFinding(weakness, at, taint)
    if (before === undefined || before.confidence < finding.confidence) told.set(key, finding)
  })
  for (const state of machine.project.modules) {
    machine.begin(WORK)
    withinStack(() => runModule(state, machine), machine.memory)
  }
  for (const state of machine.project.modules) {
    machine.begin(0)
    let left = MODULE_WORK + LINE_WORK * linesOf(state.code)
    const begin = () => {
      left -= machine.begin(Math.min(WORK, Math.max(left, LEAST_WORK)))
    }
    withinStack(() => runEntries(state, machine, machine.memory, begin), machine.memory)
    // What is kept of calls keeps their variables, too; of a large tree that is more than it saves.
    machine.memory.done.clear()
    state.frame.made.length = 0
  }
  return [...told.values()]
}

/** Code that is nested deeper than the stack of this program is followed no further; it is no reason to stop. */
function withinStack(work: () => void, memory: InvokeMemory): void {
  try {
    work()
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
    memory.active.clear()
  }
}

function linesOf({ body }: ModuleCode): number {
  return body.at(-1)?.at.endLine ?? 0
}

/** Rules do not change: they are indexed once. */
const indexed = new WeakMap<FlowRules, Known>()

function knownByLanguage(rules: readonly FlowRules[]): (code: ModuleCode) => Known | undefined {
  const byLanguage = new Map<string, Known>()
  for (const one of rules) {
    const known = indexed.get(one) ?? knownFrom(one)
    indexed.set(one, known)
    for (const language of one.languages) byLanguage.set(language, known)
  }
  return ({ language }) => byLanguage.get(language)
}

type Tell = (weakness: Weakness, at: CodePlace, taint: Taint | undefined) => void

function machineFor(
  codes: readonly ModuleCode[],
  knownFor: (code: ModuleCode) => Known | undefined,
  tell: Tell,
): Machine & { memory: InvokeMemory; begin(work: number): number } {
  const memory: InvokeMemory = { active: new Map(), done: new Map(), seen: new Set(), left: [] }
  let allowed = 0
  let left = 0
  let nesting = 0
  const machine: Machine & { memory: InvokeMemory; begin(work: number): number } = {
    memory,
    begin(work) {
      const used = allowed - Math.max(0, left)
      allowed = left = Math.max(0, work)
      nesting = 0
      return used
    },
    project: projectOf(codes, knownFor),
    evaluate(expression, frame) {
      if (nesting >= DEEPEST) return UNKNOWN
      nesting++
      const value = evaluate(expression, frame, machine)
      nesting--
      return value
    },
    execute: (body, frame) => execute(body, frame, machine),
    call: (expression, frame) => evaluateCall(expression, frame, machine),
    invoke: (closure, args, depth) => invoke(closure, args, depth, machine, memory),
    assign: (target, value, frame) => assign(target, value, frame, machine),
    instantiate: (of, args, frame, name) => instantiate(of, args, name, frame, machine),
    refine: (test, truth, frame, depth) => refine(test, truth, frame, machine, depth),
    tell,
    mayGoOn: () => left-- > 0,
  }
  return machine
}
