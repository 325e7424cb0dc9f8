import type { Expression, ObjectEntry } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'
import { typeText } from './types.ts'

/** The type of the elements, where a literal leaves it out. */
function elementType(type: SyntaxNode | undefined): SyntaxNode | undefined {
  if (type === undefined) return undefined
  const inner = fieldOf(type, type.type === 'map_type' ? 'value' : 'element')
  return inner?.type === 'pointer_type' ? partsOf(inner)[0] : inner
}

const LISTS = new Set(['slice_type', 'array_type', 'implicit_length_array_type'])

/** `T{…}`: an object or list inside a cast to the type; slices and maps need no cast. */
export function lowerComposite(node: SyntaxNode, lowering: Lowering): Expression {
  const body = fieldOf(node, 'body')
  const type = fieldOf(node, 'type')
  return body === undefined ? otherExpression(spanOf(node), []) : literalValue(body, type, lowering)
}

function literalValue(body: SyntaxNode, type: SyntaxNode | undefined, lowering: Lowering): Expression {
  const at = spanOf(body)
  const elements = partsOf(body)
  const value: Expression = isList(elements, type, lowering)
    ? { kind: 'list', at, items: elements.map((element) => itemOf(element, type, lowering)) }
    : { kind: 'object', at, entries: elements.map((element, index) => entryOf(element, index, type, lowering)) }
  const named = type === undefined || LISTS.has(type.type) || type.type === 'map_type' ? '' : typeText(type)
  return named === '' || named === 'struct' ? value : { kind: 'cast', at, type: named, value }
}

function isList(elements: readonly SyntaxNode[], type: SyntaxNode | undefined, lowering: Lowering): boolean {
  if (elements.some(({ type: kind }) => kind === 'keyed_element')) return false
  if (type !== undefined && LISTS.has(type.type)) return true
  return elements.length > 0 && !lowering.structs.has(typeText(type))
}

/** The value of an element: an expression, or a literal that leaves its type out. */
function itemOf(element: SyntaxNode, type: SyntaxNode | undefined, lowering: Lowering): Expression {
  const inner = element.type === 'literal_element' ? partsOf(element)[0] : element
  if (inner === undefined) return otherExpression(spanOf(element), [])
  return inner.type === 'literal_value'
    ? lowering.nested(() => literalValue(inner, elementType(type), lowering), inner)
    : lowering.expression(inner)
}

function entryOf(element: SyntaxNode, index: number, type: SyntaxNode | undefined, lowering: Lowering): ObjectEntry {
  if (element.type !== 'keyed_element') {
    const field = lowering.structs.get(typeText(type))?.[index]
    return { key: field ?? String(index), value: itemOf(element, type, lowering) }
  }
  const given = fieldOf(element, 'value')
  const value = given === undefined ? otherExpression(spanOf(element), []) : itemOf(given, type, lowering)
  return { ...keyOf(fieldOf(element, 'key'), type, lowering), value }
}

/** The name of a field is a constant; the same name in a map or slice is a variable. */
function keyOf(
  holder: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
  lowering: Lowering,
): Pick<ObjectEntry, 'key' | 'computed'> {
  const node = holder?.type === 'literal_element' ? partsOf(holder)[0] : holder
  if (node === undefined) return {}
  const isField = type?.type !== 'map_type' && !LISTS.has(type?.type ?? '')
  if (node.type === 'identifier' && isField) return { key: node.text }
  const computed = node.type === 'literal_value' ? otherExpression(spanOf(node), []) : lowering.expression(node)
  return computed.kind === 'literal' && computed.value !== null ? { key: String(computed.value) } : { computed }
}
