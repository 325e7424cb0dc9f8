/** One sample of the Prometheus text format (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface ExposedSample {
  name: string
  labels: Record<string, string>
  value: number
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

export function formatExposition(samples: readonly ExposedSample[]): string {
  return samples.map(({ name, labels, value }) => `${name}${formatLabels(labels)} ${value}\n`).join('')
}

/** Comments and lines that are not samples are left out. */
export function parseExposition(text: string): ExposedSample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels, value] = SAMPLE.exec(line) ?? []
    return name ? [{ name, labels: parseLabels(labels ?? ''), value: Number(value) }] : []
  })
}

function formatLabels(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(LABEL), ([, key, value]) => [key, (value ?? '').replace(/\\(["\\])/g, '$1')]),
  )
}
