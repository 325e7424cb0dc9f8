import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/reasoner/budget.ts'

const spend = { calls: 2, inputTokens: 600, cachedInputTokens: 0, outputTokens: 100, dollars: 0.25 }

describe('what was spent before a run was gone on with', () => {
  it('counts in its own budget and in the one around it', () => {
    const all = createBudget({ tokens: 1_000, dollars: 1 })
    const own = createBudget({ tokens: 800 }, all)
    own.charge(spend)
    expect(own.spent()).toEqual(spend)
    expect(all.left()).toEqual({ tokens: 300, dollars: 0.75 })
    expect(own.left().tokens).toBe(100)
  })

  it('counts although there is no room for it', () => {
    const budget = createBudget({ tokens: 500, dollars: 0.1 })
    budget.charge(spend)
    expect(budget.reserve(1, 0, { input: 1, cachedInput: 1, output: 1 })).toBeUndefined()
    expect(budget.left().tokens).toBeLessThan(0)
  })

  it('leaves no money to be reserved where its price is not known', () => {
    const budget = createBudget({ tokens: 5_000, dollars: 1 })
    budget.charge({ ...spend, dollars: null })
    expect(budget.spent().dollars).toBeNull()
    expect(budget.left().dollars).toBe(0)
    expect(budget.reserve(1, 1, { input: 1, cachedInput: 1, output: 1 })).toBeUndefined()
  })
})
