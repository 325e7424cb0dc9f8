import type { Expression, Span } from '../../program.ts'

/** `java.io.File` as the members of `java`; all parts stand where the whole stands. */
export function dottedName(text: string, at: Span): Expression {
  const [first = '', ...rest] = text.replace(/\s+/g, '').split('.')
  return rest.slice(0, 100).reduce<Expression>((object, property) => ({ kind: 'member', at, object, property }), {
    kind: 'name',
    at,
    name: first,
  })
}
