import { html } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import type { Analysis } from '../core/analysis.ts'
import type { RunEvent } from '../core/run-event.ts'
import { Answer } from './answer.ts'
import { ask, follow } from './api.ts'
import { lane, lanesOf } from './lanes.ts'
import { badge, shown, timeOf, took, useAsked, type View } from './parts.ts'

interface RunDetail {
  id: string
  title?: string
  workflow: string
  status: string
  attended: boolean
  createdAt: number
  endedAt?: number
  fault?: { code: string; message: string; hint: string }
  result?: Analysis | { analysis?: Analysis }
}

/** A run as it happens: a lane for each agent, then what came of it. */
export function RunPage({ id }: { id: string }): View {
  const [events, setEvents] = useState<RunEvent[]>([])
  const [run, reload] = useAsked<RunDetail>(`/api/runs/${encodeURIComponent(id)}`)
  useEffect(() => {
    const stop = new AbortController()
    setEvents([])
    const pending: RunEvent[] = []
    let frame = 0
    const show = () => {
      frame = 0
      const fresh = pending.splice(0)
      setEvents((before) => [...before, ...fresh])
    }
    follow(
      id,
      (event) => {
        pending.push(event)
        frame ||= requestAnimationFrame(show)
      },
      stop.signal,
    ).then(reload, reload)
    return () => {
      stop.abort()
      cancelAnimationFrame(frame)
    }
  }, [id])
  if (run.state === 'refused') return html`<h1>Run</h1>${shown(run, () => html``)}`
  return shown(run, (known) => {
    const analysis = analysisOf(known.result)
    const isOpen = known.endedAt === undefined
    return html`<article>
      <h1>${analysis?.title ?? known.title ?? known.id}</h1>
      <p>${badge(isOpen && known.status === 'running' && !known.attended ? 'interrupted' : known.status)} <span class="muted">${known.workflow}, begun ${timeOf(known.createdAt)} UTC${known.endedAt === undefined ? '' : `, ${took(known.endedAt - known.createdAt)}`}</span>
        ${isOpen && html` <button onClick=${() => ask(`/api/runs/${encodeURIComponent(id)}/cancel`, { body: {} }).then(reload, reload)}>End it</button>`}</p>
      ${known.fault && html`<p class="bad"><strong>${known.fault.code}</strong>: ${known.fault.message} ${known.fault.hint}</p>`}
      ${analysis ? html`<${Answer} id=${id} analysis=${analysis} />` : html`<p class="muted">${unanswered(known)}</p>`}
      <h2 id="lanes">${isOpen ? 'What the agents do' : 'What the agents did'}</h2>
      ${events.length === 0 && html`<p class="muted">Nothing was told yet.</p>`}
      <div class="lanes" role="group" aria-labelledby="lanes" aria-live=${isOpen ? 'polite' : 'off'}>${lanesOf(events).map(lane)}</div>
    </article>`
  })
}

function analysisOf(result: RunDetail['result']): Analysis | undefined {
  if (!result) return undefined
  return 'hypotheses' in result ? result : result.analysis
}

function unanswered({ status, endedAt, attended }: RunDetail): string {
  if (endedAt !== undefined) return 'It ended, and gave no analysis.'
  if (status === 'queued') return 'It waits for its turn.'
  if (status === 'waiting') return 'It waits for a person.'
  if (status === 'halted') return 'It is stopped by the kill switch.'
  return attended ? 'There is no analysis yet.' : 'No process is at work on it; the next that starts goes on with it.'
}
