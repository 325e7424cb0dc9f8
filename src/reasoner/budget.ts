import type { ModelUsage } from '../core/model.ts'

export interface Limits {
  tokens: number
  /** US dollars; without it, money is not limited. */
  dollars?: number | undefined
}

/** Dollars for a million tokens. */
export interface TokenPrice {
  input: number
  cachedInput: number
  output: number
}

export interface Spend {
  calls: number
  inputTokens: number
  cachedInputTokens: number
  outputTokens: number
  /** Null where a model without a listed price took part. */
  dollars: number | null
}

/** `price` undefined where that of the model that answered is not listed. */
export interface Used {
  usage: ModelUsage
  price: TokenPrice | undefined
}

export interface Reservation {
  /** Puts what was really used in the place of what was reserved, at the price of the model that answered. */
  settle(used: Used | undefined): void
}

export interface Budget {
  /** Room for a call at its most; undefined where there is none. What is reserved, nobody else can have. */
  reserve(inputTokens: number, outputTokens: number, price: TokenPrice | undefined): Reservation | undefined
  /** Counts what was spent without having been reserved here, such as before a run was gone on with. */
  charge(spent: Spend): void
  spent(): Spend
  /** What nobody has used or reserved, here and in the budget around it. */
  left(): Limits
}

/** What agents that share it may use together, however many ask at once; `within` is the budget of which this is a part. */
export function createBudget({ tokens, dollars }: Limits, within?: Budget): Budget {
  const spend: Spend = { calls: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, dollars: 0 }
  let reservedTokens = 0
  let reservedDollars = 0
  return {
    reserve(inputTokens, outputTokens, price) {
      const most = inputTokens + outputTokens
      const cost = price ? (inputTokens * price.input + outputTokens * price.output) / 1e6 : 0
      const usedTokens = spend.inputTokens + spend.outputTokens + reservedTokens
      if (usedTokens + most > tokens) return undefined
      // What an unlisted price came to is not known: then nothing counts as left, as `left` says.
      if (dollars !== undefined && (!price || (spend.dollars ?? dollars) + reservedDollars + cost > dollars))
        return undefined
      const outer = within?.reserve(inputTokens, outputTokens, price)
      if (within && !outer) return undefined
      reservedTokens += most
      reservedDollars += cost
      return {
        settle(used) {
          reservedTokens -= most
          reservedDollars -= cost
          outer?.settle(used)
          if (!used) return
          const { usage, price: paid } = used
          spend.calls++
          spend.inputTokens += usage.inputTokens
          spend.cachedInputTokens += usage.cachedInputTokens
          spend.outputTokens += usage.outputTokens
          spend.dollars = paid && spend.dollars !== null ? spend.dollars + costOf(usage, paid) : null
        },
      }
    },
    charge(spent) {
      spend.calls += spent.calls
      spend.inputTokens += spent.inputTokens
      spend.cachedInputTokens += spent.cachedInputTokens
      spend.outputTokens += spent.outputTokens
      spend.dollars = spend.dollars === null || spent.dollars === null ? null : spend.dollars + spent.dollars
      within?.charge(spent)
    },
    spent: () => ({ ...spend }),
    left() {
      const outer = within?.left()
      const ownTokens = tokens - spend.inputTokens - spend.outputTokens - reservedTokens
      const ownDollars = dollars === undefined ? undefined : dollars - (spend.dollars ?? dollars) - reservedDollars
      const least = [ownDollars, outer?.dollars].filter((one) => one !== undefined)
      return {
        tokens: Math.min(ownTokens, outer?.tokens ?? ownTokens),
        ...(least.length > 0 && { dollars: Math.min(...least) }),
      }
    },
  }
}

/** US dollars. */
export function costOf({ inputTokens, cachedInputTokens, outputTokens }: ModelUsage, price: TokenPrice): number {
  const fresh = inputTokens - cachedInputTokens
  return (fresh * price.input + cachedInputTokens * price.cachedInput + outputTokens * price.output) / 1e6
}

/** A little more than it will be: no tokeniser makes a token of fewer than two bytes of such text on average. */
export function mostTokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 2.5) + 16
}
