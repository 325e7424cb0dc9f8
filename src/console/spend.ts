import { html } from 'htm/preact'
import type { Spend as Spent, Usage } from '../core/activity.ts'
import { choice, PERIODS, shown, useAsked, useChoice, type View } from './parts.ts'
import { table } from './table.ts'
import { cost, counted, money, number, tokens } from './usage.ts'

interface Answer extends Spent {
  lastHour: Usage
  limits: { tokensPerRun: number; dollarsPerRun?: number; dollarsPerHour?: number }
}

const SECONDS = 10

/** What models cost, beside what they may. */
export function Spend(): View {
  const [hours, setHours] = useChoice('hours', '24')
  const [spend] = useAsked<Answer>(`/api/activity/spend?hours=${encodeURIComponent(hours)}`, SECONDS)
  return html`<section>
    <h1>Spend</h1>
    <div class="fields">${choice('Of the last', hours, setHours, PERIODS)}</div>
    ${shown(spend, (answer) => html`${limits(answer)}${answer.total.calls === 0 ? none() : tables(answer)}`)}
  </section>`
}

function none(): View {
  return html`<p class="muted" role="status">No model was asked in this time. Investigations find causes without one.</p>`
}

function limits({ total, lastHour, limits: { tokensPerRun, dollarsPerRun, dollarsPerHour } }: Answer): View {
  return html`<dl class="figures">
    <div><dt>Spent</dt><dd><strong>${cost(total)}</strong></dd></div>
    <div><dt>Tokens</dt><dd>${number(total.inputTokens)} in, ${number(total.outputTokens)} out, in ${counted(total.calls, 'call')}</dd></div>
    <div><dt>Last hour</dt><dd>${cost(lastHour)}${
      dollarsPerHour === undefined
        ? html` <span class="muted">no limit is set</span>`
        : html` of ${money(dollarsPerHour)} <meter min="0" max=${dollarsPerHour} high=${dollarsPerHour * 0.8} value=${lastHour.dollars} aria-label="Spent of the limit of an hour"></meter>`
    }</dd></div>
    <div><dt>Limit of a run</dt><dd>${number(tokensPerRun)} tokens${dollarsPerRun === undefined ? '' : `, ${money(dollarsPerRun)}`}</dd></div>
  </dl>`
}

function tables({ days, agents, models, runs }: Answer): View {
  return html`${part(
    'By day (UTC)',
    'Day',
    days.map((day) => ({ name: new Date(day.day).toISOString().slice(0, 10), usage: day })).reverse(),
  )}
  ${part(
    'By model',
    'Model',
    models.map((usage) => ({ name: usage.model, usage })),
  )}
  ${part(
    'By agent',
    'Agent',
    agents.map((usage) => ({ name: usage.agent, usage })),
  )}
  ${part(
    'Dearest runs',
    'Run',
    runs.map((usage) => ({
      name: usage.title ?? usage.run,
      usage,
      href: `#/runs/${encodeURIComponent(usage.run)}`,
      key: usage.run,
    })),
  )}`
}

interface Line {
  name: string
  usage: Usage
  href?: string
  key?: string
}

function part(title: string, head: string, lines: readonly Line[]): View {
  const most = Math.max(...lines.map(({ usage }) => usage.dollars))
  return html`<h2>${title}</h2>
    ${table(
      title,
      [head, 'Dollars', 'Tokens', 'Calls'],
      lines.map(({ name, usage, href, key }) => ({
        key: key ?? name,
        cells: [
          href === undefined ? name : html`<a href=${href}>${name}</a>`,
          bar(usage, most),
          tokens(usage),
          number(usage.calls),
        ],
      })),
      'sums',
    )}`
}

/** The sum, and how long it is beside the largest. */
function bar(usage: Usage, most: number): View {
  const share = most > 0 ? Math.round((usage.dollars / most) * 100) : 0
  return html`<span class="sum">${cost(usage)}</span><span class="bar" aria-hidden="true"><span style=${{ width: `${share}%` }}></span></span>`
}
