import type { Expression, FunctionCode, Parameter } from '../program.ts'

/** What a function gives back, in terms of what it is given; undefined where it does more than name parts of that and give it back. */
export function toldBy({ body, parameters }: FunctionCode, given: readonly Expression[]): Expression | undefined {
  const last = body.at(-1)
  if (last?.kind !== 'return' || last.value === undefined) return undefined
  const byName = namesOf(parameters, given)
  for (const statement of body.slice(0, -1)) {
    if (statement.kind !== 'declare' || statement.target.kind !== 'name' || statement.value === undefined)
      return undefined
    byName.set(statement.target.name, replaceNames(statement.value, byName) as Expression)
  }
  return replaceNames(last.value, byName) as Expression
}

function namesOf(parameters: readonly Parameter[], given: readonly Expression[]): Map<string, Expression> {
  const byName = new Map<string, Expression>()
  for (const [index, { target }] of parameters.entries()) {
    const argument = given[index]
    if (target.kind === 'name' && argument !== undefined) byName.set(target.name, argument)
  }
  return byName
}

/** With the names of parameters replaced by what was given for them. Functions inside are left as they are. */
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
