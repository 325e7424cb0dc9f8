import type { Analysis } from '../../core/analysis.ts'
import type { PageSection } from './page-section.ts'
import { html, NOTHING, type SafeHtml } from './safe-html.ts'
import { callGraphPlot } from './svg/call-graph-plot.ts'
import { seriesPlot } from './svg/series-plot.ts'
import { timelinePlot } from './svg/timeline-plot.ts'

const MOST_PLOTS = 24
const WIDE = 1000
const NARROW = 340

/** The timeline twice, for a desk and for a phone: the style shows one. Nothing where there is none to draw. */
export function timelineFigures(analysis: Analysis): SafeHtml {
  const wide = timelinePlot(analysis, WIDE)
  if (wide.markup === '') return NOTHING
  const note =
    analysis.window.incident === null ? NOTHING : html`<p class="note">The incident is shaded. All times are UTC.</p>`
  return html`<figure class="wide">${wide}</figure><figure class="narrow">${timelinePlot(analysis, NARROW)}</figure>${note}`
}

export function plotSection({ plots }: Analysis): PageSection[] {
  if (plots.length === 0) return []
  const left = plots.length - MOST_PLOTS
  const note = left > 0 ? html`<p class="note">${left} more are in the JSON.</p>` : NOTHING
  return [
    {
      id: 'plots',
      title: 'What the metrics show',
      body: html`<p class="note">Time runs in UTC; the anomalous stretch is shaded.</p><div class="grid2">${plots.slice(0, MOST_PLOTS).map(seriesPlot)}</div>${note}`,
    },
  ]
}

export function graphSection({ callGraph }: Analysis): PageSection[] {
  if (callGraph.nodes.length === 0) return []
  return [
    {
      id: 'graph',
      title: 'Who calls whom',
      body: html`<p class="note">Callers are on the left. Anomalous calls are bold; the symptom has a dashed ring.</p>${callGraphPlot(callGraph)}`,
    },
  ]
}
