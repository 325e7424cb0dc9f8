import type { ClassCode, FieldCode, FunctionCode, Parameter, Statement } from '../../program.ts'
import { plainFunction } from '../build.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { isExported } from './assignments.ts'
import { stringOf } from './literals.ts'
import type { Lowering } from './lowering.ts'
import { lastName, typeText } from './types.ts'

/** A function or method; one without a body is written elsewhere and says nothing here. */
export function lowerFunction(node: SyntaxNode, lowering: Lowering): Statement[] {
  if (fieldOf(node, 'body') === undefined) return []
  const code = lowering.function(node)
  return [{ kind: 'function', at: code.at, function: code, exported: isExported(code.name) }]
}

/** Named results are variables that a bare `return` gives back. */
export function functionOf(node: SyntaxNode, lowering: Lowering): FunctionCode {
  const name = fieldOf(node, 'name')?.text ?? ''
  const result = fieldOf(node, 'result')
  const results = result?.type === 'parameter_list' ? lowering.parameters(result) : []
  const returns = result === undefined ? '' : returnType(result, results)
  const [receiver] = lowering.parameters(fieldOf(node, 'receiver'))
  const named = results.filter(({ target }) => target.kind === 'name' && target.name !== '_')
  const body = lowering.block(fieldOf(node, 'body'))
  return plainFunction(spanOf(node), {
    name,
    parameters: lowering.parameters(fieldOf(node, 'parameters')),
    body: named.length === 0 ? body : withResults(named, body),
    ...(returns !== '' && { returns }),
    visibility: isExported(name) ? 'public' : 'package',
    ...(receiver !== undefined && { receiver }),
  })
}

/** The type of the result; of several, of the one beside the error. */
function returnType(result: SyntaxNode, results: readonly Parameter[]): string {
  if (result.type !== 'parameter_list') return typeText(result)
  const types = results.map(({ type = '' }) => type).filter((type) => type !== 'error' && type !== 'bool')
  return types.length === 1 ? (types[0] ?? '') : ''
}

function withResults(results: readonly Parameter[], body: readonly Statement[]): Statement[] {
  const declared = results.map(
    ({ target, type }): Statement => ({
      kind: 'declare',
      at: target.at,
      target,
      exported: false,
      ...(type === undefined ? {} : { type }),
    }),
  )
  return [...declared, ...body.map((statement) => returning(statement, results))]
}

/** A bare `return` gives the named results. Only where no other function begins. */
function returning(statement: Statement, results: readonly Parameter[]): Statement {
  const all = (list: readonly Statement[]) => list.map((one) => returning(one, results))
  switch (statement.kind) {
    case 'return':
      return statement.value === undefined ? { ...statement, value: namedResults(statement.at, results) } : statement
    case 'if':
      return { ...statement, consequent: all(statement.consequent), alternate: all(statement.alternate) }
    case 'switch':
      return { ...statement, cases: statement.cases.map((one) => ({ ...one, body: all(one.body) })) }
    case 'block':
    case 'loop':
    case 'for-each':
      return { ...statement, body: all(statement.body) }
    default:
      return statement
  }
}

function namedResults(at: Statement['at'], results: readonly Parameter[]) {
  const items = results.flatMap(({ target }) => (target.kind === 'name' ? [{ ...target, at }] : []))
  const [only] = items
  return only !== undefined && items.length === 1 ? only : { kind: 'list' as const, at, items }
}

/** One parameter for each name; without names, one for each type. */
export function parametersOf(list: SyntaxNode | undefined): Parameter[] {
  return list === undefined ? [] : partsOf(list).flatMap(parametersIn)
}

function parametersIn(node: SyntaxNode): Parameter[] {
  const written = typeText(fieldOf(node, 'type'))
  const type = written === '' ? {} : { type: written }
  const names = fieldsOf(node, 'name')
  const rest = node.type === 'variadic_parameter_declaration' ? { rest: 'list' as const } : {}
  const holders = names.length === 0 ? [{ at: spanOf(node), name: '_' }] : names.map(nameIn)
  return holders.map(({ at, name }) => ({ target: { kind: 'name', at, name }, ...type, ...rest, annotations: [] }))
}

function nameIn(node: SyntaxNode): { at: FieldCode['at']; name: string } {
  return { at: spanOf(node), name: node.text }
}

