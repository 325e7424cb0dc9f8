import { impliedBy } from './implications.ts'
import type { Value, Variables } from './model.ts'
import { join, UNKNOWN } from './value.ts'

/** So that taking a branch and joining several costs as much as they change, not as much as there is. */
export function layeredVariables(base?: Variables): Variables {
  const own = new Map<string, Value>()
  const variables: Variables = {
    base,
    get(name) {
      for (let layer: Variables | undefined = variables; layer !== undefined; layer = layer.base) {
        const value = layer.own.get(name)
        if (value !== undefined) return value
      }
      return undefined
    },
    set: (name, value) => void own.set(name, value),
    fork: () => layeredVariables(variables),
    since(below) {
      const copy = below.fork()
      const layers: Variables[] = []
      for (let layer: Variables | undefined = variables; layer !== undefined && layer !== below; layer = layer.base)
        layers.push(layer)
      for (const layer of layers.reverse()) for (const [name, value] of layer.own) copy.set(name, value)
      return copy
    },
    settle(ways) {
      if (ways.length > MANY_WAYS) return settleMany(ways, own, variables.get)
      const joined = new Map<string, Value>()
      for (const way of ways)
        for (const name of way.own.keys()) if (!joined.has(name)) joined.set(name, joinedIn(ways, name))
      const names = [...joined.keys()]
      const at = (name: string) => joined.get(name) ?? variables.get(name)
      for (const [name, value] of joined) {
        const when = ways.length > 1 ? impliedBy(name, ways, names, at) : undefined
        own.set(name, when === undefined ? value : { ...value, when })
      }
    },
    own,
    entries: () => new Map([...(base?.entries() ?? []), ...own]),
  }
  return variables
}

function joinedIn(ways: readonly Variables[], name: string): Value {
  let value: Value | undefined
  for (const way of ways) {
    const one = way.get(name) ?? UNKNOWN
    value = value === undefined ? one : join(value, one)
  }
  return value ?? UNKNOWN
}

/** The cases of a switch, seldom more. */
const MANY_WAYS = 64

/** The same for thousands of ways: each is asked only for what it set, and the others have what was there before. */
function settleMany(ways: readonly Variables[], own: Map<string, Value>, before: Variables['get']): void {
  const settled = new Map<string, { value: Value; ways: number }>()
  for (const way of ways)
    for (const [name, value] of way.own) {
      const known = settled.get(name)
      settled.set(
        name,
        known === undefined ? { value, ways: 1 } : { value: join(known.value, value), ways: known.ways + 1 },
      )
    }
  for (const [name, one] of settled)
    own.set(name, one.ways === ways.length ? one.value : join(before(name) ?? UNKNOWN, one.value))
}
