import { partsOf, type SyntaxNode } from '../syntax.ts'

const ANNOTATIONS = new Set(['annotation', 'marker_annotation'])

/** A type as written, without type arguments and annotations; `String[]` keeps its brackets. */
export function typeName(node: SyntaxNode): string {
  switch (node.type) {
    case 'generic_type': {
      const head = firstType(node)
      return head === undefined ? '' : typeName(head)
    }
    case 'array_type': {
      const element = node.childForFieldName('element')
      return element === null ? '' : typeName(element) + '[]'.repeat(rankOf(node))
    }
    case 'annotated_type': {
      const type = partsOf(node).at(-1)
      return type === undefined ? '' : typeName(type)
    }
    default:
      return plainName(node.text)
  }
}

/** A declared type; undefined where none is written but `var`. */
export function declaredType(node: SyntaxNode | undefined): string | undefined {
  const written = node === undefined ? 'var' : typeName(node)
  return written === 'var' ? undefined : written
}

/** `java.util.Map<K, V>.Entry` and `@A java.lang.@B String`: what is not part of the name goes. */
function plainName(text: string): string {
  if (!/[<@\s]/.test(text)) return text
  let depth = 0
  let name = ''
  for (const character of text) {
    if (character === '<') depth++
    else if (character === '>') depth--
    else if (depth === 0) name += character
  }
  return name.replace(/@[\w.]+(\([^()]*\))?/g, '').replace(/\s+/g, '')
}

function firstType(node: SyntaxNode): SyntaxNode | undefined {
  return partsOf(node).find((part) => !ANNOTATIONS.has(part.type))
}

function rankOf(node: SyntaxNode): number {
  const { text } = node.childForFieldName('dimensions') ?? {}
  return Math.min(text?.split('[').length ?? 2, 9) - 1
}

/** What a class extends and implements: `superclass`, `super_interfaces`, `extends_interfaces`. */
export function superNames(node: SyntaxNode): string[] {
  return partsOf(node).flatMap((part) => (part.type === 'type_list' ? partsOf(part) : [part]).map(typeName))
}
