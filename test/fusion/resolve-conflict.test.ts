import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveFinding, holdToBasis } from '../../src/fusion/derive-finding.ts'
import {
  CONSENSUS,
  type ConflictRule,
  contradictions,
  resolveConflict,
  type Vote,
} from '../../src/fusion/resolve-conflict.ts'
import { finding } from '../patterns/crew-of-tests.ts'

const vote = (agent: string, choice: string, confidence: number, weight?: number): Vote => ({
  agent,
  choice,
  confidence,
  weight,
})
const RULES: ConflictRule[] = [{ rule: 'highest-confidence' }, CONSENSUS, { rule: 'weighted' }]
const anyVotes = fc.array(
  fc.record({
    agent: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    choice: fc.constantFrom('x', 'y', 'z'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
  }),
  { maxLength: 12 },
)

describe('a conflict', () => {
  it('is decided by the rule, and the record shows votes and rule', () => {
    const votes = [vote('a', 'x', 0.9), vote('b', 'y', 0.7), vote('c', 'y', 0.6)]
    expect(resolveConflict(votes, { rule: 'highest-confidence' })).toMatchObject({
      choice: 'x',
      votes,
      rule: 'the choice of the surest',
    })
    expect(resolveConflict(votes, { rule: 'weighted' })).toMatchObject({
      choice: 'y',
      tally: [{ choice: 'y', agents: ['b', 'c'] }, { choice: 'x' }],
    })
    expect(resolveConflict(votes, CONSENSUS)).toMatchObject({
      choice: 'y',
      rule: 'the choice of at least 67% of the voters',
    })
    expect(resolveConflict(votes, { rule: 'consensus', threshold: 0.7 })).toMatchObject({
      choice: null,
      person: 'split',
    })
  })

  it('goes to a person where nobody votes, nobody is sure, or the votes are split', () => {
    expect(resolveConflict([], CONSENSUS)).toMatchObject({ choice: null, person: 'no-votes' })
    expect(resolveConflict([vote('a', 'x', 0.29)], { rule: 'weighted' })).toMatchObject({
      choice: null,
      person: 'low-confidence',
    })
    expect(resolveConflict([vote('a', 'x', 0.3)], { rule: 'weighted' })).toMatchObject({ choice: 'x' })
    expect(resolveConflict([vote('a', 'x', 0.8), vote('b', 'y', 0.8)], { rule: 'weighted' })).toMatchObject({
      choice: null,
      person: 'split',
    })
  })

  it('has the same decision whatever the order of the votes, and never one that nobody voted for', () => {
    fc.assert(
      fc.property(anyVotes, fc.constantFrom(...RULES), fc.infiniteStream(fc.nat()), (votes, rule, chance) => {
        const decision = resolveConflict(votes, rule)
        const shuffled = votes
          .map((one) => ({ one, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one)
        expect(resolveConflict(shuffled, rule)).toEqual(decision)
        expect(decision.choice === null).toBe(decision.person !== undefined)
        if (decision.choice !== null) expect(votes.map(({ choice }) => choice)).toContain(decision.choice)
        expect(decision.confidence).toBeGreaterThanOrEqual(0)
        expect(decision.confidence).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('between recommendations is one that wants different things of one component', () => {
    const want = (agent: string, component: string, action: string) => ({ agent, component, action })
    const all = [want('a', 'x', 'roll-back'), want('b', 'x', 'scale'), want('c', 'y', 'scale'), want('d', 'x', 'scale')]
    expect(contradictions(all).map(([one, other]) => one.agent + other.agent)).toEqual(['ab', 'ad'])
  })
})

describe('a finding that builds on others', () => {
  const first = finding('logs', 'payments', 0.4)

  it('carries them with it, and is no surer than they are', () => {
    const derived = deriveFinding(finding('lead', 'payments', 0.99), [first])
    expect(derived).toMatchObject({
      strength: 0.4,
      basis: [{ agent: 'logs', strength: 0.4, citations: first.citations }],
    })
  })

  it('is held to what its agent was told, as it was told', () => {
    const lying = {
      ...finding('lead', 'payments', 0.99),
      basis: [{ agent: 'logs', summary: first.summary, strength: 1, citations: [] }],
    }
    expect(holdToBasis(lying, [first]).finding).toMatchObject({ strength: 0.4, basis: [{ strength: 0.4 }] })
    expect(holdToBasis({ ...lying, citations: [] }, [])).toEqual({ struck: 2 })
    expect(holdToBasis(lying, []).finding).not.toHaveProperty('basis')
  })
})
