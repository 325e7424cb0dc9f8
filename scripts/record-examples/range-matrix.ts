/** A series as it is gathered. `samples` hold seconds since the Unix epoch and a value, in order of time. */
export interface GatheredSeries {
  name: string
  labels: Readonly<Record<string, string>>
  samples: [seconds: number, value: number][]
}

/** Gathers samples by series; the order of series is that of their first sample. */
export interface SeriesGatherer {
  add(name: string, labels: Readonly<Record<string, string>>, seconds: number, value: number): void
  series(): GatheredSeries[]
}

export function seriesGatherer(): SeriesGatherer {
  const byKey = new Map<string, GatheredSeries>()
  return {
    add(name, labels, seconds, value) {
      const key = JSON.stringify([name, Object.entries(labels).sort()])
      const found = byKey.get(key) ?? { name, labels, samples: [] }
      byKey.set(key, found)
      found.samples.push([seconds, value])
    },
    series: () => [...byKey.values()],
  }
}

/**
 * The answer of Prometheus to a range query, one series a line so that differences stay readable. A sample that is not
 * a number is left out, as Prometheus leaves a gap where a scrape failed.
 */
export function rangeMatrix(series: readonly GatheredSeries[]): string {
  const rows = series.map(({ name, labels, samples }) => {
    const values = samples
      .filter(([, value]) => !Number.isNaN(value))
      .map(([at, value]) => [at, String(rounded(value))])
    return JSON.stringify({ metric: { __name__: name, ...labels }, values })
  })
  return `{"status":"success","data":{"resultType":"matrix","result":[\n${rows.join(',\n')}\n]}}\n`
}

/** Nine significant digits: more than a scrape is worth, and enough for a time in seconds without its fraction. */
function rounded(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(9))
}
