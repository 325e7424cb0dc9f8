import { type ProgramNode, partsOfNode } from '../parts-of-node.ts'
import type { ClassCode, Expression, Statement } from '../program.ts'

/** What stands in a scope, without what is in the functions and classes inside of it. */
export interface ScopeNodes {
  statements: Statement[]
  /** Every expression, outer ones before their parts. */
  expressions: Expression[]
}

/** All of a scope in the order of the text: of its functions nothing, of its classes what their fields begin with. Needs no stack, however deep the nesting. */
export function nodesOfScope(body: readonly Statement[], presets: readonly Expression[] = []): ScopeNodes {
  const found: ScopeNodes = { statements: [], expressions: [] }
  const open: ProgramNode[] = [...body.toReversed(), ...presets.toReversed()]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (isStatement(one)) found.statements.push(one)
    else found.expressions.push(one)
    const parts = one.kind === 'class' ? fieldValues(one.class) : Array.from(partsOfNode(one))
    for (const part of parts.reverse()) open.push(part)
  }
  return found
}

const STATEMENTS: ReadonlySet<ProgramNode['kind']> = new Set<Statement['kind']>([
  'expression',
  'declare',
  'if',
  'for-each',
  'loop',
  'switch',
  'return',
  'throw',
  'break',
  'continue',
  'try',
  'block',
  'import',
  'export',
])

/** A function or class is both: what is declared says whether it is exported. */
function isStatement(node: ProgramNode): node is Statement {
  return node.kind === 'function' || node.kind === 'class' ? 'exported' in node : STATEMENTS.has(node.kind)
}

function fieldValues({ fields }: ClassCode): Expression[] {
  return fields.flatMap(({ value }) => (value === undefined ? [] : [value]))
}
