import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../../src/report/html/render-html.ts'
import { renderPlots } from '../../../src/report/html/render-plots.ts'
import { outageAnalysis } from '../analysis-fixtures.ts'

describe('renderPlots', () => {
  it('draws what the report draws, each drawing the same', () => {
    const drawings = (page: string) => page.match(/<svg class="plot[\s\S]*?<\/svg>/g) ?? []
    const report = drawings(renderHtml(outageAnalysis()))
    expect(report.length).toBeGreaterThan(4)
    expect(drawings(renderPlots(outageAnalysis()))).toEqual(report)
  })

  it('can stand in another page: it has no id, no link and no script', () => {
    expect(renderPlots(outageAnalysis())).not.toMatch(/\sid=|href|<script|<style|\son\w+=/)
  })

  it('is empty where there is nothing to draw', () => {
    const nothing = { ...outageAnalysis(), timeline: [], plots: [], callGraph: { nodes: [], edges: [] } }
    expect(renderPlots(nothing)).toBe('')
  })

  it('shows what comes from evidence, and obeys none of it', () => {
    const analysis = outageAnalysis()
    const attack = '</svg><img src=x onerror=alert(1)>'
    const hostile = {
      ...analysis,
      plots: analysis.plots.map((plot) => ({ ...plot, title: attack, component: attack, unit: attack })),
      timeline: analysis.timeline.map((entry) => ({ ...entry, text: attack, component: attack })),
      callGraph: { nodes: [{ name: attack, blame: 1, symptom: true }], edges: [] },
    }
    expect(renderPlots(hostile)).not.toContain('<img')
    expect(renderPlots(hostile)).toContain('&lt;img')
  })
})
