import { html } from 'htm/preact'
import type { AgentHealth, HealthWord } from '../core/activity.ts'
import { badge, choice, clock, PERIODS, shown, timeOf, took, useAsked, useChoice, type View } from './parts.ts'
import { table } from './table.ts'
import { cost, counted, number, tokens } from './usage.ts'

const SECONDS = 10
/** What asks for somebody comes first. */
const ORDER: readonly HealthWord[] = ['failing', 'silent', 'well', 'never used']

/** How each agent is: what it did, is at, and cost. */
export function Agents(): View {
  const [hours, setHours] = useChoice('hours', '24')
  const [activity] = useAsked<{ agents: AgentHealth[] }>(
    `/api/activity/agents?hours=${encodeURIComponent(hours)}`,
    SECONDS,
  )
  return html`<section>
    <h1>Agents</h1>
    <div class="fields">${choice('Figures of the last', hours, setHours, PERIODS)}</div>
    ${shown(activity, ({ agents }) =>
      agents.length === 0
        ? html`<p class="muted" role="status">There is no agent, and none was ever at work.</p>`
        : table(
            'Agents',
            [
              'Agent',
              'Health',
              'At work on',
              'Done',
              'Failed',
              'Mean',
              '95 of 100 within',
              'Models',
              'Last seen (UTC)',
            ],
            agents.toSorted((a, b) => ORDER.indexOf(a.health) - ORDER.indexOf(b.health)).map(rowOf),
          ),
    )}
    <p class="muted">Failing: a quarter of its tasks and calls of models, or more. Silent: nothing of it in this time.</p>
  </section>`
}

function rowOf(one: AgentHealth) {
  const { agent, health, done, failed, failedCalls, meanMilliseconds, p95Milliseconds, lastSeenAt } = one
  const failures = [
    ...(failed > 0 || failedCalls === 0 ? [number(failed)] : []),
    ...(failedCalls > 0 ? [counted(failedCalls, 'call')] : []),
  ]
  const isUsed = health !== 'never used'
  return {
    key: agent,
    cells: [
      name(one),
      badge(health),
      tasks(one),
      isUsed ? number(done) : '',
      isUsed ? failures.join(', ') : '',
      duration(meanMilliseconds),
      duration(p95Milliseconds),
      models(one),
      timeOf(lastSeenAt),
    ],
  }
}

function duration(milliseconds: number | null): View | undefined {
  return milliseconds === null ? undefined : html`<span class="whole">${took(milliseconds)}</span>`
}

function name({ agent, definition }: AgentHealth): View {
  if (!definition) return html`<strong>${agent}</strong> <div class="muted">Not defined here.</div>`
  const { description, origin, model, task, tools } = definition
  return html`<details><summary><strong>${agent}</strong></summary>
    <p>${description}</p>
    <p class="muted">Model: ${model ?? `by task: ${task ?? 'none given'}`}. Tools: ${(tools ?? ['all']).join(', ')}. From: ${origin}.</p></details>`
}

function tasks({ now }: AgentHealth): View | undefined {
  if (now.length === 0) return undefined
  return html`<ul class="plain">${now.map(
    ({ run, task, since }) =>
      html`<li><a href=${`#/runs/${encodeURIComponent(run)}`}>${task}</a> <span class="muted">since ${clock(since).slice(11)}</span></li>`,
  )}</ul>`
}

function models({ models: used }: AgentHealth): View | undefined {
  if (used.length === 0) return undefined
  return html`<ul class="plain">${used.map((one) => html`<li>${one.model}: ${tokens(one)} tokens, ${cost(one)}</li>`)}</ul>`
}
