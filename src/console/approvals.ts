import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import { ask, Refused } from './api.ts'
import { clock, shown, useAsked, type View } from './parts.ts'

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
const SECONDS = 5

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
