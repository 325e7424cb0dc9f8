import { html } from 'htm/preact'
import { useEffect, useState } from 'preact/hooks'
import type { Analysis } from '../core/analysis.ts'
import type { RunEvent } from '../core/run-event.ts'
import { ask, follow, openPage } from './api.ts'
import { badge, clock, shown, sure, took, useAsked, type View } from './parts.ts'

interface RunDetail {
  id: string
  title?: string
  workflow: string
  status: string
  createdAt: number
  endedAt?: number
  result?: Analysis | { analysis?: Analysis }
}

/** What one agent does, as far as it was told. */
interface Lane {
  agent: string
  status: string
  lines: { at: number; text: string }[]
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
  return shown(run, (known) => {
    const analysis = analysisOf(known.result)
    const isOpen = known.endedAt === undefined
    return html`<article>
      <h1>${analysis?.title ?? known.title ?? known.id}</h1>
      <p>${badge(known.status)} <span class="muted">${known.workflow}, begun ${clock(known.createdAt)} UTC${known.endedAt === undefined ? '' : `, ${took(known.endedAt - known.createdAt)}`}</span>
        ${isOpen && html` <button onClick=${() => ask(`/api/runs/${encodeURIComponent(id)}/cancel`, { body: {} }).then(reload, reload)}>End it</button>`}</p>
      ${analysis && html`<${Answer} id=${id} analysis=${analysis} />`}
      <h2 id="lanes">What the agents do</h2>
      <div class="lanes" aria-labelledby="lanes" aria-live=${isOpen ? 'polite' : 'off'}>${lanesOf(events).map(lane)}</div>
    </article>`
  })
}

function analysisOf(result: RunDetail['result']): Analysis | undefined {
  if (!result) return undefined
  return 'hypotheses' in result ? result : result.analysis
}

/** Cause, confidence, evidence one click from its claim, and what to do. */
function Answer({ id, analysis }: { id: string; analysis: Analysis }): View {
  const actions = [...analysis.actions].sort((a, b) => a.priority - b.priority)
  return html`<section aria-labelledby="answer">
    <h2 id="answer">${analysis.headline}</h2>
    <p>${badge(analysis.severity)} ${analysis.verdict}, ${sure(analysis.confidence)} sure${' '}
      <button onClick=${() => openPage(`/api/runs/${encodeURIComponent(id)}/report`)}>Open the whole report</button></p>
    ${analysis.model?.summary && html`<p>${analysis.model.summary}</p>`}
    <h3>Why</h3>
    ${analysis.hypotheses.slice(0, 3).map(
      (one, place) => html`<details open=${place === 0}>
        <summary><strong>${one.component}</strong>: ${one.cause}, ${sure(one.confidence)}</summary>
        <p>${one.summary}</p>
        <ul>${one.evidence.map(({ source, line, quote, agent }) => html`<li><code>${source}${line === undefined ? '' : `:${line}`}</code> <span class="muted">${agent}</span><pre tabindex="0">${quote}</pre></li>`)}</ul>
      </details>`,
    )}
    <h3>What to do</h3>
    <ol>${actions.map(
      (
        action,
      ) => html`<li><strong>${action.title}</strong> <span class="muted">${action.kind}, risk ${action.risk}</span>
        ${action.command && html`<pre tabindex="0">${action.command.join(' ')}</pre>`}
        <div>${action.expected}</div></li>`,
    )}</ol>
  </section>`
}

function lane({ agent, status, lines }: Lane): View {
  return html`<section class="lane" key=${agent}>
    <h3>${agent} ${badge(status)}</h3>
    <ol>${lines.map(({ at, text }) => html`<li><time>${clock(at).slice(11)}</time> ${text}</li>`)}</ol>
  </section>`
}

/** Lanes from events: one for each agent, and one for the run itself. */
export function lanesOf(events: readonly RunEvent[]): Lane[] {
  const lanes = new Map<string, Lane>()
  const tell = (agent: string, at: number, text: string, status?: string) => {
    const own = lanes.get(agent) ?? { agent, status: 'running', lines: [] }
    own.lines.push({ at, text })
    if (status !== undefined) own.status = status
    lanes.set(agent, own)
  }
  for (const event of events) {
    const { at } = event
    switch (event.type) {
      case 'phase_started':
        tell('the run', at, event.phase)
        break
      case 'specialist_started':
        tell(event.agent, at, event.task, 'running')
        break
      case 'finding_reported':
        tell(event.agent, at, `${event.finding.component}: ${event.finding.summary}`)
        break
      case 'specialist_completed':
        tell(event.agent, at, event.report.summary, event.report.status)
        break
      case 'model_called':
        tell(
          event.agent,
          at,
          `${event.model}: ${event.inputTokens + event.outputTokens} tokens${event.dollars === null ? '' : `, $${event.dollars.toFixed(4)}`}, ${took(event.milliseconds)}`,
          event.status === 'answered' ? 'completed' : 'failed',
        )
        break
      case 'tool_called':
        tell(event.agent, at, `${event.tool} (${event.status})`)
        break
      case 'gate_decided':
        tell('the gate', at, `${event.decision}: ${event.title}`, event.decision === 'deny' ? 'failed' : 'completed')
        break
      case 'approval_requested':
        tell('the gate', at, `A person is asked: ${event.title}`, 'waiting')
        break
      case 'run_completed':
      case 'run_failed':
      case 'run_cancelled':
      case 'run_timed_out':
        if (!event.run.includes('/'))
          tell('the run', at, event.type.replace('run_', ''), event.type === 'run_completed' ? 'completed' : 'failed')
        break
      default:
        break
    }
  }
  return [...lanes.values()]
}
