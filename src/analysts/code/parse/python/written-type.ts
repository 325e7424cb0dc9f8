import type { Expression } from '../../program.ts'
import { partsOf, type SyntaxNode } from '../syntax.ts'
import { type Frame, lowerExpression } from './frame.ts'

export interface WrittenType {
  /** Dotted, without type arguments; absent for what has no name. */
  type?: string
  /** What `Annotated[…]` says besides the type. */
  annotations: readonly Expression[]
}

const NOTHING: WrittenType = { annotations: [] }
/** Types that only say something of the one inside. */
const TRANSPARENT: ReadonlySet<string> = new Set([
  'Optional',
  'Union',
  'Annotated',
  'Final',
  'ClassVar',
  'Required',
  'NotRequired',
])

/** The type that an annotation names: that of `X` for `Optional[X]`, `X | None`, `Annotated[X, …]` and `"X"`. */
export function writtenType(node: SyntaxNode | undefined, frame: Frame, depth = 0): WrittenType {
  if (node === undefined || depth > 20) return NOTHING
  const parts = partsOf(node)
  switch (node.type) {
    case 'type':
      return writtenType(parts[0], frame, depth + 1)
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return { type: node.text.replace(/\s+/g, ''), annotations: [] }
    case 'string':
      return quotedType(node.text)
    case 'binary_operator':
    case 'union_type':
      return writtenType(parts.find(notNone), frame, depth + 1)
    case 'generic_type':
    case 'subscript':
      return genericType(parts, frame, depth)
    default:
      return NOTHING
  }
}

function notNone(node: SyntaxNode): boolean {
  return node.text !== 'None'
}

function quotedType(text: string): WrittenType {
  const written = /[\w.]+/.exec(text.replace(/^\w*['"]+\s*(?:(?:typing\.)?(?:Optional|Union)\[)?/, ''))
  return written === null ? NOTHING : { type: written[0], annotations: [] }
}

function genericType(parts: readonly SyntaxNode[], frame: Frame, depth: number): WrittenType {
  const outer = writtenType(parts[0], frame, depth + 1)
  const last = outer.type?.split('.').at(-1) ?? ''
  if (!TRANSPARENT.has(last)) return outer
  const [inner, ...rest] = parts.slice(1).flatMap((part) => (part.type === 'type_parameter' ? partsOf(part) : [part]))
  const chosen = inner?.text === 'None' ? rest[0] : inner
  const { type } = writtenType(chosen, frame, depth + 1)
  const annotations =
    last === 'Annotated' ? rest.map((part) => lowerExpression(metadataOf(part), frame, part)) : outer.annotations
  return type === undefined ? { annotations } : { type, annotations }
}

function metadataOf(node: SyntaxNode): SyntaxNode {
  return node.type === 'type' ? (partsOf(node)[0] ?? node) : node
}
