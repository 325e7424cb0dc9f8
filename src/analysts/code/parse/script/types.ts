import { fieldOf, partsOf, type SyntaxNode } from '../syntax.ts'

const LONGEST_NAME = 120

/** The name of a type as written, without type arguments; undefined for what has no short name. */
export function typeName(node: SyntaxNode | undefined): string | undefined {
  if (node === undefined) return undefined
  if (node.type === 'type_annotation' || node.type === 'parenthesized_type') return typeName(partsOf(node)[0])
  if (node.type === 'generic_type') return typeName(fieldOf(node, 'name'))
  if (!NAMED.has(node.type)) return undefined
  const text = node.text
  return text.length <= LONGEST_NAME ? text : undefined
}

const NAMED = new Set([
  'type_identifier',
  'identifier',
  'nested_type_identifier',
  'nested_identifier',
  'predefined_type',
  'array_type',
  'union_type',
  'literal_type',
  'member_expression',
])
