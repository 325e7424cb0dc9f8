import type { Hypothesis } from '../../core/analysis.ts'
import { type EvidenceIndex, mergeByPlace, placeWords } from '../evidence-index.ts'
import { visibleText } from '../text/visible-text.ts'
import { evidenceLink } from './document-to-html.ts'
import { html, type SafeHtml } from './safe-html.ts'

const LONGEST_QUOTE = 2000

/** What the first hypothesis rests on, quoted in place. */
export function quoteList({ evidence }: Hypothesis, index: EvidenceIndex): SafeHtml {
  const quotes = mergeByPlace(evidence).map(
    (cited) =>
      html`<li><span class="mono place">${visibleText(placeWords(cited), 400)}</span>
<span class="muted">${cited.agent}</span> ${evidenceLink(index.numberOf(cited))}
<blockquote class="mono">${visibleText(cited.quote, LONGEST_QUOTE)}</blockquote></li>`,
  )
  return html`<ul class="quotes">${quotes}</ul>`
}

/** Every place that the report cites; the target of its links. */
export function evidenceTable({ entries }: EvidenceIndex): SafeHtml {
  if (entries.length === 0) return html`<p>No evidence is cited.</p>`
  const rows = entries.map(
    ({ number, citation, agents }) =>
      html`<tr id="e${number}"><th scope="row">E${number}</th>
<td data-title="Where"><span class="mono">${visibleText(placeWords(citation), 400)}</span></td>
<td data-title="Quote"><code>${visibleText(citation.quote, LONGEST_QUOTE)}</code></td>
<td data-title="Cited by"><span>${agents.join(', ')}</span></td></tr>`,
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Evidence"><table>
<thead><tr><th scope="col">No.</th><th scope="col">Where</th><th scope="col">Quote</th><th scope="col">Cited by</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}
