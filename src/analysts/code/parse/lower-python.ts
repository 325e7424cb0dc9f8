import { lowerBlock, moduleFrame } from './python/frame.ts'
import { lowerAnyExpression } from './python/lower-expression.ts'
import { lowerAnyStatement } from './python/lower-statement.ts'
import type { Lower } from './syntax.ts'

/** Python's syntax tree (tree-sitter-python) as a program. */
export const lowerPython: Lower = (root) => ({
  package: '',
  body: lowerBlock(root, moduleFrame({ expression: lowerAnyExpression, statement: lowerAnyStatement })),
})
