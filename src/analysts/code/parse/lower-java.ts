import type { ClassCode, Expression, ImportStatement, Statement } from '../program.ts'
import { anonymousClass, classOf } from './java/classes.ts'
import { lowerExpression } from './java/expressions.ts'
import type { JavaLowering } from './java/java-lowering.ts'
import { lambdaOf } from './java/methods.ts'
import { lowerStatement } from './java/statements.ts'
import { depthGuard, type Lower, otherExpression, partsOf, type SyntaxNode, spanOf } from './syntax.ts'

/** Java's syntax tree (tree-sitter-java) as a program. */
export const lowerJava: Lower = (root) => {
  const on = javaLowering()
  const body: Statement[] = []
  let name = ''
  for (const part of partsOf(root)) {
    if (part.type === 'package_declaration') name = partsOf(part).at(-1)?.text.replace(/\s+/g, '') ?? ''
    else if (part.type === 'import_declaration') body.push(...importOf(part))
    else if (part.type !== 'module_declaration') body.push(...on.statements(part))
  }
  return { package: name, body }
}

function javaLowering(): JavaLowering {
  const deeper = depthGuard()
  const nested = <T>(
    node: SyntaxNode,
    lower: (node: SyntaxNode, on: JavaLowering) => T,
    cut: (node: SyntaxNode) => T,
  ): T =>
    deeper(
      () => lower(node, on),
      () => cut(node),
    )
  const on: JavaLowering = {
    expression: (node) => nested(node, lowerExpression, cutOff),
    statements: (node) => nested(node, lowerStatement, () => []),
    classOf: (node) => nested(node, classOf, emptyClass),
    anonymousClass: (body, superName) => nested(body, (node) => anonymousClass(node, superName, on), emptyClass),
    lambda: (node) => lambdaOf(node, on),
  }
  return on
}

function emptyClass(node: SyntaxNode): ClassCode {
  return { name: '', at: spanOf(node), supers: [], annotations: [], methods: [], fields: [], classes: [] }
}

function cutOff(node: SyntaxNode): Expression {
  return otherExpression(spanOf(node), [])
}

/** `import a.b.C` binds C of module `a.b`, `import static a.B.c` binds c of module `a.B`. */
function importOf(node: SyntaxNode): ImportStatement[] {
  const parts = partsOf(node)
  const whole = parts[0]?.text.replace(/\s+/g, '')
  if (whole === undefined || node.hasError) return []
  const at = spanOf(node)
  if (parts.at(-1)?.type === 'asterisk')
    return [{ kind: 'import', at, module: whole, bindings: [{ imported: '*', local: '*' }] }]
  const dot = whole.lastIndexOf('.')
  const last = whole.slice(dot + 1)
  return [{ kind: 'import', at, module: whole.slice(0, Math.max(dot, 0)), bindings: [{ imported: last, local: last }] }]
}
