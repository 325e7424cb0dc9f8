import type { Expression, Parameter } from '../program.ts'

/** The expression with the names of parameters replaced by what was given for them. Functions inside are left as they are. */
export function substituted(
  expression: Expression,
  parameters: readonly Parameter[],
  given: readonly Expression[],
): Expression {
  const byName = new Map<string, Expression>()
  for (const [index, { target }] of parameters.entries()) {
    const argument = given[index]
    if (target.kind === 'name' && argument !== undefined) byName.set(target.name, argument)
  }
  return replaceNames(expression, byName) as Expression
}

function replaceNames(part: unknown, byName: ReadonlyMap<string, Expression>): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one) => replaceNames(one, byName))
  const { kind, name } = part as { kind?: unknown; name?: unknown }
  if (kind === 'function') return part
  if (kind === 'name' && typeof name === 'string') return byName.get(name) ?? part
  return Object.fromEntries(
    Object.entries(part).map(([key, one]) => [key, key === 'at' ? one : replaceNames(one, byName)]),
  )
}
