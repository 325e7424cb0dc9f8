import type { Expression, Statement, SwitchCase } from '../../program.ts'
import { again } from '../build.ts'
import { fieldOf, fieldsOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { targetOf } from './assignments.ts'
import type { Lowering } from './lowering.ts'
import { elementOf } from './operators.ts'
import { typeText } from './types.ts'

function statementIn(node: SyntaxNode, field: string, lowering: Lowering): Statement[] {
  const inner = fieldOf(node, field)
  return inner === undefined ? [] : lowering.statement(inner)
}

function expressionIn(node: SyntaxNode, field: string, lowering: Lowering): Expression | undefined {
  const inner = fieldOf(node, field)
  return inner === undefined ? undefined : lowering.expression(inner)
}

/** A statement with what comes before it in the same clause, in a block of their own. */
function after(first: readonly Statement[], last: Statement): Statement[] {
  return first.length === 0 ? [last] : [{ kind: 'block', at: last.at, body: [...first, last] }]
}

/** `if x := f(); test {} else if …`: a chain of `else if` hangs as deep as it is long, so it is walked from its end. */
export function lowerIf(node: SyntaxNode, lowering: Lowering): Statement[] {
  const chain: SyntaxNode[] = []
  let last: SyntaxNode | undefined = node
  while (last?.type === 'if_statement') {
    chain.push(last)
    last = fieldOf(last, 'alternative')
  }
  let otherwise: Statement[] = last === undefined ? [] : lowering.block(last)
  for (const link of chain.reverse()) {
    const at = spanOf(link)
    const test = expressionIn(link, 'condition', lowering) ?? otherExpression(at, [])
    const body = lowering.block(fieldOf(link, 'consequence'))
    const first = statementIn(link, 'initializer', lowering)
    otherwise = after(first, { kind: 'if', at, test, consequent: body, alternate: otherwise })
  }
  return otherwise
}

/** All forms of `for`. */
export function lowerFor(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const body = lowering.block(fieldOf(node, 'body'))
  const head = partsOf(node).find(({ type }) => type !== 'block')
  if (head?.type === 'range_clause') return [rangeLoop(node, head, body, lowering)]
  if (head?.type !== 'for_clause') {
    const test = head === undefined ? {} : { test: lowering.expression(head) }
    return [{ kind: 'loop', at, init: [], ...test, update: [], body, testLast: false }]
  }
  const test = expressionIn(head, 'condition', lowering)
  const init = statementIn(head, 'initializer', lowering)
  const update = statementIn(head, 'update', lowering)
  return [{ kind: 'loop', at, init, ...(test === undefined ? {} : { test }), update, body, testLast: false }]
}

function rangeLoop(node: SyntaxNode, head: SyntaxNode, body: Statement[], lowering: Lowering): Statement {
  const at = spanOf(head)
  const left = fieldOf(head, 'left')
  const targets = left === undefined ? [] : partsOf(left)
  const iterable = expressionIn(head, 'right', lowering) ?? otherExpression(at, [])
  const target = targetOf(targets, lowering) ?? { kind: 'list' as const, at, items: [] }
  return { kind: 'for-each', at: spanOf(node), target, iterable, over: targets.length > 1 ? 'entries' : 'keys', body }
}

const CASES = new Set(['expression_case', 'type_case', 'communication_case', 'default_case'])

function casesOf(node: SyntaxNode): SyntaxNode[] {
  return partsOf(node).filter(({ type }) => CASES.has(type))
}

/** The statements of a case; the last one may send on into the next. */
function caseBody(node: SyntaxNode, lowering: Lowering): { body: Statement[]; falls: boolean } {
  const list = partsOf(node).findLast(({ type }) => type === 'statement_list')
  if (list === undefined) return { body: [], falls: false }
  return { body: lowering.block(list), falls: partsOf(list).at(-1)?.type === 'fallthrough_statement' }
}

/** `switch x {}`. */
export function lowerSwitch(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const subject = expressionIn(node, 'value', lowering)
  const cases = casesOf(node).map((one): SwitchCase => {
    const values = fieldOf(one, 'value')
    const tests = values === undefined ? [] : partsOf(values).map((value) => lowering.expression(value))
    return { at: spanOf(one), tests, ...caseBody(one, lowering) }
  })
  const first = statementIn(node, 'initializer', lowering)
  if (subject !== undefined) return after(first, { kind: 'switch', at, subject, cases })
  if (cases.some(({ falls }) => falls))
    return after(first, { kind: 'switch', at, subject: { kind: 'literal', at, value: true }, cases })
  // `break` leaves the switch and not the loop around it, so one stays around the tests.
  const only: SwitchCase = { at, tests: [], body: testsInTurn(cases), falls: false }
  return after(first, { kind: 'switch', at, subject: otherExpression(at, []), cases: [only] })
}

/** Without a subject the cases are tests themselves: `if … else if …`, the default last. */
function testsInTurn(cases: readonly SwitchCase[]): Statement[] {
  let otherwise: readonly Statement[] = cases.find(({ tests }) => tests.length === 0)?.body ?? []
  for (const { at, tests, body } of cases.toReversed()) {
    const [first, ...more] = tests
    if (first === undefined) continue
    const test = more.reduce((left, right): Expression => ({ kind: 'logical', at, operator: 'or', left, right }), first)
    otherwise = [{ kind: 'if', at, test, consequent: body, alternate: otherwise }]
  }
  return [...otherwise]
}

/** `switch v := x.(type) {}`: in a case of one type, `v` is of that type. */
export function lowerTypeSwitch(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const value = expressionIn(node, 'value', lowering) ?? otherExpression(at, [])
  const alias = fieldOf(node, 'alias')
  const target = alias === undefined ? undefined : targetOf(partsOf(alias), lowering)
  const cases = casesOf(node).map((one, index): SwitchCase => {
    const types = fieldsOf(one, 'type')
    const place = spanOf(one)
    const tests = types.map(() => otherExpression(place, []))
    const { body } = caseBody(one, lowering)
    if (target === undefined) return { at: place, tests, body, falls: false }
    const given = index === 0 ? value : again(value)
    const typed: Expression =
      types.length === 1 ? { kind: 'cast', at: place, type: typeText(types[0]), value: given } : given
    const bound: Statement = { kind: 'declare', at: place, target, value: typed, exported: false }
    return { at: place, tests, body: [bound, ...body], falls: false }
  })
  const subject = otherExpression(at, [])
  return after(statementIn(node, 'initializer', lowering), { kind: 'switch', at, subject, cases })
}

/** `select {}`: any of its cases may run. */
export function lowerSelect(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const cases = casesOf(node).map((one): SwitchCase => {
    const place = spanOf(one)
    const first = statementIn(one, 'communication', lowering)
    const { body } = caseBody(one, lowering)
    const tests = one.type === 'default_case' ? [] : [otherExpression(place, [])]
    return { at: place, tests, body: [...first, ...body], falls: false }
  })
  return [{ kind: 'switch', at, subject: otherExpression(at, []), cases }]
}

/** `v := <-c` in a case of a `select`. */
export function lowerReceive(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const left = fieldOf(node, 'left')
  const value = expressionIn(node, 'right', lowering) ?? otherExpression(at, [])
  const [first] = left === undefined ? [] : partsOf(left)
  const target = first === undefined ? undefined : targetOf([first], lowering)
  return target === undefined
    ? [{ kind: 'expression', at, value }]
    : [{ kind: 'declare', at, target, value: value.kind === 'other' ? elementOf(value) : value, exported: false }]
}
