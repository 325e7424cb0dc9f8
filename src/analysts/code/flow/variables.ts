import type { Value, Variables } from './model.ts'
import { join, UNKNOWN } from './value.ts'

/** So that taking a branch and joining several costs as much as they change, not as much as there is. */
export function layeredVariables(base?: Variables): Variables {
  const own = new Map<string, Value>()
  const variables: Variables = {
    get: (name) => own.get(name) ?? base?.get(name),
    set: (name, value) => void own.set(name, value),
    fork: () => layeredVariables(variables),
    since(below) {
      const copy = below.fork()
      if (variables === below) return copy
      const layers = base === undefined || base === below ? [] : [base.since(below)]
      for (const layer of [...layers, variables]) for (const [name, value] of layer.own()) copy.set(name, value)
      return copy
    },
    settle(ways) {
      for (const name of new Set(ways.flatMap((way) => [...way.own().keys()]))) {
        let joined: Value | undefined
        for (const way of ways) {
          const value = way.get(name) ?? UNKNOWN
          joined = joined === undefined ? value : join(joined, value)
        }
        if (joined !== undefined) own.set(name, joined)
      }
    },
    own: () => own,
    entries: () => new Map([...(base?.entries() ?? []), ...own]),
  }
  return variables
}
