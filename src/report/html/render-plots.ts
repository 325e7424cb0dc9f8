import type { Analysis } from '../../core/analysis.ts'
import { graphSection, plotSection, timelineFigures } from './plot-sections.ts'
import { html } from './safe-html.ts'

/**
 * What the report draws, without the report: to be put into a page that has `PLOT_STYLE`. No script, no link, no id. Text from the evidence is escaped.
 * Empty where there is nothing to draw.
 */
export function renderPlots(analysis: Analysis): string {
  const timeline = timelineFigures(analysis)
  const sections = [
    ...(timeline.markup === '' ? [] : [{ title: 'What happened when', body: timeline }]),
    ...plotSection(analysis),
    ...graphSection(analysis),
  ]
  return sections.map(({ title, body }) => html`<section><h3>${title}</h3>${body}</section>`.markup).join('\n')
}
