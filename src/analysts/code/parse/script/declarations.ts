import type { ObjectEntry, Statement } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import type { Lowering } from './lowering.ts'
import { keyText } from './patterns.ts'
import { typeName } from './types.ts'

/** `var`, `let`, `const` and `using`: a declaration for each name. */
export function lowerDeclaration(node: SyntaxNode, lowering: Lowering): Statement[] {
  return partsOf(node).flatMap((one) => {
    const target = one.type === 'variable_declarator' ? fieldOf(one, 'name') : undefined
    if (target === undefined) return []
    const value = fieldOf(one, 'value')
    const type = typeName(fieldOf(one, 'type'))
    return [
      {
        kind: 'declare',
        at: spanOf(one),
        target: lowering.pattern(target),
        ...(type !== undefined && { type }),
        ...(value && { value: lowering.expression(value) }),
        exported: false,
      },
    ]
  })
}

/** An enum is an object of constants. */
export function lowerEnum(node: SyntaxNode, lowering: Lowering): Statement[] {
  const [name, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')]
  if (name === undefined || body === undefined) return []
  const at = spanOf(node)
  const entries = partsOf(body).map((one, order) => member(one, order, lowering))
  return [
    {
      kind: 'declare',
      at,
      target: lowering.pattern(name),
      value: { kind: 'object', at, entries },
      exported: false,
    },
  ]
}

function member(node: SyntaxNode, order: number, lowering: Lowering): ObjectEntry {
  const [key, value] = [fieldOf(node, 'name') ?? node, fieldOf(node, 'value')]
  return {
    key: keyText(key) ?? '',
    value: value === undefined ? { kind: 'literal', at: spanOf(node), value: order } : lowering.expression(value),
  }
}
