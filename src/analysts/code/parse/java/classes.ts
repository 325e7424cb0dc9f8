import type { ClassCode, Expression, FieldCode, FunctionCode, Parameter, Span, Statement } from '../../program.ts'
import { allAgain, plainFunction } from '../build.ts'
import { fieldOf, fieldsOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { modifiersOf } from './annotations.ts'
import { callArguments } from './chains.ts'
import { dottedName } from './dotted-name.ts'
import type { JavaLowering } from './java-lowering.ts'
import { initialiser, methodOf, parametersOf } from './methods.ts'
import { superNames, typeName } from './types.ts'

/** Names no method can have: what runs when an object, or the class, is made. */
const INSTANCE = '<instance>'
const STATIC = '<static>'

interface Members {
  name: string
  methods: FunctionCode[]
  fields: FieldCode[]
  classes: ClassCode[]
  /** What a member's visibility is where none is written. */
  visibility: FunctionCode['visibility']
}

type ReadMember = (node: SyntaxNode, on: JavaLowering, into: Members) => void

const INTERFACES = new Set(['interface_declaration', 'annotation_type_declaration'])

const MEMBERS: Readonly<Record<string, ReadMember>> = {
  field_declaration: readFields,
  constant_declaration: readFields,
  method_declaration: readMethod,
  constructor_declaration: readMethod,
  compact_constructor_declaration: readMethod,
  class_declaration: readClass,
  interface_declaration: readClass,
  enum_declaration: readClass,
  record_declaration: readClass,
  annotation_type_declaration: readClass,
  enum_constant: readConstant,
  enum_body_declarations: (node, on, into) => readBody(node, on, into),
  static_initializer: (node, on, into) => {
    into.methods.push(initialiser(STATIC, node, partsOf(node).flatMap(on.statements), true))
  },
  block: (node, on, into) => {
    into.methods.push(initialiser(INSTANCE, node, on.statements(node), false))
  },
}

/** A class, interface, enum, record or annotation with all it holds; an anonymous one has no name. */
export function classOf(node: SyntaxNode, on: JavaLowering): ClassCode {
  const { annotations } = modifiersOf(node, on, 'package')
  const members = emptyMembers(fieldOf(node, 'name')?.text ?? '', INTERFACES.has(node.type) ? 'public' : 'package')
  if (node.type === 'record_declaration') readHeader(node, on, members)
  const body = fieldOf(node, 'body')
  if (body !== undefined) readBody(body, on, members)
  if (node.type === 'enum_declaration') addConstants(node, members)
  return finished(members, spanOf(node), superNamesOf(node), annotations)
}

export function anonymousClass(body: SyntaxNode, superName: string, on: JavaLowering): ClassCode {
  const members = emptyMembers('', 'package')
  readBody(body, on, members)
  return finished(members, spanOf(body), [superName], [])
}

function emptyMembers(name: string, visibility: Members['visibility']): Members {
  return { name, methods: [], fields: [], classes: [], visibility }
}

function finished(members: Members, at: Span, supers: string[], annotations: Expression[]): ClassCode {
  const { name, fields, classes } = members
  return { name, at, supers, annotations, methods: withInitialisers(members), fields, classes }
}

/** Blocks that run with each new object stand at the beginning of every constructor, or are one. */
function withInitialisers({ name, methods }: Members): FunctionCode[] {
  const blocks = methods.filter((method) => method.name === INSTANCE)
  const [first] = blocks
  if (first === undefined || name === '') return methods
  const before = blocks.flatMap(({ body }) => body)
  const others = methods.filter((method) => method.name !== INSTANCE)
  if (!others.some((method) => method.name === name)) return [...others, { ...first, name, body: before }]
  let isFirst = true
  return others.map((method) => {
    if (method.name !== name) return method
    const body = [...(isFirst ? before : allAgain(before)), ...method.body]
    isFirst = false
    return { ...method, body }
  })
}

function superNamesOf(node: SyntaxNode): string[] {
  const clauses = partsOf(node).filter((part) => SUPER_CLAUSES.has(part.type))
  return clauses.flatMap(superNames)
}

const SUPER_CLAUSES = new Set(['superclass', 'super_interfaces', 'extends_interfaces'])

function readBody(body: SyntaxNode, on: JavaLowering, into: Members): void {
  for (const part of partsOf(body)) MEMBERS[part.type]?.(part, on, into)
}

function readFields(node: SyntaxNode, on: JavaLowering, into: Members): void {
  const modifiers = modifiersOf(node, on, 'package')
  const type = fieldOf(node, 'type')
  for (const declarator of fieldsOf(node, 'declarator')) {
    const name = fieldOf(declarator, 'name')
    const value = fieldOf(declarator, 'value')
    if (name === undefined) continue
    const rank = fieldOf(declarator, 'dimensions') === undefined ? '' : '[]'
    into.fields.push({
      at: spanOf(declarator),
      name: name.text,
      ...(type === undefined ? {} : { type: typeName(type) + rank }),
      ...(value === undefined ? {} : { value: on.expression(value) }),
      static: modifiers.static || node.type === 'constant_declaration',
      annotations: modifiers.annotations,
    })
  }
}

function readMethod(node: SyntaxNode, on: JavaLowering, into: Members): void {
  const method = methodOf(node, on, into.visibility)
  if (node.type !== 'compact_constructor_declaration') {
    into.methods.push(method)
    return
  }
  // Takes the place of the constructor that the header stands for, and sets the fields at its end as that does.
  const at = into.methods.findIndex(({ name }) => name === into.name)
  const header = into.methods[at]
  if (header !== undefined)
    into.methods[at] = { ...method, parameters: header.parameters, body: [...method.body, ...header.body] }
}

function readClass(node: SyntaxNode, on: JavaLowering, into: Members): void {
  into.classes.push(on.classOf(node))
}

/** A constant of an enum: a static field with an object of it. */
function readConstant(node: SyntaxNode, on: JavaLowering, into: Members): void {
  const name = fieldOf(node, 'name')
  if (name === undefined) return
  const at = spanOf(node)
  const body = fieldOf(node, 'body')
  const value: Expression = {
    kind: 'call',
    at,
    callee: dottedName(into.name, at),
    arguments: callArguments(node, on),
    named: [],
    new: true,
    ...(body === undefined ? {} : { body: on.anonymousClass(body, into.name) }),
  }
  into.fields.push({ at, name: name.text, type: into.name, value, static: true, annotations: [] })
}

/** What every enum has unsaid: `values()`, and `valueOf(…)`, which gives one of its constants whatever it is asked. */
function addConstants(node: SyntaxNode, into: Members): void {
  const at = spanOf(node)
  const items = into.fields
    .filter(({ type, static: shared }) => shared && type === into.name)
    .map(({ name }): Expression => ({ kind: 'name', at, name }))
  const all: Expression = { kind: 'list', at, items }
  const one: Expression = { kind: 'index', at, object: all, index: otherExpression(at, []) }
  const parameters: Parameter[] = [{ target: { kind: 'name', at, name: 'name' }, annotations: [] }]
  const gives = (name: string, value: Expression) => initialiser(name, node, [{ kind: 'return', at, value }], true)
  into.methods.push(gives('values', all), { ...gives('valueOf', one), parameters, returns: into.name })
}

/** What `record R(String a)` declares unsaid: a field, a constructor that sets it, a method that gives it. */
function readHeader(node: SyntaxNode, on: JavaLowering, into: Members): void {
  const parameters = parametersOf(node, on)
  const body: Statement[] = []
  for (const parameter of parameters) {
    const { target } = parameter
    if (target.kind !== 'name') continue
    const { at, name } = target
    const type = parameter.type === undefined ? {} : { type: parameter.type }
    const place: Expression = { kind: 'member', at, object: { kind: 'name', at, name: 'this' }, property: name }
    into.fields.push({ at, name, ...type, static: false, annotations: parameter.annotations })
    body.push({
      kind: 'expression',
      at,
      value: { kind: 'assign', at, target: { kind: 'place', at, place }, value: { kind: 'name', at, name } },
    })
    into.methods.push(accessor(parameter, place, name))
  }
  into.methods.push({ ...initialiser(into.name, node, body, false), parameters, visibility: 'public' })
}

function accessor(parameter: Parameter, place: Expression, name: string): FunctionCode {
  const { at } = place
  const body: Statement[] = [{ kind: 'return', at, value: place }]
  return plainFunction(at, { name, body, ...(parameter.type !== undefined && { returns: parameter.type }) })
}
