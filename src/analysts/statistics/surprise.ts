/**
 * Surprise is the negative natural logarithm of the chance to see as much on a healthy component. It adds up over
 * independent observations and does not saturate, so it is what the fusion works with; `strength` is its public face.
 */

/** Degrees of freedom of the tail: operations data has far heavier tails than a Gaussian. */
const TAIL = 3

/** Surprise of a robust z value under Student's t with heavy tails (asymptotic form). Zero for z <= 0 or NaN. */
export function surpriseOfZ(z: number): number {
  if (!(z > 0)) return 0
  return ((TAIL + 1) / 2) * Math.log1p((Math.min(z, 1e6) * Math.min(z, 1e6)) / TAIL)
}

/** Just under 1, so that the way back stays finite. */
const MOST_STRENGTH = 1 - 1e-12

export function strengthOf(surprise: number): number {
  return Math.min(MOST_STRENGTH, Math.max(0, 1 - Math.exp(-surprise)))
}

export function surpriseOf(strength: number): number {
  return -Math.log(1 - Math.min(MOST_STRENGTH, Math.max(0, strength)))
}

/**
 * Log-likelihood ratio (G statistic, Dunning 1993) of two shares being different: `a` of `n` against `b` of `m`. Zero where
 * a total is zero. Under the null hypothesis half of it behaves as a surprise.
 */
export function shareDifference(a: number, n: number, b: number, m: number): number {
  if (n <= 0 || m <= 0) return 0
  const share = (a + b) / (n + m)
  const term = (seen: number, expected: number) => (seen > 0 ? seen * Math.log(seen / expected) : 0)
  const sum = term(a, n * share) + term(n - a, n * (1 - share)) + term(b, m * share) + term(m - b, m * (1 - share))
  return Math.max(0, 2 * sum)
}
