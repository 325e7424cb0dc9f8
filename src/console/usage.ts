import type { Usage } from '../core/activity.ts'

/** Small sums with as many digits as say something. */
export function money(dollars: number): string {
  if (dollars === 0) return '$0'
  if (dollars < 0.0001) return 'under $0.0001'
  return dollars < 0.1
    ? `$${dollars.toFixed(4)}`
    : `$${dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

export function number(value: number): string {
  return value.toLocaleString('en-US')
}

export function counted(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? '' : 's'}`
}

/** A sum that is known to be too small says so. */
export function cost({ dollars, calls, unpriced }: Usage): string {
  if (unpriced === 0) return money(dollars)
  return unpriced === calls ? 'no listed price' : `${money(dollars)} and ${counted(unpriced, 'call')} without a price`
}

export function tokens({ inputTokens, outputTokens }: Pick<Usage, 'inputTokens' | 'outputTokens'>): string {
  return number(inputTokens + outputTokens)
}
