import type { Node } from '@vscode/tree-sitter-wasm'
import type { Comment, Expression, Span, Statement } from '../program.ts'

/** A node of a syntax tree. */
export type SyntaxNode = Node

/** What a front end gives back; the rest of the module is known to whoever called it. */
export interface LoweredModule {
  package: string
  body: Statement[]
}

/** A front end: what it does not know becomes an `other` of its parts, what is broken is left out; it never throws. */
export type Lower = (root: SyntaxNode) => LoweredModule

export function spanOf(node: SyntaxNode): Span {
  const { startPosition, endPosition } = node
  const line = startPosition.row + 1
  const endLine = endPosition.row + 1
  const column = startPosition.column + 1
  if (column >= COLUMNS || endLine - line >= HEIGHTS) return { line, endLine, column }
  // Half of all nodes begin where another begins: a large tree is remembered in half the space.
  const { spans } = factsOf(node)
  const key = (line * COLUMNS + column) * HEIGHTS + endLine - line
  const known = spans.get(key)
  if (known !== undefined) return known
  const span = { line, endLine, column }
  spans.set(key, span)
  return span
}

const COLUMNS = 4_096
const HEIGHTS = 256

interface TreeFacts {
  spans: Map<number, Span>
  /** Nothing in it is broken. */
  isSound: boolean
}

const factsByTree = new WeakMap<SyntaxNode['tree'], TreeFacts>()

/** Each question is a call into the parser: what holds of the whole tree is asked once. */
function factsOf({ tree }: SyntaxNode): TreeFacts {
  const before = factsByTree.get(tree)
  if (before !== undefined) return before
  const facts = { spans: new Map<number, Span>(), isSound: !tree.rootNode.hasError }
  factsByTree.set(tree, facts)
  return facts
}

/** The named children without comments and broken parts. A syntax tree has holes where the text is broken. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const isSound = factsOf(node).isSound || !node.hasError
  return node.namedChildren.filter(
    (child): child is SyntaxNode =>
      child !== null && !child.isExtra && (isSound || (!child.isError && !child.isMissing)),
  )
}

/** The child in a field; undefined where it is missing or broken. */
export function fieldOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const child = node.childForFieldName(name)
  if (child === null) return undefined
  return !factsOf(node).isSound && (child.isMissing || child.isError) ? undefined : child
}

/** All children in a field. */
export function fieldsOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return node.childrenForFieldName(name).filter((child): child is SyntaxNode => child?.isNamed === true)
}

/** What stands for an expression that the front end has no word for. */
export function otherExpression(at: Span, parts: readonly Expression[]): Expression {
  return { kind: 'other', at, parts }
}

/** Every comment below the node, in order. */
export function commentsIn(root: SyntaxNode): Comment[] {
  return root
    .descendantsOfType(['comment', 'line_comment', 'block_comment'])
    .filter((node) => node !== null)
    .map((node) => ({ at: spanOf(node), text: node.text }))
}

/** Nobody writes code that is nested so deep, and the stack has an end: what lies below is left out. */
export const DEEPEST = 400

/** Does something a level deeper; `cut` where that is too deep. */
export type Deeper = <T>(lower: () => T, cut: () => T) => T

export function depthGuard(): Deeper {
  let depth = 0
  return (lower, cut) => {
    if (depth >= DEEPEST) return cut()
    depth++
    try {
      return lower()
    } finally {
      depth--
    }
  }
}

/** Where the text could not be parsed, outermost places only, in order. */
export function brokenIn(root: SyntaxNode): Span[] {
  const broken: Span[] = []
  const open: SyntaxNode[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!node.hasError) continue
    if (node.isError || node.isMissing) broken.push(spanOf(node))
    else open.push(...node.children.filter((child) => child !== null).reverse())
  }
  return broken
}
