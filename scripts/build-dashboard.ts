/** Builds deploy/grafana/watchfloor.json: `npm run build:dashboard`. A test holds the file to this. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Json = Record<string, unknown>
interface Panel {
  title: string
  kind: 'stat' | 'timeseries' | 'table'
  unit?: string
  queries: { expr: string; legend?: string }[]
}

/** Figures of the last hour first, then what happens over time. */
export const PANELS: readonly Panel[] = [
  {
    title: 'Tasks that agents ended well, last hour',
    kind: 'stat',
    unit: 'percentunit',
    queries: [
      { expr: 'sum(increase(agent_tasks_total{status="completed"}[1h])) / sum(increase(agent_tasks_total[1h]))' },
    ],
  },
  { title: 'Active agents', kind: 'stat', queries: [{ expr: 'sum(active_agents)' }] },
  { title: 'Tokens, last hour', kind: 'stat', queries: [{ expr: 'sum(increase(agent_tokens_used_total[1h]))' }] },
  {
    title: 'Spend, last hour',
    kind: 'stat',
    unit: 'currencyUSD',
    queries: [{ expr: 'sum(increase(watchfloor_model_spend_dollars_total[1h]))' }],
  },
  { title: 'Approvals waiting', kind: 'stat', queries: [{ expr: 'sum(watchfloor_approvals_waiting)' }] },
  { title: 'Incidents open', kind: 'stat', queries: [{ expr: 'max(watchfloor_incidents_open)' }] },
  {
    title: 'Active agents by model',
    kind: 'timeseries',
    queries: [{ expr: 'sum by (model) (active_agents)', legend: '{{model}}' }],
  },
  {
    title: 'Duration of tasks, 95th percentile',
    kind: 'timeseries',
    unit: 's',
    queries: [
      {
        expr: 'histogram_quantile(0.95, sum by (le, agent_id) (rate(agent_task_duration_seconds_bucket[5m])))',
        legend: '{{agent_id}}',
      },
    ],
  },
  {
    title: 'Tokens a second by model and type',
    kind: 'timeseries',
    queries: [{ expr: 'sum by (model, type) (rate(agent_tokens_used_total[5m]))', legend: '{{model}} {{type}}' }],
  },
  {
    title: 'Runs that ended, an hour',
    kind: 'timeseries',
    queries: [
      { expr: 'sum by (workflow, status) (increase(watchfloor_runs_total[1h]))', legend: '{{workflow}} {{status}}' },
    ],
  },
  {
    title: 'Decisions of the gate, an hour',
    kind: 'timeseries',
    queries: [{ expr: 'sum by (decision) (increase(watchfloor_gate_decisions_total[1h]))', legend: '{{decision}}' }],
  },
  {
    title: 'Waiting',
    kind: 'timeseries',
    queries: [
      { expr: 'max(watchfloor_queue_length)', legend: 'runs' },
      { expr: 'max(watchfloor_outbox_waiting)', legend: 'deliveries' },
    ],
  },
  {
    title: 'Health of agents: tasks of the last hour by status',
    kind: 'table',
    queries: [{ expr: 'sum by (agent_id, model, status) (increase(agent_tasks_total[1h]))' }],
  },
]

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana's, and none of ours
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' }

export function dashboard(): Json {
  return {
    uid: 'watchfloor',
    title: 'Watchfloor',
    tags: ['watchfloor'],
    schemaVersion: 39,
    timezone: 'utc',
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Prometheus' }] },
    panels: PANELS.map(panelOf),
  }
}

function panelOf({ title, kind, unit, queries }: Panel, place: number): Json {
  const isStat = kind === 'stat'
  const rest = place - PANELS.filter((panel) => panel.kind === 'stat').length
  return {
    id: place + 1,
    title,
    type: kind,
    datasource: DATASOURCE,
    gridPos: isStat
      ? { x: (place % 6) * 4, y: 0, w: 4, h: 4 }
      : { x: (rest % 2) * 12, y: 4 + Math.floor(rest / 2) * 8, w: kind === 'table' ? 24 : 12, h: 8 },
    fieldConfig: { defaults: { ...(unit && { unit }) }, overrides: [] },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: DATASOURCE,
      expr,
      ...(legend && { legendFormat: legend }),
      ...(kind === 'table' && { instant: true, format: 'table' }),
    })),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('deploy/grafana/watchfloor.json', `${JSON.stringify(dashboard(), null, 2)}\n`)
