import type { ClassCode, FieldCode, FunctionCode } from '../../program.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { decorator, isField } from './functions.ts'
import type { Lowering } from './lowering.ts'
import { keyText } from './patterns.ts'
import { typeName } from './types.ts'

interface Members {
  methods: FunctionCode[]
  fields: FieldCode[]
}

/** A class with its members. What a static block does is a static method without a name. */
export function lowerClass(node: SyntaxNode, lowering: Lowering): ClassCode {
  const body = fieldOf(node, 'body')
  const { methods, fields } = body === undefined ? { methods: [], fields: [] } : membersOf(body, lowering)
  return {
    name: fieldOf(node, 'name')?.text ?? '',
    at: spanOf(node),
    supers: supersOf(node),
    annotations: fieldsOf(node, 'decorator').flatMap((one) => decorator(one, lowering)),
    methods,
    fields,
    classes: [],
  }
}

function supersOf(node: SyntaxNode): string[] {
  const heritage = partsOf(node).find(({ type }) => type === 'class_heritage')
  if (heritage === undefined) return []
  return partsOf(heritage).flatMap((one) => {
    if (one.type === 'extends_clause') return superName(fieldOf(one, 'value'))
    if (one.type === 'implements_clause') return partsOf(one).flatMap((name) => typeName(name) ?? [])
    return superName(one)
  })
}

/** `extends mixin(Base)` is taken as `Base`. */
function superName(node: SyntaxNode | undefined): string[] {
  if (node?.type !== 'call_expression') return typeName(node) === undefined ? [] : [typeName(node) ?? '']
  const list = fieldOf(node, 'arguments')
  return list === undefined ? [] : partsOf(list).flatMap((one) => typeName(one) ?? [])
}

function membersOf(body: SyntaxNode, lowering: Lowering): Members {
  const members: Members = { methods: [], fields: [] }
  let decorators: SyntaxNode[] = []
  for (const node of partsOf(body)) {
    if (node.type === 'decorator') {
      decorators.push(node)
      continue
    }
    addMember(members, node, decorators, lowering)
    decorators = []
  }
  return members
}

function addMember(members: Members, node: SyntaxNode, decorators: readonly SyntaxNode[], lowering: Lowering): void {
  const annotations = decorators.flatMap((one) => decorator(one, lowering))
  if (node.type === 'method_definition') {
    members.methods.push({ ...lowering.function(node), annotations })
    if (fieldOf(node, 'name')?.text === 'constructor') members.fields.push(...parameterFields(node))
  } else if (node.type === 'class_static_block') members.methods.push({ ...lowering.function(node, ''), static: true })
  else if (node.type === 'field_definition' || node.type === 'public_field_definition') {
    addField(members, node, annotations, lowering)
  }
}

/** A field that holds a function is a method: `handle = async (request) => { … }`. */
function addField(members: Members, node: SyntaxNode, annotations: FieldCode['annotations'], lowering: Lowering): void {
  const key = fieldOf(node, 'name') ?? fieldOf(node, 'property')
  const name = key === undefined ? undefined : keyText(key)
  if (name === undefined) return
  const value = fieldOf(node, 'value')
  const isStatic = node.children.some((child) => child?.type === 'static')
  if (value !== undefined && FUNCTIONS.has(value.type)) {
    members.methods.push({ ...lowering.function(value, name), annotations, static: isStatic })
    return
  }
  const type = typeName(fieldOf(node, 'type'))
  members.fields.push({
    at: spanOf(node),
    name,
    ...(type !== undefined && { type }),
    ...(value !== undefined && { value: lowering.expression(value) }),
    static: isStatic,
    annotations: [...annotations, ...fieldsOf(node, 'decorator').flatMap((one) => decorator(one, lowering))],
  })
}

const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function'])

function parameterFields(node: SyntaxNode): FieldCode[] {
  const list = fieldOf(node, 'parameters')
  const declared = list === undefined ? [] : partsOf(list).filter(isField)
  return declared.flatMap((one) => {
    const name = fieldOf(one, 'pattern')?.text
    const type = typeName(fieldOf(one, 'type'))
    if (name === undefined) return []
    return [{ at: spanOf(one), name, ...(type !== undefined && { type }), static: false, annotations: [] }]
  })
}
