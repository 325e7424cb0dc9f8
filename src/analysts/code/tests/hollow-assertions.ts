import { once } from '../../../core/once.ts'
import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName, lastPart, sameKey } from '../describe-expression.ts'
import { type ProgramNode, some } from '../parts-of-node.ts'
import type { CallExpression, Expression, FunctionCode, ModuleCode } from '../program.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { assertedBy, assertionKeys } from './assertions.ts'
import { testCases } from './test-cases.ts'

const SAME =
  /^(?:toBe|toEqual|toStrictEqual|equal|equals|eql|strictEqual|deepEqual|deepStrictEqual|same|is|assertEquals|assertEqual|assertSame|assertIs|Equal)$/
const HOLDS = /^(?:toBeTruthy|toBeDefined|ok|assertTrue|assert|True|isTrue)$/
const TRUE_ROOTS = /^(?:assert|t|self|Assert|Assertions|require)$/
const ABOUT_EQUALITY = /equal|same|identi|reflexiv|hash|compar|nan/i

/** Assertions that hold whatever the code does. */
export function hollowAssertions({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const remarks: Remark[] = []
  const lone = once(() => loneAssertions(module))
  walkProgram(module, {
    node(node, position) {
      if (!changed.isNew(node.at.line)) return
      const why = whyHollow(node, position)
      if (why === CONSTANT && !(position.function !== undefined && lone().has(position.function.function))) return
      if (why !== undefined) remarks.push(remarkOf(node.at.line, why))
    },
  })
  return remarks
}

const CONSTANT = 'it asserts a constant'

/** Tests with one assertion: beside others, or in a callback, a constant marks that a place was reached. */
function loneAssertions(module: ModuleCode): ReadonlySet<FunctionCode> {
  const lone = testCases(module).filter((test) => assertionKeys(test).length === 1)
  return new Set(lone.map((test) => test.function))
}

function whyHollow(node: ProgramNode, position: Position): string | undefined {
  const asserted = assertedBy(node)
  if (asserted !== undefined) return hollowOperand(asserted, position)
  if (node.kind === 'expression' && isBareExpect(node.value))
    return 'no matcher follows `expect(…)`, so nothing is compared'
  return node.kind === 'call' ? hollowCall(node, position) : undefined
}

function hollowOperand(operand: Expression, position: Position): string | undefined {
  if (operand.kind === 'list' && operand.items.length > 1) return 'a tuple in brackets is always true'
  if (isTrue(operand)) return CONSTANT
  if (operand.kind !== 'binary' || !/^(?:===?)$/.test(operand.operator)) return undefined
  return sameSides(operand.left, operand.right, position)
}

function hollowCall(call: CallExpression, position: Position): string | undefined {
  const name = calleeName(call)
  const method = lastPart(name)
  const [first, second] = call.arguments
  const expected = expectedIn(call)
  if (expected !== undefined) {
    if (/\.not\./.test(name)) return undefined
    if (SAME.test(method) && first !== undefined) return sameSides(expected, first, position)
    return HOLDS.test(method) && isTrue(expected) ? CONSTANT : undefined
  }
  if (first === undefined || !isAssertRoot(name)) return undefined
  if (HOLDS.test(method) && isTrue(first) && call.arguments.length <= 2) return CONSTANT
  return SAME.test(method) && second !== undefined ? sameSides(first, second, position) : undefined
}

function isAssertRoot(name: string): boolean {
  const parts = name.split('.')
  return parts.length === 1
    ? /^assert(?:True|Equals|Same)?$/.test(name)
    : parts.length === 2 && TRUE_ROOTS.test(parts[0] ?? '')
}

/** What stands in `expect(…)` at the root of a chain. */
function expectedIn({ callee }: CallExpression): Expression | undefined {
  let next: Expression = callee
  while (next.kind === 'member') next = next.object
  if (next === callee || next.kind !== 'call' || calleeName(next) !== 'expect') return undefined
  return next.arguments.length === 1 ? next.arguments[0] : undefined
}

function isBareExpect(value: Expression): boolean {
  return value.kind === 'call' && calleeName(value) === 'expect' && value.arguments.length === 1
}

function isTrue(expression: Expression): boolean {
  return (
    expression.kind === 'literal' &&
    (expression.value === true || (typeof expression.value === 'number' && expression.value !== 0))
  )
}

/** Both sides say the same; not where equality itself is what is tested, and not what is called anew on both sides. */
function sameSides(left: Expression, right: Expression, position: Position): string | undefined {
  const key = sameKey(left)
  if (key === undefined || key !== sameKey(right)) return undefined
  if (some([left], ({ kind }) => kind === 'call' || kind === 'await' || kind === 'assign')) return undefined
  if (left.kind === 'literal') return CONSTANT
  if (ABOUT_EQUALITY.test(titlesAround(position))) return undefined
  return 'both sides are the same expression'
}

function titlesAround(position: Position): string {
  const titles: string[] = []
  for (let at = position.function; at !== undefined && titles.length < 20; at = at.up) {
    const [title] = at.givenTo?.arguments ?? []
    titles.push(at.name, title?.kind === 'literal' ? String(title.value) : '')
  }
  return titles.join(' ')
}

function remarkOf(line: number, why: string): Remark {
  return {
    rule: 'tests/assertion-cannot-fail',
    confidence: 0.85,
    line,
    message: `This assertion can never fail: ${why}.`,
    fix: 'Compare what the code gives back with what it should be.',
    effort: 'minutes',
  }
}
