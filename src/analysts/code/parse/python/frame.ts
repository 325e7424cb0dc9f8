import type { Expression, Span, Statement } from '../../program.ts'
import { DEEPEST, otherExpression, type SyntaxNode, spanOf } from '../syntax.ts'

/** So many `elif` or `case` stand inside one another; what comes after them stands one after the other. */
export const DEEPEST_LADDER = 100

/** What the lowering of one function, class or module body knows of where it is. */
export interface Frame {
  readonly kind: 'module' | 'class' | 'function'
  /** How many expressions and blocks are open here. */
  depth: number
  /** Names that `global` and `nonlocal` hand to the outside. */
  readonly outer: Set<string>
  /** Dotted modules that `import a.b.c` made known: `a.b`, `a.b.c`. */
  readonly dotted: Set<string>
  /** What `yield` does here: a generator gathers a list, a context manager hands over one value. */
  readonly yielding: 'list' | 'value'
  /** Whether a `yield` was met. */
  yields: boolean
  /** The returns without a value, in case the function proves to be a generator. */
  readonly bareReturns: { value?: Expression }[]
  readonly lower: Lowering
}

/** The two entries of the lowering, handed down so that its files need not import each other. */
export interface Lowering {
  expression: (node: SyntaxNode, frame: Frame) => Expression
  /** Appends what the statement becomes: none, one or several. */
  statement: (node: SyntaxNode, frame: Frame, into: Statement[]) => void
}

export function moduleFrame(lower: Lowering): Frame {
  return {
    kind: 'module',
    depth: 0,
    outer: new Set(),
    dotted: new Set(),
    yielding: 'list',
    yields: false,
    bareReturns: [],
    lower,
  }
}

export function innerFrame(frame: Frame, kind: 'class' | 'function', yielding: 'list' | 'value' = 'list'): Frame {
  return { ...frame, kind, outer: new Set(), yielding, yields: false, bareReturns: [] }
}

/** The expression below a node; a hole without parts where there is none or the nesting is too deep. */
export function lowerExpression(node: SyntaxNode | undefined, frame: Frame, at: SyntaxNode): Expression {
  if (node === undefined) return otherExpression(spanOf(at), [])
  return frame.lower.expression(node, frame)
}

/** The statements of a block; none where there is none or the nesting is too deep. */
export function lowerBlock(block: SyntaxNode | undefined, frame: Frame): Statement[] {
  const into: Statement[] = []
  if (block === undefined || frame.depth >= DEEPEST) return into
  frame.depth += 1
  for (const child of block.namedChildren) {
    if (child !== null) frame.lower.statement(child, frame, into)
  }
  frame.depth -= 1
  return into
}

/** Runs the lowering of one expression a level deeper; a hole where that is too deep. */
export function oneDeeper(node: SyntaxNode, frame: Frame, lower: () => Expression): Expression {
  if (frame.depth >= DEEPEST) return otherExpression(spanOf(node), [])
  frame.depth += 1
  const expression = lower()
  frame.depth -= 1
  return expression
}

/** The span of a token that stands on one line, without asking for its end. */
export function tokenSpan(node: SyntaxNode): Span {
  const line = node.startPosition.row + 1
  return { line, endLine: line, column: node.startPosition.column + 1 }
}
