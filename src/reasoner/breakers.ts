import type { Model } from '../core/model.ts'

/** After so many failures in a row a provider is left alone for a while. */
const BREAKS_AT = 5
const REST = 30_000

export interface Breaker {
  isOpen(): boolean
  failed(): void
  answered(): void
}

export interface Breakers {
  of(model: Model): Breaker
}

/** One circuit breaker for each provider, for all that share these: what one run learnt of a provider, the next need not. */
export function providerBreakers(clock: () => number): Breakers {
  const known = new Map<string, Breaker>()
  return {
    of({ name }) {
      const provider = name.split(':', 1)[0] ?? name
      const existing = known.get(provider)
      if (existing) return existing
      let failures = 0
      let restsUntil = 0
      const breaker: Breaker = {
        isOpen: () => clock() < restsUntil,
        failed() {
          // After its rest one failure is enough.
          if (++failures >= BREAKS_AT) restsUntil = clock() + REST
        },
        answered() {
          failures = 0
        },
      }
      known.set(provider, breaker)
      return breaker
    },
  }
}
