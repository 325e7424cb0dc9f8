import type { Lower } from './syntax.ts'

/** Python's syntax tree (tree-sitter-python) as a program. */
export const lowerPython: Lower = () => ({ package: '', body: [] })
