import type { Expression, ImportStatement, Statement, SwitchCase } from '../program.ts'
import { takenBy } from './assign.ts'
import { assignedIn } from './assigned.ts'
import { isComparison } from './combine-values.ts'
import { isTruthy } from './constants.ts'
import { exportValue } from './exports.ts'
import { branch, breakable, exitEarly, type Frame, lookUp, setVariable, watchedNow } from './frame.ts'
import { classOf, hoist } from './hoist.ts'
import { importedValue } from './imports.ts'
import { type Machine, placeOf } from './machine.ts'
import { worstOf } from './taint.ts'
import { instanceOfType } from './types.ts'
import { anyElement, asOneOf, join, prefixOf, UNKNOWN, type Value, withoutConstant } from './value.ts'

type Kind = Statement['kind']
type Executors = { [K in Kind]: (statement: Extract<Statement, { kind: K }>, frame: Frame, machine: Machine) => void }

/** Ways through a function that are told apart. */
const MOST_RETURNS = 16

/** Goes through statements in order; stops where no way leads on. */
export function execute(body: readonly Statement[], frame: Frame, machine: Machine): void {
  for (const statement of body) {
    if (frame.isDead || !machine.mayGoOn()) return
    const executor = EXECUTORS[statement.kind] as (s: Statement, frame: Frame, machine: Machine) => void
    executor(statement, frame, machine)
  }
}

