import type { Lower } from './syntax.ts'

/** JavaScript's and TypeScript's syntax tree (tree-sitter-javascript, -typescript, -tsx) as a program. */
export const lowerScript: Lower = () => ({ package: '', body: [] })
