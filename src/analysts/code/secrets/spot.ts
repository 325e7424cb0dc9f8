import type { SecretKind, SecretMatch } from './secret-rule.ts'

/** What is looked for where one of the words stands, by more than one expression. Reads a bounded stretch of the text. */
export interface Spot {
  words: readonly string[]
  exact: boolean
  find: (text: string, at: number) => SecretMatch | undefined
}

/** A match of the highest rank. */
export function spotted(kind: SecretKind, start: number, end: number, confidence = 0.9): SecretMatch {
  return { kind, start, end, rank: 'form', confidence }
}

/** The expression's match where it begins at the place, and nowhere else. The expression has the flag `y`. */
export function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at
  return expression.exec(text) ?? undefined
}

/** The text that base64 stands for, also with the alphabet for addresses; nothing where it is none. */
export function decoded(base64: string): string | undefined {
  try {
    return atob(base64.replace(/-/g, '+').replace(/_/g, '/'))
  } catch {
    return undefined
  }
}
