import type { Lower } from './syntax.ts'

/** Go's syntax tree (tree-sitter-go) as a program. */
export const lowerGo: Lower = () => ({ package: '', body: [] })