const EXECUTORS: Executors = {
  expression: ({ value }, frame, machine) => void machine.evaluate(value, frame),
  declare({ target, type, value, exported, at }, frame, machine) {
    const given = value === undefined ? UNKNOWN : machine.evaluate(value, frame)
    const typed = type === undefined ? given : instanceOfType(given, type, frame, machine)
    if (target.kind === 'name') {
      const taken = takenBy(target.name, typed, at, frame)
      const tested = value !== undefined && isTest(value) ? { ...taken, test: { expression: value, frame } } : taken
      frame.vars.set(target.name, tested)
    } else machine.assign(target, typed, frame)
    if (exported && target.kind === 'name') exportValue(target.name, typed, frame)
  },
  if({ test, consequent, alternate }, frame, machine) {
    const { constant } = machine.evaluate(test, frame)
    if (constant !== undefined) return machine.execute(isTruthy(constant) ? consequent : alternate, frame)
    const way = (truth: boolean, body: readonly Statement[]) => () => {
      machine.refine(test, truth, frame)
      machine.execute(body, frame)
    }
    branch(frame, [way(true, consequent), way(false, alternate)])
  },
  'for-each'({ target, iterable, over, body }, frame, machine) {
    const all = machine.evaluate(iterable, frame)
    const keys: Value = { taints: all.taints }
    loop(frame, body, machine, () => {
      if (over === 'values') machine.assign(target, { ...anyElement(all), ...nameOfElement(all) }, frame)
      else if (over === 'keys') machine.assign(target, keys, frame)
      else
        machine.assign(
          target,
          {
            taints: [],
            fields: new Map([
              ['0', keys],
              ['1', { ...anyElement(all), ...nameOfElement(all) }],
            ]),
          },
          frame,
        )
    })
  },
  loop({ init, test, update, body, testLast }, frame, machine) {
    machine.execute(init, frame)
    if (test !== undefined && !testLast) {
      const { constant } = machine.evaluate(test, frame)
      if (constant !== undefined && !isTruthy(constant)) return
    }
    loop(frame, withUpdate(body, update), machine, () => {
      if (test === undefined) return
      machine.evaluate(test, frame)
      if (!testLast) machine.refine(test, true, frame)
    })
    if (test !== undefined) machine.refine(test, false, frame)
  },
  switch({ subject, cases }, frame, machine) {
    const { constant } = machine.evaluate(subject, frame)
    const chosen = constant === undefined ? undefined : chooseCase(cases, constant, frame, machine)
    const from = (index: number) => () => {
      // A switch may have thousands of cases that all fall through to the next.
      for (let at = index; at < cases.length && machine.mayGoOn(); at++) {
        const one = cases[at]
        const test = one?.tests[0]
        if (one === undefined) return
        if (chosen === undefined && test !== undefined) machine.refine(caseTest(subject, one.tests, test), true, frame)
        machine.execute(one.body, frame)
        if (!one.falls || frame.isDead) return
      }
    }
    const hasDefault = cases.some(({ tests }) => tests.length === 0)
    const ways = chosen !== undefined ? [from(chosen)] : cases.map((_, index) => from(index))
    breakable(frame, () => branch(frame, chosen !== undefined || hasDefault ? ways : [...ways, () => undefined]))
  },
  return({ value, at }, frame, machine) {
    const given = value === undefined ? UNKNOWN : machine.evaluate(value, frame)
    tellReturn(value ?? { at }, given, frame, machine)
    frame.returned = frame.returned === undefined ? given : join(frame.returned, given)
    if (value !== undefined && given.constant === undefined && isTestForSure(value)) returnEither(value, frame, machine)
    else noteReturn(given, frame)
    frame.isDead = true
  },
  throw({ value }, frame, machine) {
    if (value !== undefined) machine.evaluate(value, frame)
    frame.isDead = true
  },
  break: (_, frame) => exitEarly(frame),
  continue: (_, frame) => exitEarly(frame),
  try({ resources, body, catches, finally: last }, frame, machine) {
    const before = frame.vars
    frame.vars = before.fork()
    machine.execute(resources, frame)
    machine.execute(body, frame)
    const wasDead = frame.isDead
    const after = frame.vars
    frame.vars = before
    const caught = catches.map((one) => () => {
      // What is thrown is thrown somewhere between the beginning and the end.
      frame.vars.settle([before.fork(), after])
      if (one.parameter !== undefined) machine.assign(one.parameter, UNKNOWN, frame)
      machine.execute(one.body, frame)
    })
    branch(frame, [
      () => {
        frame.vars = after
        frame.isDead = wasDead
      },
      ...caught,
    ])
    const isDead = frame.isDead
    frame.isDead = false
    machine.execute(last, frame)
    frame.isDead ||= isDead
  },
  block: ({ body }, frame, machine) => machine.execute(body, frame),
  function(statement, frame, machine) {
    const { function: code, exported } = statement
    // What stands in a block of its own is known from there on.
    if (code.receiver === undefined && frame.vars.get(code.name)?.function === undefined)
      hoist([statement], frame, machine)
    if (exported && code.receiver === undefined) exportValue(code.name, frame.vars.get(code.name) ?? UNKNOWN, frame)
  },
  class({ class: code, exported }, frame, machine) {
    const value = { taints: [], class: classOf(code, frame, machine) }
    frame.vars.set(code.name, value)
    if (exported) exportValue(code.name, value, frame)
  },
  import: (statement, frame, machine) => bindImports(statement, frame, machine),
  export({ name, value }, frame, machine) {
    exportValue(name, machine.evaluate(value, frame), frame)
  },
}

const TESTS: ReadonlySet<Expression['kind']> = new Set(['call', 'logical', 'unary', 'binary'])

/** Whether the value of an expression may be asked for later, in place of the expression. */
function isTest({ kind }: Expression): boolean {
  return TESTS.has(kind)
}

function noteReturn(value: Value, frame: Frame): void {
  if ((frame.returns?.push({ value, watched: watchedNow(frame) }) ?? 0) > MOST_RETURNS) frame.returns = undefined
}

/** `return text.matches(…)` is two ways: one that gives true and one that gives false, with what each proves. */
function returnEither(test: Expression, frame: Frame, machine: Machine): void {
  if (frame.returns === undefined) return
  branch(
    frame,
    [true, false].map((truth) => () => {
      machine.refine(test, truth, frame)
      noteReturn({ taints: [], constant: truth }, frame)
    }),
  )
}

