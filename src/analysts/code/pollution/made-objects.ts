import type { Expression } from '../program.ts'
import { calledBy, lookUp, type Scope, type ScopeTree } from '../scopes/scopes.ts'

const DEEPEST = 3
/** What may be more things than this is not followed. */
const MOST = 4
/** Expressions that are looked at for one member: a name in a compressed file may have hundreds of sources, each of them hundreds more. */
const MOST_LOOKS = 16

/** What was put under a constant key where the object was made: `{ node, key }` that a function gives back. */
export function madeMembers(
  object: Expression,
  property: string,
  scope: Scope,
  tree: ScopeTree,
  depth = 0,
  looks = { left: MOST_LOOKS },
): { value: Expression; scope: Scope }[] {
  if (depth > DEEPEST || looks.left-- <= 0) return []
  if (object.kind === 'object') {
    return object.entries.flatMap(({ key, value }) => (key === property ? [{ value, scope }] : []))
  }
  if (object.kind === 'name') {
    const sources = lookUp(scope, object.name)?.sources ?? []
    if (sources.length > MOST) return []
    return sources.flatMap((one) =>
      one.as === 'value' && one.value !== object
        ? madeMembers(one.value, property, one.scope, tree, depth + 1, looks)
        : [],
    )
  }
  if (object.kind !== 'call') return []
  return calledBy(tree, scope, object.callee).flatMap((to) =>
    to.returns.slice(0, MOST).flatMap((one) => madeMembers(one, property, to, tree, depth + 1, looks)),
  )
}
