import type { CatchClause, DeclareStatement, Expression, Pattern, Span, Statement } from '../../program.ts'
import { fieldOf, fieldsOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { callArguments } from './chains.ts'
import type { JavaLowering } from './java-lowering.ts'
import { methodOf } from './methods.ts'
import { switchStatement } from './switches.ts'
import { declaredType, typeName } from './types.ts'

type LowerStatement = (node: SyntaxNode, on: JavaLowering) => Statement[]

const STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  expression_statement: (node, on) => partsOf(node).map((part) => expressionStatement(part, on)),
  local_variable_declaration: declarations,
  if_statement: ifStatement,
  while_statement: (node, on) => [whileLoop(node, on, false)],
  do_statement: (node, on) => [whileLoop(node, on, true)],
  for_statement: forStatement,
  enhanced_for_statement: forEach,
  switch_expression: (node, on) => [switchStatement(node, on)],
  return_statement: (node, on) => [{ kind: 'return', at: spanOf(node), ...valueIn(node, on) }],
  yield_statement: (node, on) => [{ kind: 'return', at: spanOf(node), ...valueIn(node, on) }],
  throw_statement: (node, on) => [{ kind: 'throw', at: spanOf(node), ...valueIn(node, on) }],
  break_statement: (node) => [{ kind: 'break', at: spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', at: spanOf(node) }],
  try_statement: tryStatement,
  try_with_resources_statement: tryStatement,
  block: blockBody,
  constructor_body: blockBody,
  synchronized_statement: synchronizedStatement,
  labeled_statement: (node, on) => partsOf(node).slice(1).flatMap(on.statements),
  assert_statement: (node, on) => partsOf(node).map((part) => expressionStatement(part, on)),
  explicit_constructor_invocation: constructorCall,
  class_declaration: declaredClass,
  interface_declaration: declaredClass,
  enum_declaration: declaredClass,
  record_declaration: declaredClass,
  annotation_type_declaration: declaredClass,
  method_declaration: (node, on) => [
    { kind: 'function', at: spanOf(node), function: methodOf(node, on, 'package'), exported: false },
  ],
}

/** A statement as those of the program it stands for: a declaration of two variables is two. An expression stands for itself. */
export function lowerStatement(node: SyntaxNode, on: JavaLowering): Statement[] {
  const lower = STATEMENTS[node.type]
  if (lower !== undefined) return lower(node, on)
  return [expressionStatement(node, on)]
}

function expressionStatement(node: SyntaxNode, on: JavaLowering): Statement {
  return { kind: 'expression', at: spanOf(node), value: on.expression(node) }
}

function blockBody(node: SyntaxNode, on: JavaLowering): Statement[] {
  return partsOf(node).flatMap(on.statements)
}

/** What a branch or loop holds: a block's statements, or the one that stands there. */
function bodyIn(node: SyntaxNode, field: string, on: JavaLowering): Statement[] {
  const body = fieldOf(node, field)
  return body === undefined ? [] : on.statements(body)
}

function valueIn(node: SyntaxNode, on: JavaLowering): { value?: Expression } {
  const [value] = partsOf(node)
  return value === undefined ? {} : { value: on.expression(value) }
}

function testIn(node: SyntaxNode, on: JavaLowering): Expression {
  const test = fieldOf(node, 'condition')
  return test === undefined ? otherExpression(spanOf(node), []) : on.expression(test)
}

function declarations(node: SyntaxNode, on: JavaLowering): Statement[] {
  const type = declaredType(fieldOf(node, 'type'))
  return fieldsOf(node, 'declarator').map((declarator) => {
    const name = fieldOf(declarator, 'name')
    const value = fieldOf(declarator, 'value')
    const rank = fieldOf(declarator, 'dimensions') === undefined ? '' : '[]'
    const lowered = value === undefined ? undefined : on.expression(value)
    return declare(name ?? declarator, type === undefined ? undefined : type + rank, lowered)
  })
}

function declare(name: SyntaxNode, type: string | undefined, value: Expression | undefined): DeclareStatement {
  const at = spanOf(name)
  const declared: DeclareStatement = {
    kind: 'declare',
    at,
    target: { kind: 'name', at, name: name.text },
    exported: false,
  }
  if (type !== undefined) declared.type = type
  if (value !== undefined) declared.value = value
  return declared
}

/** A long `else if` ladder nests; what is nested too deep is cut off as everything else. */
function ifStatement(node: SyntaxNode, on: JavaLowering): Statement[] {
  return [
    {
      kind: 'if',
      at: spanOf(node),
      test: testIn(node, on),
      consequent: bodyIn(node, 'consequence', on),
      alternate: bodyIn(node, 'alternative', on),
    },
  ]
}

function whileLoop(node: SyntaxNode, on: JavaLowering, testLast: boolean): Statement {
  const test = testIn(node, on)
  return { kind: 'loop', at: spanOf(node), init: [], test, update: [], body: bodyIn(node, 'body', on), testLast }
}

function forStatement(node: SyntaxNode, on: JavaLowering): Statement[] {
  const init = fieldsOf(node, 'init').flatMap(on.statements)
  const test = fieldOf(node, 'condition')
  return [
    {
      kind: 'loop',
      at: spanOf(node),
      init,
      ...(test === undefined ? {} : { test: on.expression(test) }),
      update: fieldsOf(node, 'update').map((part) => expressionStatement(part, on)),
      body: bodyIn(node, 'body', on),
      testLast: false,
    },
  ]
}

/** The declared type of the variable is a cast of it at the start of the body. */
function forEach(node: SyntaxNode, on: JavaLowering): Statement[] {
  const name = fieldOf(node, 'name')
  const iterable = fieldOf(node, 'value')
  const body = bodyIn(node, 'body', on)
  if (name === undefined || iterable === undefined) return body
  const at = spanOf(name)
  const target: Pattern = { kind: 'name', at, name: name.text }
  const typed = typedVariable(target, fieldOf(node, 'type'), at)
  const value = on.expression(iterable)
  return [{ kind: 'for-each', at: spanOf(node), target, iterable: value, over: 'values', body: [...typed, ...body] }]
}

function typedVariable(target: Pattern, type: SyntaxNode | undefined, at: Span): Statement[] {
  const written = declaredType(type)
  if (written === undefined || target.kind !== 'name') return []
  const value: Expression = { kind: 'cast', at, type: written, value: { kind: 'name', at, name: target.name } }
  return [{ kind: 'expression', at, value: { kind: 'assign', at, target, value } }]
}

function tryStatement(node: SyntaxNode, on: JavaLowering): Statement[] {
  const resources = fieldOf(node, 'resources')
  const parts = partsOf(node)
  const last = parts.find((part) => part.type === 'finally_clause')
  return [
    {
      kind: 'try',
      at: spanOf(node),
      resources: resources === undefined ? [] : partsOf(resources).map((part) => resource(part, on)),
      body: bodyIn(node, 'body', on),
      catches: parts.filter((part) => part.type === 'catch_clause').map((part) => catchClause(part, on)),
      finally: last === undefined ? [] : partsOf(last).flatMap(on.statements),
    },
  ]
}

function resource(node: SyntaxNode, on: JavaLowering): Statement {
  const name = fieldOf(node, 'name')
  const value = fieldOf(node, 'value')
  if (name !== undefined && value !== undefined)
    return declare(name, declaredType(fieldOf(node, 'type')), on.expression(value))
  const [only] = partsOf(node)
  return expressionStatement(only ?? node, on)
}

function catchClause(node: SyntaxNode, on: JavaLowering): CatchClause {
  const parts = partsOf(node)
  const caught = parts.find((part) => part.type === 'catch_formal_parameter')
  const name = caught === undefined ? undefined : fieldOf(caught, 'name')
  const types = caught === undefined ? undefined : partsOf(caught).find((part) => part.type === 'catch_type')
  const clause: CatchClause = { at: spanOf(node), body: bodyIn(node, 'body', on) }
  if (name !== undefined) clause.parameter = { kind: 'name', at: spanOf(name), name: name.text }
  if (types !== undefined) clause.type = partsOf(types).map(typeName).join('|')
  return clause
}

function synchronizedStatement(node: SyntaxNode, on: JavaLowering): Statement[] {
  const lock = partsOf(node).find((part) => part.type === 'parenthesized_expression')
  const held = lock === undefined ? [] : [expressionStatement(lock, on)]
  return [...held, { kind: 'block', at: spanOf(node), body: bodyIn(node, 'body', on) }]
}

/** `this(…)` and `super(…)` at the start of a constructor. */
function constructorCall(node: SyntaxNode, on: JavaLowering): Statement[] {
  const which = fieldOf(node, 'constructor')
  const at = spanOf(node)
  const args = callArguments(node, on)
  const callee: Expression = { kind: 'name', at, name: which?.type === 'this' ? 'this' : 'super' }
  return [{ kind: 'expression', at, value: { kind: 'call', at, callee, arguments: args, named: [], new: false } }]
}

function declaredClass(node: SyntaxNode, on: JavaLowering): Statement[] {
  const exported = node.firstNamedChild?.type === 'modifiers' && /\bpublic\b/.test(node.firstNamedChild.text)
  return [{ kind: 'class', at: spanOf(node), class: on.classOf(node), exported }]
}
