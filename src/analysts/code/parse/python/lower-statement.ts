import type { Expression, Statement } from '../../program.ts'
import { methodCall } from '../build.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerBlock, lowerExpression } from './frame.ts'
import { lowerAssignment } from './lower-assignment.ts'
import { lowerIf, lowerWhile } from './lower-branch.ts'
import { lowerPrint } from './lower-call.ts'
import { lowerClass } from './lower-class.ts'
import { lowerFor } from './lower-for.ts'
import { lowerFunction } from './lower-function.ts'
import { lowerImport, lowerImportFrom } from './lower-import.ts'
import { lowerMatch } from './lower-match.ts'
import { lowerTry, lowerWith } from './lower-try.ts'

type LowerStatement = (node: SyntaxNode, frame: Frame, into: Statement[]) => void

/** What each kind of statement becomes. */
const STATEMENTS: Readonly<Record<string, LowerStatement>> = {
  expression_statement: lowerExpressionStatement,
  print_statement: (node, frame, into) => pushExpression(lowerPrint(node, frame), into),
  exec_statement: (node, frame, into) => pushExpression(lowerPrint(node, frame), into),
  function_definition: (node, frame, into) => pushDefinition(node, [], frame, into),
  class_definition: (node, frame, into) => pushDefinition(node, [], frame, into),
  decorated_definition: lowerDecorated,
  if_statement: lowerIf,
  while_statement: lowerWhile,
  for_statement: lowerFor,
  match_statement: lowerMatch,
  try_statement: lowerTry,
  with_statement: lowerWith,
  return_statement: lowerReturn,
  raise_statement: lowerRaise,
  assert_statement: lowerAssert,
  delete_statement: lowerDelete,
  break_statement: (node, _frame, into) => void into.push({ kind: 'break', at: spanOf(node) }),
  continue_statement: (node, _frame, into) => void into.push({ kind: 'continue', at: spanOf(node) }),
  import_statement: lowerImport,
  import_from_statement: lowerImportFrom,
  global_statement: lowerOuter,
  nonlocal_statement: lowerOuter,
}
const SILENT: ReadonlySet<string> = new Set([
  'comment',
  'pass_statement',
  'future_import_statement',
  'type_alias_statement',
  'ERROR',
])

/** Appends what a statement becomes; one of an unknown kind is an expression with its parts. */
export function lowerAnyStatement(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const { type } = node
  const lower = STATEMENTS[type]
  if (lower !== undefined) lower(node, frame, into)
  else if (type === 'block') into.push(...lowerBlock(node, frame))
  else if (!SILENT.has(type)) pushExpression(lowerExpression(node, frame, node), into)
}

function pushExpression(value: Expression, into: Statement[]): void {
  into.push({ kind: 'expression', at: value.at, value })
}

function lowerExpressionStatement(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  for (const part of partsOf(node)) {
    if (part.type === 'assignment') lowerAssignment(part, frame, into)
    else if (part.type !== 'string' && part.type !== 'ellipsis')
      pushExpression(lowerExpression(part, frame, part), into)
  }
}

function lowerDecorated(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const annotations = partsOf(node)
    .filter(({ type }) => type === 'decorator')
    .map((decorator) => lowerExpression(partsOf(decorator)[0], frame, decorator))
  const definition = fieldOf(node, 'definition')
  if (definition !== undefined) pushDefinition(definition, annotations, frame, into)
}

function pushDefinition(node: SyntaxNode, annotations: readonly Expression[], frame: Frame, into: Statement[]): void {
  const at = spanOf(node)
  const exported = frame.kind === 'module'
  if (node.type === 'class_definition')
    into.push({ kind: 'class', at, class: lowerClass(node, annotations, frame), exported })
  else into.push({ kind: 'function', at, function: lowerFunction(node, annotations, frame), exported })
}

function lowerReturn(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const [part] = partsOf(node)
  const returned: Extract<Statement, { kind: 'return' }> = { kind: 'return', at: spanOf(node) }
  if (part !== undefined) returned.value = lowerExpression(part, frame, part)
  else frame.bareReturns.push(returned)
  into.push(returned)
}

function lowerRaise(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const [part] = partsOf(node)
  const at = spanOf(node)
  into.push({ kind: 'throw', at, ...(part === undefined ? {} : { value: lowerExpression(part, frame, part) }) })
}

/** `assert x` goes on only where `x` holds. */
function lowerAssert(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const at = spanOf(node)
  const operand = lowerExpression(partsOf(node)[0], frame, node)
  const test: Expression = { kind: 'unary', at, operator: 'not', operand }
  into.push({ kind: 'if', at, test, consequent: [{ kind: 'throw', at }], alternate: [] })
}

/** `del a[b]` takes the entry out, as `a.pop(b)` does; deleting a name says nothing. */
function lowerDelete(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const [targets] = partsOf(node)
  const places = targets?.type === 'expression_list' ? partsOf(targets) : [targets]
  for (const place of places) {
    const target = place === undefined ? undefined : lowerExpression(place, frame, node)
    if (target?.kind === 'index') pushExpression(methodCall(target.at, target.object, 'pop', [target.index]), into)
  }
}

function lowerOuter(node: SyntaxNode, frame: Frame): void {
  for (const name of partsOf(node)) frame.outer.add(name.text)
}
