import type { Analysis } from '../../core/analysis.ts'
import {
  certainty,
  crewWords,
  ORIGIN_WORDS,
  percent,
  recoveryWords,
  SEVERITY_WORDS,
  severityRuleWords,
  VERDICT_WORDS,
} from '../text/report-words.ts'
import { formatUtc, formatWindow } from '../text/utc-time.ts'
import { cutText } from '../text/visible-text.ts'
import { html, NOTHING, type SafeHtml } from './safe-html.ts'

/** What, where, how sure, how bad: the first screen. */
export function verdictHeader(analysis: Analysis): SafeHtml {
  const healthy = analysis.verdict === 'healthy'
  const severity = healthy
    ? NOTHING
    : html`<span class="badge ${analysis.severity}">${analysis.severity} ${SEVERITY_WORDS[analysis.severity]}</span>`
  const tone = { 'root-cause': 'bad', inconclusive: 'warn', healthy: 'good' }[analysis.verdict]
  return html`<header><div class="badges">${severity}<span class="badge ${tone}">${VERDICT_WORDS[analysis.verdict]}</span><span class="muted">${cutText(analysis.title, 200)}</span></div>
<h1>${cutText(analysis.headline, 600)}</h1>${crewLine(analysis)}${where(analysis)}
<dl class="facts">${facts(analysis)}</dl></header>`
}

function where({ verdict, hypotheses }: Analysis): SafeHtml {
  const [best] = hypotheses
  if (verdict !== 'root-cause' || best === undefined) return NOTHING
  return html`<p class="where"><code>${cutText(best.component, 200)}</code> <code>${cutText(best.cause, 80)}</code></p>`
}

function facts(analysis: Analysis): SafeHtml[] {
  const { window } = analysis
  const rows: (readonly [string, SafeHtml] | undefined)[] = [
    analysis.confidence > 0
      ? [
          'How sure',
          html`${percent(analysis.confidence)}, ${certainty(analysis.confidence)}${meter(analysis.confidence)}`,
        ]
      : undefined,
    window.incident === null
      ? undefined
      : ['Incident', html`${formatWindow(window.incident)}, ${ORIGIN_WORDS[window.origin]}`],
    window.baseline === null ? undefined : ['Compared with', html`${formatWindow(window.baseline)}`],
    analysis.recovery.minutes === null ? undefined : ['Time to recover', html`${recoveryWords(analysis.recovery)}`],
    analysis.verdict === 'healthy'
      ? undefined
      : ['Severity', html`${SEVERITY_WORDS[analysis.severity]}, by ${severityRuleWords(analysis.severityRule)}`],
    ['Report', html`${formatUtc(analysis.generatedAt)}, <code>${cutText(analysis.incidentId, 120)}</code>`],
    ...window.clocks
      .slice(0, 20)
      .map(({ source, note }): readonly [string, SafeHtml] => [
        `Clock of ${cutText(source, 120)}`,
        html`${cutText(note, 300)}`,
      ]),
  ]
  return rows.flatMap((row) => (row === undefined ? [] : [html`<div><dt>${row[0]}</dt><dd>${row[1]}</dd></div>`]))
}

/** Drawn beside the number, for the eye only. */
function meter(share: number): SafeHtml {
  return html`<span class="meter" aria-hidden="true"><svg viewBox="0 0 100 5" preserveAspectRatio="none"><rect width="${Math.round(share * 100)}" height="5"/></svg></span>`
}

function crewLine({ crew }: Analysis): SafeHtml {
  return crew ? html`<p>${cutText(crewWords(crew), 400)}</p>` : NOTHING
}
