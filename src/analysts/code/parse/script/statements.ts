import type { CatchClause, Statement, SwitchCase } from '../../program.ts'
import { leaves } from '../build.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { lowerDeclaration, lowerEnum } from './declarations.ts'
import type { Lowering } from './lowering.ts'
import { lowerExport, lowerImport, lowerImportAlias } from './modules.ts'

type LowerStatement = (node: SyntaxNode, lowering: Lowering) => Statement[]

/** What a node does, as statements; types and what is not known do nothing. In a broken place the whole statements are kept. */
export function lowerStatement(node: SyntaxNode, lowering: Lowering): Statement[] {
  return STATEMENTS[node.type]?.(node, lowering) ?? []
}

/** The children of a block that are statements, those inside of broken places too. */
export function statementNodes(block: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const waiting = [block]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node !== block && !node.isError) {
      if (!node.isExtra && !node.isMissing) found.push(node)
    } else waiting.push(...node.namedChildren.filter((child) => child !== null).reverse())
  }
  return found
}

function expression(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [value] = partsOf(node)
  if (value?.type === 'internal_module') return bodyOf(value, lowering)
  return value === undefined ? [] : effects(value, lowering)
}

/** `a(), b()` as a statement is two statements. */
function effects(node: SyntaxNode, lowering: Lowering): Statement[] {
  if (node.type === 'sequence_expression') return partsOf(node).flatMap((one) => effects(one, lowering))
  return [{ kind: 'expression', at: spanOf(node), value: lowering.expression(node) }]
}

function conditional(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [test, then, otherwise] = [
    fieldOf(node, 'condition'),
    fieldOf(node, 'consequence'),
    fieldOf(node, 'alternative'),
  ]
  const alternative = otherwise === undefined ? undefined : partsOf(otherwise)[0]
  const before = then === undefined ? [] : lowering.statements(then)
  if (test === undefined) return before
  return [
    {
      kind: 'if',
      at: spanOf(node),
      test: lowering.expression(test),
      consequent: before,
      alternate: alternative === undefined ? [] : lowering.statements(alternative),
    },
  ]
}

function bodyOf(node: SyntaxNode, lowering: Lowering): Statement[] {
  const body = fieldOf(node, 'body')
  return body === undefined ? [] : lowering.statements(body)
}

function forEach(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')]
  const body = bodyOf(node, lowering)
  if (left === undefined || right === undefined) return body
  const over = fieldOf(node, 'operator')?.type === 'in' ? 'keys' : 'values'
  return [
    {
      kind: 'for-each',
      at: spanOf(node),
      target: lowering.pattern(left),
      iterable: lowering.expression(right),
      over,
      body,
    },
  ]
}

function loop(testLast: boolean): LowerStatement {
  return (node, lowering) => {
    const test = fieldOf(node, 'condition')
    const isTest = test !== undefined && test.type !== 'empty_statement' && test.type !== ';'
    return [
      {
        kind: 'loop',
        at: spanOf(node),
        init: initOf(fieldOf(node, 'initializer'), lowering),
        ...(isTest && {
          test: lowering.expression(test.type === 'expression_statement' ? (partsOf(test)[0] ?? test) : test),
        }),
        update: initOf(fieldOf(node, 'increment'), lowering),
        body: bodyOf(node, lowering),
        testLast,
      },
    ]
  }
}

function initOf(node: SyntaxNode | undefined, lowering: Lowering): Statement[] {
  if (node === undefined || node.type === ';' || node.type === 'empty_statement') return []
  return node.type in STATEMENTS ? lowerStatement(node, lowering) : effects(node, lowering)
}

function choice(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [subject, body] = [fieldOf(node, 'value'), fieldOf(node, 'body')]
  if (subject === undefined || body === undefined) return []
  const cases = partsOf(body).map((one) => switchCase(one, lowering))
  return [{ kind: 'switch', at: spanOf(node), subject: lowering.expression(subject), cases }]
}

function switchCase(node: SyntaxNode, lowering: Lowering): SwitchCase {
  const test = fieldOf(node, 'value')
  const body = fieldsOf(node, 'body').flatMap((one) => lowering.statements(one))
  return {
    at: spanOf(node),
    tests: test === undefined ? [] : [lowering.expression(test)],
    body,
    falls: !leaves(body),
  }
}

/** `return a(), b` does `a()` first. */
function leaving(kind: 'return' | 'throw'): LowerStatement {
  return (node, lowering) => {
    const [value] = partsOf(node)
    const at = spanOf(node)
    if (value === undefined) return [{ kind, at }]
    if (value.type !== 'sequence_expression') return [{ kind, at, value: lowering.expression(value) }]
    const parts = partsOf(value)
    const last = parts.pop()
    return [
      ...parts.flatMap((one) => effects(one, lowering)),
      { kind, at, ...(last && { value: lowering.expression(last) }) },
    ]
  }
}

function attempt(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [handler, last] = [fieldOf(node, 'handler'), fieldOf(node, 'finalizer')]
  return [
    {
      kind: 'try',
      at: spanOf(node),
      resources: [],
      body: bodyOf(node, lowering),
      catches: handler === undefined ? [] : [catchClause(handler, lowering)],
      finally: last === undefined ? [] : bodyOf(last, lowering),
    },
  ]
}

function catchClause(node: SyntaxNode, lowering: Lowering): CatchClause {
  const parameter = fieldOf(node, 'parameter')
  return {
    at: spanOf(node),
    ...(parameter && { parameter: lowering.pattern(parameter) }),
    body: bodyOf(node, lowering),
  }
}

function block(node: SyntaxNode, lowering: Lowering): Statement[] {
  return [{ kind: 'block', at: spanOf(node), body: lowering.statements(node) }]
}

function functionStatement(node: SyntaxNode, lowering: Lowering): Statement[] {
  return [{ kind: 'function', at: spanOf(node), function: lowering.function(node), exported: false }]
}

function classStatement(node: SyntaxNode, lowering: Lowering): Statement[] {
  return [{ kind: 'class', at: spanOf(node), class: lowering.class(node), exported: false }]
}

/** `debugger`, `;`, and statements about types do nothing and are not here. */
const STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  expression_statement: expression,
  if_statement: conditional,
  for_in_statement: forEach,
  for_statement: loop(false),
  while_statement: loop(false),
  do_statement: loop(true),
  switch_statement: choice,
  return_statement: leaving('return'),
  throw_statement: leaving('throw'),
  break_statement: (node) => [{ kind: 'break', at: spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', at: spanOf(node) }],
  try_statement: attempt,
  statement_block: block,
  labeled_statement: bodyOf,
  with_statement: bodyOf,
  variable_declaration: lowerDeclaration,
  lexical_declaration: lowerDeclaration,
  using_declaration: lowerDeclaration,
  function_declaration: functionStatement,
  generator_function_declaration: functionStatement,
  // In a broken place the grammar takes a declaration for an expression.
  function_expression: functionStatement,
  class_declaration: classStatement,
  abstract_class_declaration: classStatement,
  enum_declaration: lowerEnum,
  internal_module: bodyOf,
  module: bodyOf,
  import_statement: lowerImport,
  import_alias: lowerImportAlias,
  export_statement: lowerExport,
}
