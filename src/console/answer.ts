import { html } from 'htm/preact'
import { useState } from 'preact/hooks'
import type { Action, Analysis } from '../core/analysis.ts'
import type { Finding } from '../core/finding.ts'
import { openPage } from './api.ts'
import { claim, quotes } from './evidence.ts'
import { severityBadge, sure, type View } from './parts.ts'
import { Plots } from './plots.ts'

const MOST_HYPOTHESES = 3
const MOST_FINDINGS = 8
/** Of each agent that contradicts or agrees. */
const MOST_QUOTED = 3
const VERDICTS: Readonly<Record<Analysis['verdict'], string>> = {
  'root-cause': 'root cause found',
  inconclusive: 'inconclusive',
  healthy: 'nothing is broken',
}

/** Cause, confidence, evidence one click from each claim, what to do, and what it looks like. */
export function Answer({ id, analysis }: { id: string; analysis: Analysis }): View {
  const { headline, verdict, severity, confidence, model, hypotheses } = analysis
  const actions = [...analysis.actions].sort((a, b) => a.priority - b.priority)
  return html`<section aria-labelledby="answer">
    <h2 id="answer">${headline}</h2>
    <p>${verdict !== 'healthy' && severityBadge(severity)} ${VERDICTS[verdict]}, ${sure(confidence)} sure${' '}
      <button onClick=${() => openPage(`/api/runs/${encodeURIComponent(id)}/report`)}>Open the whole report</button></p>
    ${model?.summary && html`<p>${model.summary}</p>`}
    ${hypotheses.length > 0 && html`<h3>Why</h3>`}
    ${hypotheses.slice(0, MOST_HYPOTHESES).map(
      (one, place) => html`<details class="claim" open=${place === 0}>
        <summary><strong>${one.component}</strong>: ${one.cause}, ${sure(one.confidence)}</summary>
        <p>${one.summary}</p>
        ${one.contradictedBy.length > 0 && html`<p class="muted">Contradicted by ${one.contradictedBy.join(', ')}.</p>`}
        ${quotes(one.evidence)}
      </details>`,
    )}
    ${actions.length > 0 && html`<h3>What to do</h3><ol>${actions.map(step)}</ol>`}
    <${Plots} id=${id} />
    <${Findings} analysis=${analysis} />
    ${agreement(analysis)}
  </section>`
}

function step({ title, kind, risk, why, command, expected, undo, evidence }: Action): View {
  return html`<li><strong>${title}</strong> <span class="muted">${kind}, risk ${risk}</span>
    ${command && html`<pre tabindex="0">${command.join(' ')}</pre>`}
    <div>${expected}</div>
    ${undo !== undefined && html`<div class="muted">To undo: ${undo}</div>`}
    ${claim(why, evidence)}</li>`
}

/** What specialists have found, the surest first. */
function Findings({ analysis }: { analysis: Analysis }): View {
  const [isWhole, setWhole] = useState(false)
  const all = analysis.specialists.flatMap(({ findings }) => findings).sort((a, b) => b.strength - a.strength)
  if (all.length === 0) return html``
  return html`<h3>What was found</h3>
    ${(isWhole ? all : all.slice(0, MOST_FINDINGS)).map(found)}
    ${!isWhole && all.length > MOST_FINDINGS && html`<button onClick=${() => setWhole(true)}>Show all ${all.length} findings</button>`}`
}

function found({ component, summary, agent, citations }: Finding): View {
  return claim(html`<strong>${component}</strong>: ${summary} <span class="muted">${agent}</span>`, citations)
}

/** Who contradicts whom comes first; each with the surest of what its agents read. */
function agreement({ agreement: all, specialists }: Analysis): View | undefined {
  if (all.length === 0) return undefined
  const readBy = (agents: readonly string[]) =>
    specialists
      .filter(({ agent }) => agents.includes(agent))
      .flatMap(({ agent, findings }) =>
        findings
          .toSorted((a, b) => b.strength - a.strength)
          .flatMap(({ citations }) => citations)
          .slice(0, MOST_QUOTED)
          .map((citation) => ({ ...citation, agent })),
      )
  return html`<h3>Contradiction and agreement</h3>
    ${all
      .toSorted((a, b) => Number(a.kind === 'agreement') - Number(b.kind === 'agreement'))
      .map(({ text, kind, agents }) =>
        claim(
          html`${kind === 'contradiction' && html`<span class="badge warn">contradiction</span> `}${text}`,
          readBy(agents),
        ),
      )}`
}
