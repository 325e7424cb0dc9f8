import type { Expression } from '../program.ts'

/** `a.b[c]` as text; undefined for what is no plain place. */
export function placeText(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name
  if (expression.kind === 'literal') return JSON.stringify(expression.value)
  if (expression.kind === 'cast') return placeText(expression.value)
  if (expression.kind === 'member') {
    const object = placeText(expression.object)
    return object === undefined ? undefined : `${object}.${expression.property}`
  }
  if (expression.kind !== 'index') return undefined
  const [object, index] = [placeText(expression.object), placeText(expression.index)]
  return object === undefined || index === undefined ? undefined : `${object}[${index}]`
}
