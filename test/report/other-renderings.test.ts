import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analysisSchema } from '../../src/core/analysis.ts'
import { renderJson, renderPostMortem, renderStakeholderUpdate } from '../../src/report/index.ts'
import { emptyAnalysis, healthyAnalysis, outageAnalysis } from './analysis-fixtures.ts'
import { hostileAnalysis } from './hostile-analysis.ts'

describe('the fixtures', () => {
  it('are analyses', () => {
    for (const analysis of [outageAnalysis(), emptyAnalysis(), healthyAnalysis()])
      expect(analysisSchema.parse(analysis)).toEqual(analysis)
  })
})

describe('renderJson', () => {
  it('gives back the very analysis, and nothing that acts on a terminal', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => {
        const json = renderJson(analysis)
        expect(JSON.parse(json)).toEqual(analysis)
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: 60 },
    )
  })
})

describe('renderStakeholderUpdate', () => {
  it('says what happens, how bad, why, what is done and when the next one comes', () => {
    const update = renderStakeholderUpdate(outageAnalysis())
    for (const part of [
      'What happens: ',
      'Impact: ',
      'Cause: very likely (91% sure)',
      'Proposed first step: ',
      'Next update: by 2026-03-14 15:02:00 UTC',
    ])
      expect(update).toContain(part)
    expect(update.split('\n').length).toBeLessThan(14)
  })

  it('claims no cause where none was found', () => {
    expect(renderStakeholderUpdate(emptyAnalysis())).toContain('Cause: not known yet')
    expect(renderStakeholderUpdate(healthyAnalysis())).toContain('nothing out of the ordinary')
  })

  it('turns into no link, mention or tag wherever it is pasted', () => {
    fc.assert(
      fc.property(hostileAnalysis, (analysis) => {
        expect(renderStakeholderUpdate(analysis)).not.toMatch(/:\/\/|@|[<>]|www\.|mailto:/i)
        expect(renderStakeholderUpdate(analysis).split('\n').length).toBeLessThan(14)
      }),
      { numRuns: 100 },
    )
  })
})

describe('renderPostMortem', () => {
  it('has the sections of a post-mortem and asks for what only people know', () => {
    const draft = renderPostMortem(outageAnalysis())
    for (const title of [
      'Summary',
      'Impact',
      'What happened when',
      'Cause at the root',
      'Contributing factors',
      'Resolution',
      'What went well',
      'What went badly',
      'Lessons',
      'Action items',
    ])
      expect(draft).toContain(`## ${title}`)
    expect(draft).toContain('To fill in')
    expect(renderPostMortem(emptyAnalysis())).toContain('The evidence did not show it.')
  })
})
