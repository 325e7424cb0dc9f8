import type { Expression, Span, Statement, SwitchCase } from '../../program.ts'
import { again, leaves, plainFunction } from '../build.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { JavaLowering } from './java-lowering.ts'
import { boundValue, namesBound } from './patterns.ts'

interface Labels {
  tests: Expression[]
  isDefault: boolean
  /** What a pattern binds, before the body. */
  binds: Statement[]
  guard?: Expression
}

/** A `switch` whose value nobody asks for. */
export function switchStatement(node: SyntaxNode, on: JavaLowering): Statement {
  return lowerSwitch(node, on, (value) => ({ kind: 'expression', at: value.at, value }))
}

/** A `switch` as a value: a function called on the spot, in which `yield` returns. */
export function switchValue(node: SyntaxNode, on: JavaLowering): Expression {
  const at = spanOf(node)
  const body = [lowerSwitch(node, on, (value) => ({ kind: 'return', at: value.at, value }))]
  const callee: Expression = {
    kind: 'function',
    at,
    function: plainFunction(at, { body, visibility: 'private' }),
  }
  return { kind: 'call', at, callee, arguments: [], named: [], new: false }
}

type Result = (value: Expression) => Statement

function lowerSwitch(node: SyntaxNode, on: JavaLowering, result: Result): Statement {
  const condition = fieldOf(node, 'condition')
  const block = fieldOf(node, 'body')
  const at = spanOf(node)
  const subject = condition === undefined ? otherExpression(at, []) : on.expression(condition)
  const cases: SwitchCase[] = []
  let waiting: Labels | undefined
  for (const part of block === undefined ? [] : partsOf(block)) {
    const labels = joined(waiting, labelsOf(part, subject, on))
    const arrow = part.type === 'switch_rule'
    const body = bodyOf(part, on, arrow ? result : undefined)
    // `case 1: case 2:` are two groups to the grammar, the first of them empty.
    waiting = !arrow && body.length === 0 ? labels : undefined
    if (waiting === undefined) cases.push(switchCase(spanOf(part), labels, body, arrow))
  }
  if (waiting !== undefined) cases.push(switchCase(at, waiting, [], true))
  return { kind: 'switch', at, subject, cases }
}

function switchCase(at: Span, labels: Labels, body: Statement[], arrow: boolean): SwitchCase {
  const falls = !arrow && !leaves(body)
  if (body.at(-1)?.kind === 'break') body.pop()
  const guarded: Statement[] =
    labels.guard === undefined ? body : [{ kind: 'if', at, test: labels.guard, consequent: body, alternate: [] }]
  return { at, tests: labels.isDefault ? [] : labels.tests, body: [...labels.binds, ...guarded], falls }
}

function joined(first: Labels | undefined, second: Labels): Labels {
  if (first === undefined) return second
  const guard = second.guard ?? first.guard
  return {
    tests: [...first.tests, ...second.tests],
    isDefault: first.isDefault || second.isDefault,
    binds: [...first.binds, ...second.binds],
    ...(guard === undefined ? {} : { guard }),
  }
}

function labelsOf(group: SyntaxNode, subject: Expression, on: JavaLowering): Labels {
  const labels: Labels = { tests: [], isDefault: false, binds: [] }
  for (const label of partsOf(group).filter((part) => part.type === 'switch_label')) {
    if (label.firstChild?.type === 'default') labels.isDefault = true
    for (const part of partsOf(label)) readLabel(part, labels, subject, on)
  }
  return labels
}

function readLabel(part: SyntaxNode, labels: Labels, subject: Expression, on: JavaLowering): void {
  if (part.type === 'guard') {
    const [test] = partsOf(part)
    if (test !== undefined) labels.guard = on.expression(test)
  } else if (part.type === 'pattern') {
    labels.tests.push(otherExpression(spanOf(part), []))
    for (const bound of namesBound(part)) labels.binds.push(bind(bound, subject))
  } else if (part.type === 'identifier' && part.text === 'default') labels.isDefault = true
  else labels.tests.push(on.expression(part))
}

function bind(bound: ReturnType<typeof namesBound>[number], subject: Expression): Statement {
  const { target, type } = bound
  const declared = {
    kind: 'declare' as const,
    at: target.at,
    target,
    value: boundValue(bound, again(subject)),
    exported: false,
  }
  return type === undefined ? declared : { ...declared, type }
}

/** An arrow's expression goes to `result`; all else are statements. */
function bodyOf(group: SyntaxNode, on: JavaLowering, result: Result | undefined): Statement[] {
  const parts = partsOf(group).filter((part) => part.type !== 'switch_label')
  const [only] = parts
  if (result === undefined || only?.type !== 'expression_statement') return parts.flatMap((part) => on.statements(part))
  const [value] = partsOf(only)
  return value === undefined ? [] : [result(on.expression(value))]
}
