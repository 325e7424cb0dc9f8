import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import type { Incident } from '../core/intake.ts'
import { badge, choice, severityBadge, shown, timeOf, useAsked, useChoice, type View } from './parts.ts'

const PAGE = 50
/** As many as the API gives at once. */
const MOST = 1_000
const SECONDS = 5

/** What alerts have opened, newest first. */
export function Incidents(): View {
  const [status, setStatus] = useChoice('status', '')
  const [limit, setLimit] = useState(PAGE)
  const [incidents] = useAsked<Incident[]>(`/api/incidents?limit=${limit}${status && `&status=${status}`}`, SECONDS)
  return html`<section>
    <h1>Incidents</h1>
    <div class="fields">${choice('Show', status, setStatus, { '': 'all', open: 'open', closed: 'closed' })}</div>
    ${shown(incidents, (all) =>
      all.length === 0
        ? nothing(status)
        : html`<ul class="cards">${all.map(card)}</ul>
          ${all.length >= limit && limit < MOST && html`<button onClick=${() => setLimit(Math.min(MOST, limit * 4))}>Show more</button>`}`,
    )}
  </section>`
}

function nothing(status: string): View {
  if (status !== '') return html`<p class="muted" role="status">No incident is ${status}.</p>`
  return html`<p class="muted" role="status">No alert has come in. Point Alertmanager at <code>${location.origin}/webhooks/alertmanager</code>.</p>`
}

function card({ id, title, status, severity, alerts, openedAt, closedAt, run }: Incident): View {
  return html`<li key=${id} class=${status}>
    <h2>${title}</h2>
    <p>${badge(status)} ${severity !== undefined && severityBadge(severity)} <span class="muted">${alerts} ${alerts === 1 ? 'alert' : 'alerts'}, opened ${timeOf(openedAt)}${closedAt !== undefined && html`, closed ${timeOf(closedAt)}`} UTC</span></p>
    ${run === undefined ? html`<span class="muted">It waits for its turn.</span>` : html`<a href=${`#/runs/${encodeURIComponent(run)}`}>What was found<span class="hidden"> of ${title}</span></a>`}
  </li>`
}
