/** Rows of history in which a row's like is sought. */
const HISTORY = 5000
/** Before so many distances are known nothing can be called unusual. */
const LEAST_USUAL = 80
/** Lengths of the stretches that are compared, in rows: a value, a shape, about a day at one row in five minutes. */
const LENGTHS = [1, 36, 288] as const
/** Rows for which one report of a change is enough, unless what follows is this many times as strange. */
const QUIET_ROWS = 200
const STRANGER = 2

/**
 * Scores each value by how unlike the past it is, 0 to 1, from what was before it alone. The stretch of values that
 * ends at a row is compared with every earlier stretch of HISTORY rows (the left matrix profile: Yeh et al., "Matrix Profile
 * I", ICDM 2016, without normalisation so that levels count); its distance to the nearest is set against the distances
 * that were usual so far. 0.5 is as far as the farthest half per cent. After a report lesser ones are left out for a while.
 * Values that are not finite score 0 and stand for the value before them. Time is linear in rows, times HISTORY.
 */
export function noveltyScores(values: ArrayLike<number>): Float64Array {
  const filled = withoutGaps(values)
  const novelty = new Float64Array(values.length)
  for (const length of LENGTHS) {
    const excess = beyondUsual(nearestDistances(filled, length), length)
    for (let row = 0; row < novelty.length; row++) novelty[row] = Math.max(novelty[row] ?? 0, excess[row] ?? 0)
  }
  for (let row = 0; row < novelty.length; row++) if (!Number.isFinite(values[row] ?? Number.NaN)) novelty[row] = 0
  quieten(novelty)
  return novelty.map((excess) => excess / (1 + excess))
}

function withoutGaps(values: ArrayLike<number>): Float64Array {
  const filled = new Float64Array(values.length)
  let last = 0
  for (let row = 0; row < filled.length; row++) {
    const value = values[row] ?? Number.NaN
    if (Number.isFinite(value)) last = value
    filled[row] = last
  }
  return filled
}

/**
 * For each row the root mean square distance from the stretch that ends there to the nearest earlier one that does not
 * overlap it. The distance at a lag follows from that of the row before in constant time.
 */
function nearestDistances(values: Float64Array, length: number): Float64Array {
  const nearest = new Float64Array(values.length)
  const atLag = new Float64Array(Math.min(values.length, HISTORY + 1))
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    const leaving = values[row - length] ?? 0
    let best = Number.POSITIVE_INFINITY
    const lags = Math.min(row, atLag.length - 1)
    for (let lag = 1; lag <= lags; lag++) {
      const other = row - lag
      const difference = value - (values[other] ?? 0)
      let distance = (atLag[lag] ?? 0) + difference * difference
      if (other >= length) {
        const gone = leaving - (values[other - length] ?? 0)
        distance -= gone * gone
      }
      atLag[lag] = distance
      if (distance < best && lag >= length && other >= length - 1) best = distance
    }
    nearest[row] = best === Number.POSITIVE_INFINITY ? 0 : Math.sqrt(Math.max(0, best) / length)
  }
  return nearest
}

/** The part of a usual distance that counts as spread, so that distances that are all alike do not make a hair's breadth count. */
const LEAST_SPREAD = 0.3

/** How far each distance lies above the median so far, in units of the gap from there to the 99.5th percentile. */
function beyondUsual(distances: Float64Array, length: number): Float64Array {
  const excess = new Float64Array(distances.length)
  const usual = slidingQuantiles(HISTORY)
  for (let row = 0; row < distances.length; row++) {
    const distance = distances[row] ?? 0
    if (usual.size() >= LEAST_USUAL) {
      const middle = usual.at(0.5)
      const top = usual.at(0.995)
      const spread = Math.max(top - middle + LEAST_SPREAD * middle, 1e-9 * (Math.abs(top) + 1e-3))
      excess[row] = Math.max(0, (distance - middle) / spread)
    }
    // Before two stretches fit into the past there is nothing that could be near.
    if (row >= Math.max(20, 2 * length)) usual.add(distance)
  }
  return excess
}

function slidingQuantiles(most: number) {
  const sorted: number[] = []
  const order: number[] = []
  let oldest = 0
  return {
    size: () => sorted.length,
    at: (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0,
    add(value: number) {
      sorted.splice(placeOf(sorted, value), 0, value)
      order.push(value)
      if (order.length - oldest > most) sorted.splice(placeOf(sorted, order[oldest++] ?? 0), 1)
    },
  }
}

/** Where a value stands in a sorted list, or would. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function quieten(novelty: Float64Array): void {
  let reported = Number.NEGATIVE_INFINITY
  let level = 0
  for (let row = 0; row < novelty.length; row++) {
    const excess = novelty[row] ?? 0
    const isQuiet = row - reported < QUIET_ROWS
    if (isQuiet && excess <= STRANGER * level) novelty[row] = 0
    else if (excess > 0) {
      reported = row
      level = excess
    }
  }
}
