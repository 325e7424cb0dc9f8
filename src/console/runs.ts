import { html } from 'htm/preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Finding } from '../core/finding.ts'
import type { Incident } from '../core/intake.ts'
import { badge, choice, clock, severityBadge, shown, timeOf, took, useAsked, useChoice, type View } from './parts.ts'
import { table } from './table.ts'
import { type Run, useRuns } from './use-runs.ts'

/** Milliseconds after the last key. */
const PAUSE = 200
const MOST_ELSEWHERE = 10
const HOUR = 3_600_000
const WHEN: Readonly<Record<string, string>> = {
  '': 'any time',
  24: 'last 24 hours',
  168: 'last 7 days',
  720: 'last 30 days',
  between: 'between …',
}

/** All runs that are kept, newest first, searched where they are kept. */
export function Runs(): View {
  const [text, setText] = useChoice('text', '')
  const [when, setWhen] = useChoice('when', '')
  const [from, setFrom] = useChoice('from', '')
  const [to, setTo] = useChoice('to', '')
  const searched = useSettled(text.trim())
  const range = useMemo(() => rangeOf(when, from, to), [when, from, to])
  const [runs, more] = useRuns(`${searched === '' ? '' : `&text=${encodeURIComponent(searched)}`}${range}`)
  return html`<section>
    <h1>Runs</h1>
    <form role="search" class="fields" onSubmit=${(event: Event) => event.preventDefault()}>
      <label>Search <input type="search" maxlength="200" value=${text} onInput=${typed(setText)} /></label>
      ${choice('Begun', when, setWhen, WHEN)}
      ${
        when === 'between' &&
        html`<label>From (UTC) <input type="datetime-local" value=${from} onInput=${typed(setFrom)} /></label>
        <label>To (UTC) <input type="datetime-local" value=${to} onInput=${typed(setTo)} /></label>`
      }
    </form>
    ${shown(runs, ({ runs: found, hasMore }) =>
      found.length === 0
        ? html`<p class="muted" role="status">${searched === '' && range === '' ? 'No run is kept yet. Alerts make them, and watchfloor investigate.' : 'No run is like that.'}</p>`
        : html`<p class="muted" role="status">${hasMore ? `The newest ${found.length}` : found.length === 1 ? 'One run' : `${found.length} runs`}</p>
          ${table('Runs', ['About', 'Status', 'Begun (UTC)', 'Took', 'Workflow'], found.map(rowOf))}
          ${hasMore && html`<button onClick=${more}>Show more</button>`}`,
    )}
    ${searched !== '' && html`<${Elsewhere} key=${searched} text=${searched} />`}
  </section>`
}

function rowOf({ id, title, status, attended, createdAt, startedAt, endedAt, workflow }: Run) {
  const about = html`<a href=${`#/runs/${encodeURIComponent(id)}`}>${title ?? id}</a>`
  const duration = endedAt === undefined || startedAt === undefined ? '' : took(endedAt - startedAt)
  // Where no process is at work on it, nothing goes on.
  const state = status === 'running' && !attended ? 'interrupted' : status
  return { key: id, cells: [about, badge(state), timeOf(createdAt), duration, workflow] }
}

/** The same words in past incidents and findings. */
function Elsewhere({ text }: { text: string }): View {
  const wanted = `text=${encodeURIComponent(text)}&limit=${MOST_ELSEWHERE}`
  const [incidents] = useAsked<Incident[]>(`/api/incidents?${wanted}`)
  const [findings] = useAsked<{ run: string; at: number; finding: Finding }[]>(`/api/findings?${wanted}`)
  const link = (run: string, name: string) =>
    html`<a href=${`#/runs/${encodeURIComponent(run.split('/')[0] ?? '')}`}>${name}</a>`
  return html`${shown(incidents, (all) =>
    all.length === 0
      ? html``
      : html`<h2>Incidents</h2><ul class="hits">${all.map(
          ({ id, title, severity, status, openedAt, run }) =>
            html`<li key=${id}>${run === undefined ? title : link(run, title)} ${badge(status)} ${severity !== undefined && severityBadge(severity)} <span class="muted">${clock(openedAt)}</span></li>`,
        )}</ul>`,
  )}
  ${shown(findings, (all) =>
    all.length === 0
      ? html``
      : html`<h2>Findings</h2><ul class="hits">${all.map(
          ({ run, at, finding: { component, cause, summary, agent } }) =>
            html`<li>${link(run, `${component}: ${cause}`)} <span>${summary}</span> <span class="muted">${agent}, ${clock(at)}</span></li>`,
        )}</ul>`,
  )}`
}

function typed(set: (value: string) => void) {
  return (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value)
}

/** The value once nobody has typed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** As the API has it. What is no time yet, while it is typed, narrows nothing. */
function rangeOf(when: string, from: string, to: string): string {
  if (when === 'between') return bound('from', from, 0) + bound('to', to, 59_999)
  const hours = Number(when)
  return hours > 0 ? `&from=${Date.now() - hours * HOUR}` : ''
}

/** A field for a time has minutes: the last is meant to its end. */
function bound(name: string, field: string, more: number): string {
  const at = Date.parse(`${field}Z`)
  return Number.isNaN(at) || at < 0 ? '' : `&${name}=${at + more}`
}
