import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import { ask, Refused } from './api.ts'
import { badge, clock, shown, took, useAsked, type View } from './parts.ts'

interface Run {
  id: string
  title?: string
  workflow: string
  status: string
  createdAt: number
  startedAt?: number
  endedAt?: number
}
interface Incident {
  id: string
  title: string
  severity?: string
  status: string
  openedAt: number
  alerts: number
  run?: string
}
interface Approval {
  id: string
  run: string
  title: string
  risk: string
  status: string
  question: string
  requestedBy: string
  requestedAt: number
  expiresAt: number
  prepared?: { summary?: string; command?: string[]; operation?: unknown }
}
interface Agent {
  name: string
  description: string
  origin?: string
  model?: string
  task?: string
  tools?: string[]
}

const PAGE = 100
const MOST = 1_000
const SECONDS = 5

/** Runs, newest first; what is typed narrows what is shown. */
export function Runs(): View {
  const [limit, setLimit] = useState(PAGE)
  const [wanted, setWanted] = useState('')
  const [runs] = useAsked<Run[]>(`/api/runs?limit=${limit}`, SECONDS)
  return html`<section>
    <h1>Runs</h1>
    <p><label>Search <input type="search" value=${wanted} onInput=${(event: { currentTarget: HTMLInputElement }) => setWanted(event.currentTarget.value)} /></label></p>
    ${shown(runs, (all) => {
      const words = wanted.toLowerCase()
      const found = all.filter((run) =>
        `${run.id} ${run.title ?? ''} ${run.workflow} ${run.status}`.toLowerCase().includes(words),
      )
      if (found.length === 0)
        return html`<p class="muted">${all.length === 0 ? 'No run is kept yet. Alerts make them, and watchfloor investigate.' : 'No run is like that.'}</p>`
      return html`<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table>
        <thead><tr><th scope="col">About</th><th scope="col">Status</th><th scope="col">Begun (UTC)</th><th scope="col">Took</th><th scope="col">Workflow</th></tr></thead>
        <tbody>${found.map(
          (run) => html`<tr key=${run.id}>
            <td><a href=${`#/runs/${encodeURIComponent(run.id)}`}>${run.title ?? run.id}</a></td><td>${badge(run.status)}</td><td>${clock(run.createdAt)}</td>
            <td>${run.endedAt === undefined || run.startedAt === undefined ? '' : took(run.endedAt - run.startedAt)}</td><td>${run.workflow}</td></tr>`,
        )}</tbody></table></div>
        ${all.length >= limit && limit < MOST && html`<button onClick=${() => setLimit(Math.min(MOST, limit * 3))}>Show more</button>`}`
    })}
  </section>`
}

export function Incidents(): View {
  const [incidents] = useAsked<Incident[]>('/api/incidents', SECONDS)
  return html`<section>
    <h1>Incidents</h1>
    ${shown(incidents, (all) =>
      all.length === 0
        ? html`<p class="muted">No alert has come in. Point Alertmanager at <code>${location.origin}/webhooks/alertmanager</code>.</p>`
        : html`<ul class="cards">${all.map(
            (one) => html`<li key=${one.id}>
              <h2>${one.title}</h2>
              <p>${badge(one.status)} ${one.severity ?? ''} <span class="muted">${one.alerts} ${one.alerts === 1 ? 'alert' : 'alerts'}, since ${clock(one.openedAt)} UTC</span></p>
              ${one.run ? html`<a href=${`#/runs/${encodeURIComponent(one.run)}`}>What was found</a>` : html`<span class="muted">It waits for its turn.</span>`}
            </li>`,
          )}</ul>`,
    )}
  </section>`
}

/** What waits for a person: the exact action, its risk, and two buttons. */
export function Approvals(): View {
  const [approvals, reload] = useAsked<Approval[]>('/api/approvals?status=pending', SECONDS)
  const [said, setSaid] = useState('')
  const answer = async (id: string, verb: 'approve' | 'reject', title: string) => {
    try {
      await ask(`/api/approvals/${encodeURIComponent(id)}/${verb}`, { body: { reason: 'in the console' } })
      setSaid(`${title}: ${verb === 'approve' ? 'approved' : 'rejected'}.`)
    } catch (thrown) {
      setSaid(thrown instanceof Refused ? `${thrown.message} ${thrown.hint}` : String(thrown))
    }
    reload()
  }
  return html`<section>
    <h1>Approvals</h1>
    <p role="status">${said}</p>
    ${shown(approvals, (all) =>
      all.length === 0
        ? html`<p class="muted">Nothing waits for a person.</p>`
        : html`<ul class="cards">${all.map(
            (one) => html`<li key=${one.id}>
              <h2>${one.title}</h2>
              <p>${one.question === 'effect' ? 'Was it done? Nobody could tell.' : `Risk: ${one.risk}.`} <span class="muted">Asked by ${one.requestedBy} at ${clock(one.requestedAt)} UTC, until ${clock(one.expiresAt)} UTC.</span></p>
              <pre tabindex="0">${one.prepared?.summary ?? ''}${one.prepared?.command ? `\n${one.prepared.command.join(' ')}` : ''}</pre>
              <button onClick=${() => answer(one.id, 'approve', one.title)}>Approve exactly this</button>
              <button onClick=${() => answer(one.id, 'reject', one.title)}>Reject</button>
              <a href=${`#/runs/${encodeURIComponent(one.run.split('/')[0] ?? '')}`}>The run</a>
            </li>`,
          )}</ul>`,
    )}
  </section>`
}

export function Agents(): View {
  const [agents] = useAsked<Agent[]>('/api/agents')
  return html`<section>
    <h1>Agents</h1>
    ${shown(
      agents,
      (all) => html`<div class="scroll" tabindex="0" role="region" aria-label="Agents"><table>
        <thead><tr><th scope="col">Agent</th><th scope="col">When it is sent</th><th scope="col">Model</th><th scope="col">Tools</th><th scope="col">From</th></tr></thead>
        <tbody>${all.map(({ name, description, model, task, tools, origin }) => html`<tr key=${name}><td>${name}</td><td>${description}</td><td>${model ?? `by task: ${task ?? 'none given'}`}</td><td>${(tools ?? ['all']).join(', ')}</td><td>${origin}</td></tr>`)}</tbody>
      </table></div>`,
    )}
  </section>`
}
