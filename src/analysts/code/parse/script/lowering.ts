import type { ClassCode, Expression, FunctionCode, Pattern, Statement } from '../../program.ts'
import type { SyntaxNode } from '../syntax.ts'

/** What the parts of the front end for JavaScript and TypeScript ask of each other. */
export interface Lowering {
  expression: (node: SyntaxNode) => Expression
  /** The statements of a block, of a single statement, or of a file. */
  statements: (node: SyntaxNode) => Statement[]
  pattern: (node: SyntaxNode) => Pattern
  /** `name` where the syntax does not hold it itself. */
  function: (node: SyntaxNode, name?: string) => FunctionCode
  class: (node: SyntaxNode) => ClassCode
}
