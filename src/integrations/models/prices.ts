/**
 * List prices in US dollars for a million tokens, as the providers' price pages gave them on the date, and how many tokens a model can
 * read at once; the first that the name begins with counts.
 */
export const PRICES_OF = '2026-11-21'

export interface Price {
  input: number
  cachedInput: number
  output: number
}

/** Tokens. */
const CONTEXT = 200_000

const PRICES: readonly [name: string, price: Price][] = [
  ['anthropic:claude-haiku-5-5', { input: 0.1, cachedInput: 0.01, output: 0.5 }],
  ['anthropic:claude-sonnet-5-5', { input: 2, cachedInput: 0.1, output: 10 }],
  ['anthropic:claude-opus-5-5', { input: 4, cachedInput: 0.2, output: 20 }],
  ['anthropic:claude-fable-5', { input: 10, cachedInput: 1, output: 50 }],
  ['anthropic:claude-opus-5', { input: 5, cachedInput: 0.5, output: 25 }],
  ['anthropic:claude-sonnet-5', { input: 2, cachedInput: 0.2, output: 10 }],
  ['anthropic:claude-opus-4', { input: 5, cachedInput: 0.5, output: 25 }],
  ['anthropic:claude-sonnet-4', { input: 3, cachedInput: 0.3, output: 15 }],
  ['anthropic:claude-haiku-4', { input: 1, cachedInput: 0.1, output: 5 }],
]

/** Undefined for a model whose price is not listed: what it costs is then unknown, never zero. */
export function priceOf(model: string): Price | undefined {
  return PRICES.find(([name]) => model.startsWith(name))?.[1]
}

/** Tokens that the model can read at once; undefined where it is not known. */
export function contextOf(model: string): number | undefined {
  return model.startsWith('anthropic:') ? CONTEXT : undefined
}
