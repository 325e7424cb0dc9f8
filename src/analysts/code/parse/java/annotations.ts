import type { Expression, FunctionCode } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { dottedName } from './dotted-name.ts'
import type { JavaLowering } from './java-lowering.ts'

export interface Modifiers {
  static: boolean
  visibility: FunctionCode['visibility']
  annotations: Expression[]
}

const VISIBILITIES = new Set(['public', 'private', 'protected'])

/** What stands before a declaration; `otherwise` is the visibility where none is written. */
export function modifiersOf(node: SyntaxNode, on: JavaLowering, otherwise: Modifiers['visibility']): Modifiers {
  const found: Modifiers = { static: false, visibility: otherwise, annotations: [] }
  const first = node.firstNamedChild
  if (first?.type !== 'modifiers') return found
  for (const child of first.children) {
    if (child === null) continue
    const { type } = child
    if (type === 'static') found.static = true
    else if (VISIBILITIES.has(type)) found.visibility = type as Modifiers['visibility']
    else if (child.isNamed && type.endsWith('annotation')) found.annotations.push(annotation(child, on))
  }
  return found
}

/** `@A` is a name, `@A(x, k = y)` a call with named arguments. */
export function annotation(node: SyntaxNode, on: JavaLowering): Expression {
  const name = fieldOf(node, 'name')
  const callee = dottedName(name?.text ?? '', spanOf(name ?? node))
  const list = fieldOf(node, 'arguments')
  if (list === undefined) return callee
  const values: Expression[] = []
  const named: { name: string; value: Expression }[] = []
  for (const part of partsOf(list)) {
    if (part.type !== 'element_value_pair') {
      values.push(on.expression(part))
      continue
    }
    const key = fieldOf(part, 'key')
    const value = fieldOf(part, 'value')
    if (key !== undefined && value !== undefined) named.push({ name: key.text, value: on.expression(value) })
  }
  return { kind: 'call', at: spanOf(node), callee, arguments: values, named, new: false }
}