const ASKS =
  /^(?:matches|match|test|equals\w*|contains\w*|startsWith|endsWith|startswith|endswith|has[A-Z]\w*|is[A-Z]\w*)$/

/** Whether an expression can be nothing but true or false. */
function isTestForSure(test: Expression): boolean {
  if (test.kind === 'unary') return test.operator === 'not'
  if (test.kind === 'binary') return isComparison(test.operator)
  if (test.kind === 'logical')
    return test.operator !== 'nullish' && isTestForSure(test.left) && isTestForSure(test.right)
  return test.kind === 'call' && test.callee.kind === 'member' && ASKS.test(test.callee.property)
}

/** What a handler sends back as text goes to a browser. */
function tellReturn({ at }: { at: Statement['at'] }, given: Value, frame: Frame, machine: Machine): void {
  if (frame.annotations.length === 0) return
  const text = given.isList ? (given.fields?.get('0') ?? given) : given
  if (text.fields !== undefined || text.taints.length === 0) return
  for (const rule of frame.annotations.flatMap((name) => frame.module.known.returns.find(name))) {
    const taint = worstOf(text.taints, rule.matter)
    if (taint !== undefined && !rule.prefixHeals?.test(prefixOf(text))) machine.tell(rule, placeOf(at, frame), taint)
  }
}

function bindImports({ module, bindings }: ImportStatement, frame: Frame, machine: Machine): void {
  for (const { imported, local } of bindings) {
    if (local === '*') continue
    frame.vars.set(local, importedValue(module, imported, local, frame, machine))
  }
}

const turns = new WeakMap<readonly Statement[], readonly Statement[]>()

/** The same list for the same loop, so that what is remembered of it is found again. */
function withUpdate(body: readonly Statement[], update: readonly Statement[]): readonly Statement[] {
  if (update.length === 0) return body
  const turn = turns.get(body) ?? [...body, ...update]
  turns.set(body, turn)
  return turn
}

/** The subject is one of these. */
function caseTest(left: Expression, tests: readonly Expression[], first: Expression): Expression {
  const equal = (right: Expression): Expression => ({ kind: 'binary', at: right.at, operator: '===', left, right })
  return tests
    .slice(1, MOST_TESTS)
    .reduce(
      (all, test): Expression => ({ kind: 'logical', at: test.at, operator: 'or', left: all, right: equal(test) }),
      equal(first),
    )
}

/** A case of more tests than this is one of something. */
const MOST_TESTS = 12

/** Twice through the body: what flows from one turn into the next has flowed then. What a turn changes is no constant. */
function loop(frame: Frame, body: readonly Statement[], machine: Machine, begin: () => void): void {
  for (let turn = 0; turn < 2; turn++) {
    for (const name of assignedIn(body)) {
      const value = lookUp(name, frame)
      if (value?.constant !== undefined)
        setVariable(
          name,
          typeof value.constant === 'boolean'
            ? asOneOf(value)
            : { ...withoutConstant(value), options: [value.constant] },
          frame,
        )
    }
    const run = () => {
      begin()
      machine.execute(body, frame)
    }
    branch(frame, [() => breakable(frame, run), () => undefined])
  }
}

/** An element of a list of a named kind is of that kind: a cookie of `getCookies()`. */
function nameOfElement({ name }: Value): { name: string } | undefined {
  return name === undefined ? undefined : { name: `${name}.[]` }
}

function chooseCase(
  cases: readonly SwitchCase[],
  constant: Value['constant'],
  frame: Frame,
  machine: Machine,
): number | undefined {
  let byDefault: number | undefined
  for (const [index, { tests }] of cases.entries()) {
    if (tests.length === 0) byDefault = index
    for (const test of tests) {
      const value = machine.evaluate(test, frame).constant
      if (value === undefined) return undefined
      if (value === constant) return index
    }
  }
  return byDefault ?? cases.length
}
