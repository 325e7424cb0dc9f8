import type { FunctionCode, Parameter, Pattern, Statement } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { modifiersOf } from './annotations.ts'
import type { JavaLowering } from './java-lowering.ts'
import { declaredType, typeName } from './types.ts'

const PLAIN = { annotations: [], async: false } as const

/** A method or constructor; an abstract one has an empty body. */
export function methodOf(node: SyntaxNode, on: JavaLowering, otherwise: FunctionCode['visibility']): FunctionCode {
  const body = fieldOf(node, 'body')
  const type = fieldOf(node, 'type')
  return {
    ...PLAIN,
    ...modifiersOf(node, on, otherwise),
    name: fieldOf(node, 'name')?.text ?? '',
    at: spanOf(node),
    parameters: parametersOf(node, on),
    body: body === undefined ? [] : on.statements(body),
    ...(type === undefined ? {} : { returns: typeName(type) }),
  }
}

/** An initialiser: a block that runs when the class or the object is made. */
export function initialiser(name: string, node: SyntaxNode, body: Statement[], isStatic: boolean): FunctionCode {
  return { ...PLAIN, name, at: spanOf(node), parameters: [], body, static: isStatic, visibility: 'private' }
}

export function parametersOf(node: SyntaxNode, on: JavaLowering): Parameter[] {
  const list = fieldOf(node, 'parameters')
  if (list === undefined) return []
  // `x -> …`: the parameter is the name itself.
  if (list.type === 'identifier') return [named(list)]
  return partsOf(list).flatMap((part) => {
    if (part.type === 'identifier') return [named(part)]
    if (part.type === 'formal_parameter') return [formal(part, on)]
    return part.type === 'spread_parameter' ? [variable(part, on)] : []
  })
}

function nameOf(node: SyntaxNode): Pattern {
  return { kind: 'name', at: spanOf(node), name: node.text }
}

function named(node: SyntaxNode): Parameter {
  return { target: nameOf(node), annotations: [] }
}

function formal(node: SyntaxNode, on: JavaLowering): Parameter {
  const type = declaredType(fieldOf(node, 'type'))
  const { annotations } = modifiersOf(node, on, 'package')
  const target = nameOf(fieldOf(node, 'name') ?? node)
  return type === undefined ? { target, annotations } : { target, type, annotations }
}

/** `String... rest`: type and declarator stand without field names. */
function variable(node: SyntaxNode, on: JavaLowering): Parameter {
  const { annotations } = modifiersOf(node, on, 'package')
  const [type, declarator] = partsOf(node).filter((part) => part.type !== 'modifiers')
  const name = declarator === undefined ? undefined : fieldOf(declarator, 'name')
  const target = nameOf(name ?? declarator ?? node)
  return { target, ...(type === undefined ? {} : { type: typeName(type) }), rest: 'list', annotations }
}

/** The body of a lambda that is an expression is what it returns. */
export function lambdaOf(node: SyntaxNode, on: JavaLowering): FunctionCode {
  const body = fieldOf(node, 'body')
  const returned = (value: SyntaxNode): Statement[] => [
    { kind: 'return', at: spanOf(value), value: on.expression(value) },
  ]
  const lowered = body === undefined ? [] : body.type === 'block' ? on.statements(body) : returned(body)
  return {
    ...PLAIN,
    name: '',
    at: spanOf(node),
    parameters: parametersOf(node, on),
    body: lowered,
    static: false,
    visibility: 'public',
  }
}