/** Every type of a declaration; what is no struct stands on the type that it is made of. */
export function lowerTypes(node: SyntaxNode): Statement[] {
  return partsOf(node).flatMap((specification): Statement[] => {
    const name = fieldOf(specification, 'name')?.text
    const type = fieldOf(specification, 'type')
    if (name === undefined || type === undefined) return []
    return [{ kind: 'class', at: spanOf(specification), class: classOf(name, type), exported: isExported(name) }]
  })
}

function classOf(name: string, type: SyntaxNode): ClassCode {
  const fields = type.type === 'struct_type' ? structFields(type) : []
  const embedded = fields.filter(({ embedded: inside }) => inside).map(({ field }) => field.type ?? '')
  const underlying = type.type === 'struct_type' || type.type === 'interface_type' ? [] : [typeText(type)]
  return {
    name,
    at: spanOf(type),
    supers: [...embedded, ...underlying].filter((one) => one !== ''),
    annotations: [],
    methods: type.type === 'interface_type' ? interfaceMethods(type) : [],
    fields: fields.map(({ field }) => field),
    classes: [],
  }
}

/** Methods without bodies: whoever has them all is meant. */
function interfaceMethods(type: SyntaxNode): FunctionCode[] {
  return partsOf(type)
    .filter((part) => part.type === 'method_elem')
    .map((part) => {
      const name = fieldOf(part, 'name')?.text ?? ''
      const visibility = isExported(name) ? 'public' : 'package'
      return plainFunction(spanOf(part), { name, parameters: parametersOf(fieldOf(part, 'parameters')), visibility })
    })
}

function structFields(type: SyntaxNode): { field: FieldCode; embedded: boolean }[] {
  const list = partsOf(type).find((part) => part.type === 'field_declaration_list')
  return list === undefined ? [] : partsOf(list).flatMap(fieldsIn)
}

function fieldsIn(node: SyntaxNode): { field: FieldCode; embedded: boolean }[] {
  const type = typeText(fieldOf(node, 'type'))
  const names = fieldsOf(node, 'name')
  const embedded = names.length === 0
  const holders = embedded ? [{ at: spanOf(node), name: lastName(type) }] : names.map(nameIn)
  return holders.map(({ at, name }) => ({
    field: { at, name, ...(type === '' ? {} : { type }), static: false, annotations: [] },
    embedded,
  }))
}

/** Names of the fields of the structs at the top of a file. */
export function structsIn(root: SyntaxNode): Map<string, readonly string[]> {
  const classes = partsOf(root)
    .filter(({ type }) => type === 'type_declaration')
    .flatMap(lowerTypes)
  return new Map(
    classes.flatMap((one) =>
      one.kind === 'class' && one.class.fields.length > 0
        ? [[one.class.name, one.class.fields.map(({ name }) => name)] as const]
        : [],
    ),
  )
}

/** Each path is an import of its own; `import _` binds nothing, `import .` everything. */
export function lowerImports(node: SyntaxNode): Statement[] {
  return partsOf(node).flatMap((part): Statement[] => {
    if (part.type === 'import_spec_list') return lowerImports(part)
    const path = fieldOf(part, 'path')
    if (path === undefined) return []
    const module = stringOf(path)
    const local = localName(module, fieldOf(part, 'name')?.text)
    const bindings = local === '_' ? [] : [{ imported: '*', local }]
    return [{ kind: 'import', at: spanOf(part), module, bindings }]
  })
}

/** The last part of the path, without a version: `gopkg.in/yaml.v3` and `example.org/yaml/v3` are `yaml`. */
function localName(module: string, written: string | undefined): string {
  if (written !== undefined) return written === '.' ? '*' : written
  const segments = module.split('/')
  const last = segments.at(-1) ?? ''
  const name = /^v\d+$/.test(last) ? (segments.at(-2) ?? last) : last
  return name.replace(/\.v\d+$/, '').replace(/^go-|-go$|\.go$/, '')
}

/** The path of the package for each name that the file's imports give. */
export function packagesIn(root: SyntaxNode): Map<string, string> {
  const imports = partsOf(root)
    .filter(({ type }) => type === 'import_declaration')
    .flatMap(lowerImports)
  return new Map(
    imports.flatMap((one) =>
      one.kind === 'import' ? one.bindings.map(({ local }) => [local, one.module] as const) : [],
    ),
  )
}
