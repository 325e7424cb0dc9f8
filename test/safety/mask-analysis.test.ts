import { describe, expect, it } from 'vitest'
import { maskAnalysis } from '../../src/safety/mask.ts'
import { maskStructure } from '../../src/safety/mask-analysis.ts'
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

describe('a structure with names of others in it', () => {
  const MAIL = 'jane.doe@example.com'
  const FIELDS = ['code', 'from', 'to', 'cause', 'status', 'role', 'kind', 'agent', 'at', 'part', 'agents', 'risk']

  it.each(FIELDS)(
    'a field called %s is masked like any other unless a word of ours or a time stands in it',
    (field) => {
      for (const value of [MAIL, `call +49 170 1234567`, `password=${TOKEN}`, `sent Bearer ${TOKEN}`])
        for (const [mask, whole] of [
          ['a field', { [field]: value }],
          ['a list', { [field]: [value] }],
          ['an object', { [field]: { text: value } }],
          ['labels', { labels: { [field]: value } }],
        ]) {
          const shown = JSON.stringify(maskStructure(whole))
          expect(shown, String(mask)).not.toMatch(new RegExp(`${MAIL}|170 1234567|${TOKEN}`))
        }
    },
  )

  it('what a word of ours is elsewhere is no word of ours among labels, annotations and attributes', () => {
    const token = 'zq8xv-2lm4z-t7rk1-pw9yb'
    for (const map of ['labels', 'annotations', 'attributes', 'headers'])
      expect(maskStructure({ said: `refresh_token=${token}`, [map]: { code: token, deep: { code: token } } })).toEqual({
        said: 'refresh_token=‹token-1›',
        [map]: { code: '‹token-1›', deep: { code: '‹token-1›' } },
      })
  })

  it('the name of a field says what its value is', () => {
    expect(maskStructure({ labels: { password: 'two words', authorization: 'Basic dXNlcjpwYXNz' } })).toEqual({
      labels: { password: '‹password-1›', authorization: 'Basic ‹token-1›' },
    })
  })

  it('an id is no payment card, and an option at the beginning tells of what follows', () => {
    expect(maskStructure({ traceId: '4111111111111111', pan: '4111111111111111', args: '--password hunter2' })).toEqual(
      {
        traceId: '4111111111111111',
        pan: '‹card-1›',
        args: '--password ‹password-1›',
      },
    )
  })

  it('words of ours and times stay', () => {
    const own = {
      verdict: 'root-cause',
      severity: 'P1',
      cause: 'connection-pool-exhausted',
      at: '2026-03-14T14:05:10.123Z',
      agents: ['logs', 'metrics'],
      code: 'timed-out',
      from: 1773497110123,
    }
    expect(maskStructure({ said: 'password=connection-pool-exhausted', ...own })).toMatchObject(own)
  })
})
