import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MODEL_TIERS, type ModelTier, TASK_TYPES, URGENCIES } from '../../src/core/model.ts'
import { chooseTier, type TierModel, type TierQuestion } from '../../src/reasoner/choose-tier.ts'

const PRICES: Record<ModelTier, number> = { fast: 0.1, balanced: 2, deep: 4 }
const model = (tier: ModelTier, context?: number): TierModel => ({
  name: `p:${tier}`,
  price: { input: PRICES[tier], cachedInput: 0, output: PRICES[tier] * 5 },
  context,
})
const ALL = { fast: model('fast', 200_000), balanced: model('balanced', 200_000), deep: model('deep', 1_000_000) }
const question: TierQuestion = {
  task: 'root-cause',
  urgency: 'normal',
  contextTokens: 2_000,
  expected: { inputTokens: 4_000, outputTokens: 1_000 },
  left: { tokens: 100_000 },
  models: ALL,
}

describe('the tier for a piece of work', () => {
  it('follows its kind and its urgency', () => {
    const tier = (more: Partial<TierQuestion>) => chooseTier({ ...question, ...more })?.tier
    expect(tier({ task: 'log-parsing', urgency: 'high' })).toBe('fast')
    expect(tier({ task: 'metric-correlation' })).toBe('fast')
    expect(tier({ task: 'code-review' })).toBe('balanced')
    expect(tier({ task: 'infrastructure-code', urgency: 'high' })).toBe('deep')
    expect(tier({ task: 'code-review', urgency: 'low' })).toBe('fast')
    for (const task of ['root-cause', 'architecture', 'security-audit'] as const) expect(tier({ task })).toBe('deep')
  })

  it('goes up where the question would not fit, down where the money would not do, and says so', () => {
    expect(chooseTier({ ...question, task: 'log-parsing', contextTokens: 150_000 })).toEqual({
      tier: 'deep',
      reason: 'log-parsing at normal urgency: fast; 150000 tokens to read: deep',
    })
    // 4,000 in and 1,000 out: 0.036 at deep, 0.018 at balanced, 0.0009 at fast.
    expect(chooseTier({ ...question, left: { tokens: 1e5, dollars: 0.02 } })?.tier).toBe('balanced')
    expect(chooseTier({ ...question, left: { tokens: 1e5, dollars: 0.001 } })?.tier).toBe('fast')
  })

  it('is one that can be had, whatever is asked, and none only where there is none', () => {
    const some = fc.subarray([...MODEL_TIERS])
    fc.assert(
      fc.property(
        some,
        fc.constantFrom(...TASK_TYPES, undefined),
        fc.constantFrom(...URGENCIES),
        fc.nat(2_000_000),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        (had, task, urgency, contextTokens, dollars) => {
          const models = Object.fromEntries(had.map((tier) => [tier, ALL[tier]]))
          const left = { tokens: 1e5, ...(dollars !== undefined && { dollars }) }
          const chosen = chooseTier({ ...question, task, urgency, contextTokens, left, models })
          if (had.length === 0) expect(chosen).toBeUndefined()
          else expect(had).toContain(chosen?.tier)
        },
      ),
    )
  })
})
