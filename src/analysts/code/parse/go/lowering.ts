import type { Expression, FunctionCode, Parameter, Pattern, Statement } from '../../program.ts'
import type { SyntaxNode } from '../syntax.ts'

/** What the parts of Go's front end need of each other while they lower one file. */
export interface Lowering {
  expression(node: SyntaxNode): Expression
  /** One statement may become several, or none. */
  statement(node: SyntaxNode): Statement[]
  /** The statements of a block or of a list of statements; none where it is missing. */
  block(node: SyntaxNode | undefined): Statement[]
  /** Goes one level deeper; what lies too deep is left out. */
  nested(lower: () => Expression, node: SyntaxNode): Expression
  function(node: SyntaxNode): FunctionCode
  parameters(node: SyntaxNode | undefined): Parameter[]
  /** Names of the fields of the structs that the file declares at its top, by the name of the struct. */
  structs: ReadonlyMap<string, readonly string[]>
  /** Path of the package that a name stands for in this file. */
  packages: ReadonlyMap<string, string>
}

/** The path of the package that an expression names, where it is the bare name of an import. */
export function packageNamed(node: SyntaxNode | undefined, lowering: Lowering): string | undefined {
  return node?.type === 'identifier' ? lowering.packages.get(node.text) : undefined
}

/** A pattern for what stands left of an assignment; undefined for `_` and for what can not be assigned. */
export function patternOf(target: Expression): Pattern | undefined {
  if (target.kind === 'name')
    return target.name === '_' ? undefined : { kind: 'name', at: target.at, name: target.name }
  if (target.kind === 'member' || target.kind === 'index') return { kind: 'place', at: target.at, place: target }
  return undefined
}
