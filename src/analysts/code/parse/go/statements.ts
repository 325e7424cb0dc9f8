import { own } from '../../../../core/own.ts'
import type { Expression, Statement } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { lowerAssignment, lowerSend, lowerShortDeclaration, lowerSpecification, lowerStep } from './assignments.ts'
import { contentTypeSet } from './content-type.ts'
import { lowerFor, lowerIf, lowerReceive, lowerSelect, lowerSwitch, lowerTypeSwitch } from './control.ts'
import { lowerFunction, lowerImports, lowerTypes } from './declarations.ts'
import { listOf } from './expressions.ts'
import { type Lowering, packageNamed } from './lowering.ts'

type LowerStatement = (node: SyntaxNode, lowering: Lowering) => Statement[]

const BY_TYPE: Readonly<Record<string, LowerStatement>> = {
  expression_statement: lowerEvaluation,
  go_statement: lowerEvaluation,
  defer_statement: lowerEvaluation,
  short_var_declaration: lowerShortDeclaration,
  assignment_statement: lowerAssignment,
  inc_statement: lowerStep,
  dec_statement: lowerStep,
  send_statement: lowerSend,
  receive_statement: lowerReceive,
  var_declaration: lowerParts,
  var_spec_list: lowerParts,
  const_declaration: lowerParts,
  var_spec: lowerSpecification,
  const_spec: lowerSpecification,
  type_declaration: lowerTypes,
  function_declaration: lowerFunction,
  method_declaration: lowerFunction,
  import_declaration: lowerImports,
  if_statement: lowerIf,
  for_statement: lowerFor,
  expression_switch_statement: lowerSwitch,
  type_switch_statement: lowerTypeSwitch,
  select_statement: lowerSelect,
  return_statement: lowerReturn,
  break_statement: (node) => [{ kind: 'break', at: spanOf(node) }],
  continue_statement: (node) => [{ kind: 'continue', at: spanOf(node) }],
  labeled_statement: lowerParts,
  block: (node, lowering) => [{ kind: 'block', at: spanOf(node), body: lowering.block(node) }],
  statement_list: (node, lowering) => lowering.block(node),
  package_clause: () => [],
  comment: () => [],
  label_name: () => [],
  empty_statement: () => [],
  goto_statement: () => [],
  fallthrough_statement: () => [],
}

/** Any statement. What has no word here is read as an expression. */
export function lowerStatement(node: SyntaxNode, lowering: Lowering): Statement[] {
  const lower = BY_TYPE[node.type]
  return lower === undefined ? evaluated(node, lowering) : lower(node, lowering)
}

function lowerParts(node: SyntaxNode, lowering: Lowering): Statement[] {
  return partsOf(node).flatMap((part) => lowering.statement(part))
}

function lowerReturn(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const [list] = partsOf(node)
  return [list === undefined ? { kind: 'return', at } : { kind: 'return', at, value: listOf(list, lowering) }]
}

function lowerEvaluation(node: SyntaxNode, lowering: Lowering): Statement[] {
  return partsOf(node).flatMap((part) => evaluated(part, lowering))
}

/** Calls after which nothing follows, by package. */
const LAST: Readonly<Record<string, RegExp>> = { os: /^Exit$/, log: /^(?:Fatal|Panic)/ }

function evaluated(node: SyntaxNode, lowering: Lowering): Statement[] {
  const at = spanOf(node)
  const value = lowering.expression(node)
  const said: Statement = { kind: 'expression', at, value }
  if (isPanic(value)) return [{ kind: 'throw', at, value }]
  return endsHere(node, lowering) ? [said, { kind: 'throw', at }] : [said, ...contentTypeSet(value)]
}

function isPanic(value: Expression): boolean {
  return value.kind === 'call' && value.callee.kind === 'name' && value.callee.name === 'panic'
}

function endsHere(node: SyntaxNode, lowering: Lowering): boolean {
  const callee = node.type === 'call_expression' ? fieldOf(node, 'function') : undefined
  if (callee?.type !== 'selector_expression') return false
  const from = packageNamed(fieldOf(callee, 'operand'), lowering)
  return from !== undefined && own(LAST, from)?.test(fieldOf(callee, 'field')?.text ?? '') === true
}
