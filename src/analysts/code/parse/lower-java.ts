import type { Lower } from './syntax.ts'

/** Java's syntax tree (tree-sitter-java) as a program. */
export const lowerJava: Lower = () => ({ package: '', body: [] })
