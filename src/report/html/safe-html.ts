import { visibleText } from '../text/visible-text.ts'

/** Markup that was written by us; everything else that goes into a page is text and is escaped. */
export interface SafeHtml {
  readonly markup: string
}

type Value = string | number | SafeHtml | readonly SafeHtml[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/**
 * A template whose literal parts are markup and whose values are text: made visible and escaped, for elements and for
 * attributes in double quotes. Never put a value into a style, a URL, the name of an element or an unquoted attribute.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): SafeHtml {
  return { markup: parts.map((part, index) => part + markupOf(values[index] ?? '')).join('') }
}

export const NOTHING: SafeHtml = { markup: '' }

/** Text as it may stand in an element or in an attribute in quotes. */
function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '')
}

function markupOf(value: Value): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0'
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}
