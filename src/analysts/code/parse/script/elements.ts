import type { Expression, ObjectEntry } from '../../program.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { stringText } from './literals.ts'
import type { Lowering } from './lowering.ts'

/** `<p title={x}>{y}</p>`; a fragment has an empty name. */
export function lowerElement(node: SyntaxNode, lowering: Lowering): Expression {
  const opening = fieldOf(node, 'open_tag') ?? node
  return {
    kind: 'element',
    at: spanOf(node),
    name: fieldOf(opening, 'name')?.text ?? '',
    entries: fieldsOf(opening, 'attribute').map((one) => attribute(one, lowering)),
    children: node === opening ? [] : partsOf(node).flatMap((one) => child(one, lowering)),
  }
}

function attribute(node: SyntaxNode, lowering: Lowering): ObjectEntry {
  const parts = partsOf(node)
  if (node.type !== 'jsx_attribute') return { value: value(node, lowering) }
  const [key, given] = parts
  return {
    key: key?.text ?? '',
    value: given === undefined ? { kind: 'literal', at: spanOf(node), value: true } : value(given, lowering),
  }
}

function value(node: SyntaxNode, lowering: Lowering): Expression {
  if (node.type === 'string') return { kind: 'literal', at: spanOf(node), value: stringText(node) }
  if (node.type !== 'jsx_expression') return lowering.expression(node)
  const [inner] = partsOf(node)
  return inner === undefined ? { kind: 'literal', at: spanOf(node), value: null } : lowering.expression(inner)
}

const TAGS = new Set(['jsx_opening_element', 'jsx_closing_element'])

function child(node: SyntaxNode, lowering: Lowering): Expression[] {
  if (TAGS.has(node.type)) return []
  if (node.type === 'jsx_text') return [{ kind: 'literal', at: spanOf(node), value: node.text }]
  return [value(node, lowering)]
}
