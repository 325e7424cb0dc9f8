import { fieldOf, partsOf, type SyntaxNode } from '../syntax.ts'

/** A type whose text is longer is not worth a name. */
const LONGEST = 200

type Write = (node: SyntaxNode) => string

const WRITE: Readonly<Record<string, Write>> = {
  pointer_type: (node) => typeIn(node),
  parenthesized_type: (node) => typeIn(node),
  negated_type: (node) => typeIn(node),
  type_elem: (node) => typeIn(node),
  generic_type: (node) => typeText(fieldOf(node, 'type')),
  slice_type: (node) => `[]${typeText(fieldOf(node, 'element'))}`,
  array_type: (node) => `[]${typeText(fieldOf(node, 'element'))}`,
  implicit_length_array_type: (node) => `[]${typeText(fieldOf(node, 'element'))}`,
  map_type: (node) => `map[${typeText(fieldOf(node, 'key'))}]${typeText(fieldOf(node, 'value'))}`,
  channel_type: (node) => `chan ${typeText(fieldOf(node, 'value'))}`,
  struct_type: () => 'struct',
  interface_type: () => 'interface',
  function_type: () => 'func',
}

function typeIn(node: SyntaxNode): string {
  return typeText(partsOf(node)[0])
}

/** A type as written, without pointers and type arguments: `http.Request`, `[]string`, `map[string]User`; empty where it is missing. */
export function typeText(node: SyntaxNode | undefined): string {
  if (node === undefined || node.endIndex - node.startIndex > 20 * LONGEST) return ''
  const written = WRITE[node.type]?.(node) ?? node.text
  return written.length > LONGEST ? '' : written
}

/** The innermost name of a type, by which a struct holds it when it is embedded: `Mutex` for `*sync.Mutex`. */
export function lastName(type: string): string {
  return type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf(']')) + 1)
}
