import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSimilar } from '../../../src/analysts/memory/find-similar.ts'
import { profileIncident } from '../../../src/analysts/memory/profile-incident.ts'
import type { IncidentProfile, RememberedIncident } from '../../../src/core/memory.ts'
import { outageAnalysis } from '../../report/analysis-fixtures.ts'

const DAY = 86_400_000
let count = 0
const incident = (about: Partial<RememberedIncident> = {}): RememberedIncident => ({
  run: `run_${++count}`,
  at: count * DAY,
  incidentId: `inc_${count}`,
  beganAt: count * DAY,
  title: 'Orders are slow',
  headline: 'orders-db has no connections left',
  summary: 'The pool of connections is used up',
  component: 'orders-db',
  cause: 'connection-pool-exhausted',
  patterns: ['connection-pool-exhausted at orders-db', 'latency at orders', 'could not get a connection within # ms'],
  remedies: ['Restart orders'],
  ...about,
})
const other = () =>
  incident({
    title: 'Certificates have expired',
    headline: 'edge-proxy serves an old certificate',
    summary: 'The certificate has expired',
    component: 'edge-proxy',
    cause: 'certificate-expired',
    patterns: ['certificate-expired at edge-proxy', 'x509: certificate has expired'],
    remedies: ['Renew it'],
  })

describe('an earlier incident', () => {
  it('is found again by its patterns and words, with what they share, and an unlike one is not', () => {
    const past = [incident({ title: 'Checkout waits for orders' }), other(), other()]
    const found = findSimilar(incident(), past)
    expect(found.map(({ run }) => run)).toEqual([past[0]?.run])
    expect(found[0]).toMatchObject({
      cause: 'connection-pool-exhausted',
      confirmed: 'no',
      remedies: ['Restart orders'],
    })
    expect(found[0]?.shared).toContain('could not get a connection within # ms')
    expect(findSimilar(other(), past.slice(0, 1))).toEqual([])
    expect(findSimilar(incident(), [])).toEqual([])
  })

  it('shows what people know of it, and nothing that was advised for a wrong cause', () => {
    const [found] = findSimilar(incident(), [
      incident({ judged: { verdict: 'wrong', component: 'orders', cause: 'slow-query', note: 'missing index' } }),
    ])
    expect(found).toMatchObject({
      component: 'orders',
      cause: 'slow-query',
      confirmed: 'corrected',
      note: 'missing index',
    })
    expect(found?.remedies).toEqual([])
    expect(findSimilar(incident(), [incident({ judged: { verdict: 'right' } })])[0]?.confirmed).toBe('confirmed')
  })

  it('is not itself, however often it was investigated', () => {
    const now = incident({ incidentId: 'live', beganAt: 5 * DAY })
    const again = { ...now, run: 'run_again' }
    const before = [1, 2].map((minute) => ({ ...incident(), incidentId: 'live', beganAt: DAY + minute * 10_000 }))
    expect(findSimilar(now, [again, ...before]).map(({ run }) => run)).toEqual([before[1]?.run])
  })

  it('is never more than three, most alike first, between 0 and 1, whatever is remembered', () => {
    const text = fc.string({ maxLength: 40 })
    const drawn = fc.record({ title: text, headline: text, summary: text, patterns: fc.array(text, { maxLength: 6 }) })
    fc.assert(
      fc.property(drawn, fc.array(drawn, { maxLength: 12 }), (now, past) => {
        const found = findSimilar(incident(now), past.map(incident))
        expect(found.length).toBeLessThanOrEqual(3)
        const shares = found.map(({ similarity }) => similarity)
        expect(shares).toEqual([...shares].sort((a, b) => b - a))
        for (const share of shares) expect(share >= 0.25 && share <= 1).toBe(true)
      }),
    )
  })

  it('is remembered by kinds of observations, not by their figures', () => {
    const profile: IncidentProfile = profileIncident('run_x', 1, outageAnalysis())
    expect(profile).toMatchObject({ component: 'payment-gateway', title: 'Card payments fail at checkout' })
    expect(profile.patterns.length).toBeGreaterThan(3)
    expect(profile.remedies.length).toBeGreaterThan(0)
  })
})
