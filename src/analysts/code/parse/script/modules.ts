import type { Expression, ImportStatement, Statement } from '../../program.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { decorator } from './functions.ts'
import { stringText } from './literals.ts'
import type { Lowering } from './lowering.ts'
import { keyText } from './patterns.ts'

type Bindings = ImportStatement['bindings'][number][]

/** ES imports, and TypeScript's `import a = require(…)`. */
export function lowerImport(node: SyntaxNode): Statement[] {
  const required = partsOf(node).find(({ type }) => type === 'import_require_clause')
  const source = fieldOf(required ?? node, 'source')
  if (source === undefined) return []
  const clause = required ?? partsOf(node).find(({ type }) => type === 'import_clause')
  const bindings = clause === undefined ? [] : partsOf(clause).flatMap((one) => bound(one, required !== undefined))
  return [{ kind: 'import', at: spanOf(node), module: stringText(source), bindings }]
}

function bound(node: SyntaxNode, whole: boolean): Bindings {
  if (node.type === 'identifier') return [{ imported: whole ? '*' : 'default', local: node.text }]
  if (node.type === 'namespace_import') return [{ imported: '*', local: partsOf(node)[0]?.text ?? '' }]
  return node.type === 'named_imports' ? partsOf(node).flatMap(specifier) : []
}

function specifier(node: SyntaxNode): Bindings {
  const name = fieldOf(node, 'name')
  if (name === undefined) return []
  const imported = keyText(name) ?? ''
  return [{ imported, local: fieldOf(node, 'alias')?.text ?? imported }]
}

/** `import a = b.c`. */
export function lowerImportAlias(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [name, value] = partsOf(node)
  if (name === undefined || value === undefined) return []
  const at = spanOf(node)
  return [{ kind: 'declare', at, target: lowering.pattern(name), value: lowering.expression(value), exported: false }]
}

/** What is exported by name, as default, from elsewhere, and TypeScript's `export =`, which is `module.exports =`. */
export function lowerExport(node: SyntaxNode, lowering: Lowering): Statement[] {
  const declaration = fieldOf(node, 'declaration')
  if (declaration !== undefined) return declared(node, declaration, lowering)
  const value = fieldOf(node, 'value')
  const at = spanOf(node)
  if (value !== undefined) return [{ kind: 'export', at, name: 'default', value: lowering.expression(value) }]
  const source = fieldOf(node, 'source')
  const clause = partsOf(node).find(({ type }) => type === 'export_clause' || type === 'namespace_export')
  if (source !== undefined) return forwarded(node, stringText(source), clause)
  if (clause !== undefined) return partsOf(clause).flatMap(listed)
  const [assigned] = partsOf(node)
  return assigned === undefined ? [] : [assignedToModule(lowering.expression(assigned))]
}

function declared(node: SyntaxNode, declaration: SyntaxNode, lowering: Lowering): Statement[] {
  const annotations = fieldsOf(node, 'decorator').flatMap((one) => decorator(one, lowering))
  const lowered = lowering.statements(declaration).map((one) => exportedForm(one, annotations))
  const [first] = lowered
  const name = first === undefined ? '' : nameOf(first)
  if (first === undefined || name === '' || !node.children.some((child) => child?.type === 'default')) return lowered
  const { at } = first
  return [...lowered, { kind: 'export', at, name: 'default', value: { kind: 'name', at, name } }]
}

function exportedForm(statement: Statement, annotations: readonly Expression[]): Statement {
  if (statement.kind === 'function' || statement.kind === 'declare') return { ...statement, exported: true }
  if (statement.kind !== 'class') return statement
  const own = { ...statement.class, annotations: [...annotations, ...statement.class.annotations] }
  return { ...statement, exported: true, class: own }
}

function nameOf(statement: Statement): string {
  if (statement.kind === 'function') return statement.function.name
  return statement.kind === 'class' ? statement.class.name : ''
}

/** What is exported from elsewhere at once is imported under names that no code can have. */
function forwarded(node: SyntaxNode, module: string, clause: SyntaxNode | undefined): Statement[] {
  const at = spanOf(node)
  const names = clause === undefined ? [{ imported: '*', as: '*' }] : forwardedNames(clause)
  const local = (as: string) => `export ${as}`
  return [
    { kind: 'import', at, module, bindings: names.map(({ imported, as }) => ({ imported, local: local(as) })) },
    ...names.map(
      ({ as }): Statement => ({ kind: 'export', at, name: as, value: { kind: 'name', at, name: local(as) } }),
    ),
  ]
}

function forwardedNames(clause: SyntaxNode): { imported: string; as: string }[] {
  const parts = partsOf(clause)
  if (clause.type === 'namespace_export') return [{ imported: '*', as: parts[0]?.text ?? '' }]
  return parts.flatMap((one) => specifier(one).map(({ imported, local }) => ({ imported, as: local })))
}

function listed(node: SyntaxNode): Statement[] {
  const at = spanOf(node)
  return specifier(node).map(({ imported, local }) => ({
    kind: 'export',
    at,
    name: local,
    value: { kind: 'name', at, name: imported },
  }))
}

function assignedToModule(value: Expression): Statement {
  const { at } = value
  const place: Expression = { kind: 'member', at, object: { kind: 'name', at, name: 'module' }, property: 'exports' }
  return { kind: 'expression', at, value: { kind: 'assign', at, target: { kind: 'place', at, place }, value } }
}
