import type { Alert } from '../core/evidence.ts'
import { parseJsonList } from './json-list.ts'
import { parseTimeField } from './timestamp.ts'

/** Reads alerts as Alertmanager's webhook or API writes them, or any JSON list of objects with a name. Throws `SyntaxError` on text that is not JSON. */
export function parseAlerts(text: string, source: string): Alert[] {
  const keys = ['labels.alertname', 'alertname', 'name', 'annotations.summary', 'summary', 'title', 'id']
  return parseJsonList(text, source, keys).map(({ fields, citation }) => {
    const labels = words(fields.labels)
    const annotations = words(fields.annotations)
    const own = words(fields)
    const at = parseTimeField(fields.startsAt ?? fields.activeAt ?? fields.timestamp ?? fields.time ?? fields.at)?.at
    const severity = labels.severity ?? own.severity ?? own.level
    return {
      name: labels.alertname ?? own.alertname ?? own.name ?? own.title ?? 'alert',
      labels: Object.keys(labels).length > 0 ? labels : own,
      annotations,
      ...(at !== undefined && { at }),
      ...(severity && { severity }),
      evidence: Object.values(fields).flatMap(sentences),
      citation,
    }
  })
}

function sentences(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function words(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
