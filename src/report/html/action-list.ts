import type { Action, Analysis } from '../../core/analysis.ts'
import { orderedActions } from '../../core/ordered-actions.ts'
import type { EvidenceIndex } from '../evidence-index.ts'
import { showCommand } from '../text/command-line.ts'
import { isRisky, recoveryWords, safetyWords } from '../text/report-words.ts'
import { cutText } from '../text/visible-text.ts'
import { evidenceLink } from './document-to-html.ts'
import { html, NOTHING, type SafeHtml } from './safe-html.ts'

/** Numbered steps; a click on a command selects the whole of it. */
export function actionList(analysis: Analysis, index: EvidenceIndex): SafeHtml {
  const actions = orderedActions(analysis)
  if (actions.length === 0) {
    return html`<p>${analysis.verdict === 'healthy' ? 'Nothing needs to be done.' : 'The evidence supports no action; see what is missing.'}</p>`
  }
  const { recovery } = analysis
  const time =
    recovery.minutes === null
      ? NOTHING
      : html`<p><strong>Time to recover</strong> ${recoveryWords(recovery)}: ${cutText(recovery.basis, 600)}</p>`
  return html`<ol class="steps">${actions.map((action) => step(action, index))}</ol>${time}`
}

function step(action: Action, index: EvidenceIndex): SafeHtml {
  const links = [...new Set(action.evidence.map(index.numberOf))].map(evidenceLink)
  const rows: (readonly [string, SafeHtml])[] = [
    ['Why', html`${cutText(action.why, 1000)} ${links}`],
    ['Expected', html`${cutText(action.expected, 1000)}`],
    ['Verify', html`${cutText(action.verify, 1000)}`],
    ...(action.undo === undefined ? [] : [['Undo', html`<code>${cutText(action.undo, 1000)}</code>`] as const]),
  ]
  const details = rows.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)
  return html`<li><h3>${cutText(action.title, 300)}</h3><p class="note${isRisky(action) ? html` bad` : NOTHING}">${safetyWords(action)}</p>${command(action.command)}<dl>${details}</dl></li>`
}

function command(words: readonly string[] | undefined): SafeHtml {
  if (words === undefined || words.length === 0) return NOTHING
  const shown = showCommand(words)
  if (shown.copyable) return html`<pre tabindex="0"><code>${shown.words.join(' ')}</code></pre>`
  return html`<p class="bad"><strong>Do not copy:</strong> ${shown.why}. <span class="mono">${shown.text}</span></p>`
}
