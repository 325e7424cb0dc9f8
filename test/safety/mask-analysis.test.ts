import { describe, expect, it } from 'vitest'
import { maskAnalysis } from '../../src/safety/mask.ts'
import { outageAnalysis } from '../report/analysis-fixtures.ts'

const TOKEN = ['q8Xv2', 'Lm4Zt', '7Rk1P'].join('')

function withLeaks() {
  const analysis = outageAnalysis()
  const [action, ...others] = analysis.actions
  if (action === undefined) throw new Error('the fixture has actions')
  return {
    ...analysis,
    headline: `Login of ann@example.org failed, session ${TOKEN}`,
    actions: [{ ...action, command: ['call-api', '--token', 'hunter2', '--mail', 'ann@example.org'] }, ...others],
    missing: [{ part: 'logs', why: `token=${TOKEN} was refused`, fetch: 'ask bob@example.org' }],
  }
}

describe('maskAnalysis', () => {
  it('gives equal values the same placeholder in every part', () => {
    const masked = maskAnalysis(withLeaks())
    expect(masked.headline).toBe('Login of ‹email-1› failed, session ‹token-1›')
    expect(masked.actions[0]?.command).toEqual(['call-api', '--token', '‹password-1›', '--mail', '‹email-1›'])
    expect(masked.missing[0]).toEqual({ part: 'logs', why: 'token=‹token-1› was refused', fetch: 'ask ‹email-2›' })
  })

  it('a credential announced in one place is masked where it stands bare', () => {
    expect(JSON.stringify(maskAnalysis(withLeaks()))).not.toContain(TOKEN)
  })

  it('a component that is called like a mail address keeps its name', () => {
    const [best, ...others] = outageAnalysis().hypotheses
    if (best === undefined) throw new Error('the fixture has hypotheses')
    const component = 'reader@orders-db.example.org_Database'
    const analysis = {
      ...outageAnalysis(),
      hypotheses: [{ ...best, component }, ...others],
      headline: `${component} is slow for ann@example.org`,
    }
    const masked = maskAnalysis(analysis)
    expect(masked.hypotheses[0]?.component).toBe(component)
    expect(masked.headline).toBe(`${component} is slow for ‹email-1›`)
  })

  it('leaves an analysis without secrets as it is', () => {
    expect(maskAnalysis(outageAnalysis())).toEqual(outageAnalysis())
  })

  it('does not change what it is given', () => {
    const analysis = withLeaks()
    const before = structuredClone(analysis)
    maskAnalysis(analysis)
    expect(analysis).toEqual(before)
  })
})
