import { join, UNKNOWN, type Value } from './value.ts'

/**
 * Variables with their values in layers: a branch writes to a layer of its own above those before it, so that taking a branch and
 * joining several costs as much as they change, not as much as there is.
 */
export class Variables {
  readonly #own = new Map<string, Value>()
  readonly #base: Variables | undefined

  constructor(base?: Variables) {
    this.#base = base
  }

  get(name: string): Value | undefined {
    for (let layer: Variables | undefined = this; layer !== undefined; layer = layer.#base) {
      const value = layer.#own.get(name)
      if (value !== undefined) return value
    }
    return undefined
  }

  set(name: string, value: Value): void {
    this.#own.set(name, value)
  }

  /** A layer above this one. While it is in use, this one must not be written to. */
  fork(): Variables {
    return new Variables(this)
  }

  /** All that was written above `base`, as one layer above it that later writes do not reach. */
  since(base: Variables): Variables {
    const copy = base.fork()
    const layers: Variables[] = []
    for (let layer: Variables | undefined = this; layer !== undefined && layer !== base; layer = layer.#base)
      layers.push(layer)
    for (const layer of layers.reverse()) for (const [name, value] of layer.#own) copy.set(name, value)
    return copy
  }

  /** From here on it is as after any one of these, each a layer above this one. */
  settle(ways: readonly Variables[]): void {
    const names = new Set(ways.flatMap((way) => [...way.#own.keys()]))
    for (const name of names) {
      let joined: Value | undefined
      for (const way of ways) {
        const value = way.get(name) ?? UNKNOWN
        joined = joined === undefined ? value : join(joined, value)
      }
      if (joined !== undefined) this.set(name, joined)
    }
  }

  /** Names and values; inner layers first. */
  entries(): ReadonlyMap<string, Value> {
    const all = new Map<string, Value>(this.#base?.entries())
    for (const [name, value] of this.#own) all.set(name, value)
    return all
  }
}
