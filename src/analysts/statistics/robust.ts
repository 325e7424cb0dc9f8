/** Order statistics that a few outliers cannot move. Empty input gives NaN. NaN values must be removed before. */

export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return Number.NaN
  const position = share * (sorted.length - 1)
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[below + 1] ?? low
  return low + (position - below) * (high - low)
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}

/** The spread between the quartiles. */
export function interquartileRange(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  return quantile(sorted, 0.75) - quantile(sorted, 0.25)
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0
  return sum / values.length
}
