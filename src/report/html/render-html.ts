import type { Analysis } from '../../core/analysis.ts'
import { indexEvidence } from '../evidence-index.ts'
import { formatUtc } from '../text/utc-time.ts'
import { cutText } from '../text/visible-text.ts'
import { pageSections } from './page-sections.ts'
import { html, type SafeHtml } from './safe-html.ts'
import { STYLE } from './style.ts'
import { verdictHeader } from './verdict-header.ts'

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/**
 * The whole report as one HTML page: no script, no request, no link but to its own evidence. It may be mailed, kept and
 * printed. Text from the evidence is escaped; a content security policy stands behind that.
 */
export function renderHtml(analysis: Analysis): string {
  const index = indexEvidence(analysis)
  const sections = pageSections(analysis, index)
  const contents = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)
  const body = sections.map(
    ({ id, title, body }) =>
      html`<section id="${id}" aria-labelledby="h-${id}"><h2 id="h-${id}">${title}</h2>${body}</section>\n`,
  )
  const policy: SafeHtml = { markup: `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` }
  const style: SafeHtml = { markup: `<style>${STYLE}</style>` }
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${analysis.severity} ${cutText(analysis.title, 150)}</title>
${style}
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="page">
${verdictHeader(analysis)}
<nav aria-label="Contents"><ul>${contents}</ul></nav>
<main id="main">
${body}</main>
<footer><p>Written by Watchfloor ${analysis.model === null ? 'without a language model' : `with ${cutText(analysis.model.name, 80)}`}, ${formatUtc(analysis.generatedAt)}.
All times are UTC unless a zone is named. Every claim links to the line it was read from; what could not be found is listed, not guessed.</p></footer>
</div>
</body>
</html>
`.markup
}
