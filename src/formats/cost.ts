import type { CostFigure } from '../core/evidence.ts'
import { lineAt } from './metric-matrix.ts'
import { parseMetricTable } from './metric-table.ts'
import { parseTimeField } from './timestamp.ts'

/**
 * Reads figures about money and traffic: a JSON object of numbers (nested keys are joined with `.`), a list of
 * `{name, value, unit, service, at}`, or CSV as for metrics. A key that ends in a unit (`…PerMinute`, `…Usd`) keeps it in its name.
 */
export function parseCost(text: string, source: string): CostFigure[] {
  if (/^\s*[[{]/.test(text)) return fromJson(JSON.parse(text) as unknown, '', text, source, {})
  return parseMetricTable(text, source).series.flatMap((series) =>
    Array.from(series.values, (value, index) => ({
      name: series.name,
      value,
      ...(series.labels.service && { service: series.labels.service }),
      at: series.timestamps[index] ?? 0,
      citation: series.cite(index),
    })).filter((figure) => Number.isFinite(figure.value)),
  )
}

interface Inherited {
  service?: string
  unit?: string
}

function fromJson(value: unknown, path: string, text: string, source: string, inherited: Inherited): CostFigure[] {
  if (typeof value === 'number') {
    const key = path.split('.').at(-1) ?? ''
    const at = text.search(new RegExp(`"${key.replace(/[^\w]/g, '.')}"\\s*:\\s*${String(value).replace('.', '\\.')}`))
    return [
      {
        name: path,
        value,
        ...inherited,
        citation: {
          source,
          line: lineAt(text, Math.max(0, at)),
          quote: at < 0 ? String(value) : (/"[^"]*"\s*:\s*[-\d.e+]+/.exec(text.slice(at))?.[0] ?? String(value)),
        },
      },
    ]
  }
  if (Array.isArray(value)) return value.flatMap((entry) => fromJson(entry, path, text, source, inherited))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Record<string, unknown>
  const own: Inherited = {
    ...inherited,
    ...(typeof fields.service === 'string' && { service: fields.service }),
    ...(typeof fields.unit === 'string' && { unit: fields.unit }),
  }
  if (typeof fields.name === 'string' && typeof fields.value === 'number') {
    const at = parseTimeField(fields.at)?.at
    const offset = Math.max(0, text.indexOf(JSON.stringify(fields.name)))
    return [
      {
        name: fields.name,
        value: fields.value,
        ...own,
        ...(at !== undefined && { at }),
        citation: { source, line: lineAt(text, offset), quote: fields.name },
      },
    ]
  }
  return Object.entries(fields).flatMap(([key, inner]) =>
    fromJson(inner, path ? `${path}.${key}` : key, text, source, own),
  )
}
