import { MODEL_TIERS, type ModelTier, type TaskType, type Urgency } from '../core/model.ts'
import { costOf, type Limits, type TokenPrice } from './budget.ts'

/** How much thought a kind of work takes. */
const NEED: Readonly<Record<TaskType, 'little' | 'some' | 'much'>> = {
  'log-parsing': 'little',
  'metric-correlation': 'little',
  documentation: 'some',
  'code-review': 'some',
  'infrastructure-code': 'some',
  architecture: 'much',
  'security-audit': 'much',
  'root-cause': 'much',
}
const USUAL: TaskType = 'code-review'

const TIERS: Readonly<Record<'little' | 'some' | 'much', Readonly<Record<Urgency, ModelTier>>>> = {
  little: { low: 'fast', normal: 'fast', high: 'fast' },
  some: { low: 'fast', normal: 'balanced', high: 'deep' },
  much: { low: 'balanced', normal: 'deep', high: 'deep' },
}

/** Of what a model can read at once, the part that a first question may take: what tools give comes on top. */
const MOST_OF_CONTEXT = 0.5

export interface TierModel {
  name: string
  price: TokenPrice | undefined
  /** Tokens; undefined where it is not known. */
  context: number | undefined
}

export interface TierQuestion {
  /** Undefined where an agent's file does not say. */
  task: TaskType | undefined
  urgency: Urgency
  /** Of the first question. */
  contextTokens: number
  /** What the whole work will take, at most. */
  expected: { inputTokens: number; outputTokens: number }
  /** What this agent may have of what is left. */
  left: Limits
  /** The models that can be had. */
  models: Readonly<Partial<Record<ModelTier, TierModel>>>
}

export interface TierChoice {
  tier: ModelTier
  /** In plain words, for the record. */
  reason: string
}

/** The tier for a piece of work: by its kind and urgency, moved up where the question would not fit, down where the money would not do. */
export function chooseTier(question: TierQuestion): TierChoice | undefined {
  const { task, urgency, contextTokens, models } = question
  const had = MODEL_TIERS.filter((tier) => models[tier])
  const wanted = TIERS[NEED[task ?? USUAL]][urgency]
  const reasons = [`${task ?? 'work of no stated kind'} at ${urgency} urgency: ${wanted}`]
  let tier = nearest(had, wanted)
  if (tier === undefined) return undefined
  if (tier !== wanted) reasons.push(`${wanted} cannot be had: ${tier}`)
  const holding = had.filter((one) => (models[one]?.context ?? Infinity) * MOST_OF_CONTEXT >= contextTokens)
  if (!holding.includes(tier) && holding.length > 0) {
    tier = nearest(holding, tier) ?? tier
    reasons.push(`${contextTokens} tokens to read: ${tier}`)
  }
  const paid = had.filter((one) => isWithin(question, models[one]))
  if (!paid.includes(tier)) {
    const lower = paid.filter((one) => MODEL_TIERS.indexOf(one) < MODEL_TIERS.indexOf(tier ?? 'fast')).at(-1)
    if (lower !== undefined) {
      tier = lower
      reasons.push(`${moneyOf(question.left.dollars)} left for it: ${tier}`)
    }
  }
  return { tier, reason: reasons.join('; ') }
}

/** The one itself, else the next one down, else the next one up. */
function nearest(had: readonly ModelTier[], wanted: ModelTier): ModelTier | undefined {
  const place = MODEL_TIERS.indexOf(wanted)
  return had.filter((one) => MODEL_TIERS.indexOf(one) <= place).at(-1) ?? had[0]
}

function isWithin({ left, expected }: TierQuestion, model: TierModel | undefined): boolean {
  if (left.dollars === undefined) return true
  return model?.price !== undefined && costOf({ ...expected, cachedInputTokens: 0 }, model.price) <= left.dollars
}

function moneyOf(dollars = 0): string {
  return `$${dollars.toFixed(4)}`
}
