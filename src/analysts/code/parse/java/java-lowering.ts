import type { ClassCode, Expression, FunctionCode, Statement } from '../../program.ts'
import type { SyntaxNode } from '../syntax.ts'

/** What the parts of the front end ask of one another; `lower-java.ts` ties them together. */
export interface JavaLowering {
  expression(node: SyntaxNode): Expression
  /** A statement; a block gives its statements. */
  statements(node: SyntaxNode): Statement[]
  /** A class, interface, enum, record or the like. */
  classOf(node: SyntaxNode): ClassCode
  /** The body of an anonymous class or of an enum's constant. */
  anonymousClass(body: SyntaxNode, superName: string): ClassCode
  lambda(node: SyntaxNode): FunctionCode
}
