import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RunEvent } from '../core/run-event.ts'

export interface Metrics {
  /** A reader of run events. */
  read(event: RunEvent): void
  /** Figures that are looked up when somebody asks. */
  observe(gauges: {
    queued: number
    waitingApprovals: number
    openIncidents: number
    outboxWaiting: number
    outboxUndeliverable: number
    /** US dollars of the last hour, and what may be spent in one; absent where nothing limits it. */
    dollarsLastHour: number
    dollarsPerHour?: number | undefined
    dollarsPerRun?: number | undefined
    tokensPerRun: number
  }): void
  render(): Promise<string>
  readonly contentType: string
}

/** Seconds; agents take from a tenth of a second, by code, to minutes, with a model. */
const BUCKETS = [1, 5, 10, 30, 60, 120, 300]
/** Agents that work by code name no model. */
const NO_MODEL = 'none'

/** Prometheus metrics from the one stream of events; a registry of its own, so that tests and several servers keep theirs apart. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const tasks = new Counter({
    name: 'agent_tasks_total',
    help: 'Tasks that agents ended.',
    labelNames: ['agent_id', 'model', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'agent_task_duration_seconds',
    help: 'How long agents took.',
    labelNames: ['agent_id', 'model'],
    buckets: BUCKETS,
    registers,
  })
  const tokens = new Counter({
    name: 'agent_tokens_used_total',
    help: 'Tokens by agent, model and type.',
    labelNames: ['agent_id', 'model', 'type'],
    registers,
  })
  const active = new Gauge({
    name: 'active_agents',
    help: 'Agents at work in this process.',
    labelNames: ['model'],
    registers,
  })
  const dollars = new Counter({
    name: 'watchfloor_model_spend_dollars_total',
    help: 'US dollars at list prices.',
    labelNames: ['agent_id', 'model'],
    registers,
  })
  const runs = new Counter({
    name: 'watchfloor_runs_total',
    help: 'Runs that ended.',
    labelNames: ['workflow', 'status'],
    registers,
  })
  const decisions = new Counter({
    name: 'watchfloor_gate_decisions_total',
    help: 'Decisions of the gate.',
    labelNames: ['decision'],
    registers,
  })
  const approvals = new Counter({
    name: 'watchfloor_approvals_total',
    help: 'Approvals asked for, given and refused.',
    labelNames: ['state'],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const queued = gauge('watchfloor_queue_length', 'Runs that wait for a worker.')
  const waiting = gauge('watchfloor_approvals_waiting', 'Requests for approval that nobody has answered.')
  const incidents = gauge('watchfloor_incidents_open', 'Incidents that alerts have opened and not closed.')
  const outbox = gauge('watchfloor_outbox_waiting', 'Deliveries that have not arrived.')
  const undeliverable = gauge(
    'watchfloor_outbox_undeliverable',
    'Deliveries that were given up: refused for good, or not arrived in three days.',
  )
  const lastHour = gauge(
    'watchfloor_model_spend_last_hour_dollars',
    'US dollars that models cost in the last hour, in all processes.',
  )
  const tokenBudget = gauge('watchfloor_budget_tokens_per_run', 'Tokens that one run may spend.')
  const dollarBudget = new Gauge({
    name: 'watchfloor_budget_dollars',
    help: 'US dollars that may be spent on models in an hour, or by one run; absent where nothing limits it.',
    labelNames: ['period'],
    registers,
  })
  active.set({ model: NO_MODEL }, 0)
  const workflows = new Map<string, string>()

  return {
    contentType: registry.contentType,
    read(event) {
      switch (event.type) {
        case 'run_started':
          workflows.set(event.run, event.workflow)
          break
        case 'specialist_started':
          active.inc({ model: NO_MODEL })
          break
        case 'specialist_completed': {
          const { agent, report } = event
          active.dec({ model: NO_MODEL })
          tasks.inc({ agent_id: agent, model: NO_MODEL, status: report.status })
          durations.observe({ agent_id: agent, model: NO_MODEL }, (report.milliseconds ?? 0) / 1_000)
          break
        }
        case 'model_called': {
          const { agent: agent_id, model, status, milliseconds, inputTokens, outputTokens } = event
          tasks.inc({ agent_id, model, status: status === 'answered' ? 'completed' : status })
          durations.observe({ agent_id, model }, milliseconds / 1_000)
          tokens.inc({ agent_id, model, type: 'input' }, inputTokens)
          tokens.inc({ agent_id, model, type: 'output' }, outputTokens)
          dollars.inc({ agent_id, model }, event.dollars ?? 0)
          break
        }
        case 'gate_decided':
          decisions.inc({ decision: event.decision })
          break
        case 'approval_requested':
          approvals.inc({ state: 'requested' })
          break
        case 'approval_decided':
          approvals.inc({ state: event.decision })
          break
        case 'run_completed':
        case 'run_failed':
        case 'run_timed_out':
        case 'run_cancelled':
          runs.inc({
            workflow: workflows.get(event.run) ?? 'unknown',
            status: event.type.slice('run_'.length).replace('_', '-'),
          })
          workflows.delete(event.run)
          break
        default:
          break
      }
    },
    observe(now) {
      queued.set(now.queued)
      waiting.set(now.waitingApprovals)
      incidents.set(now.openIncidents)
      outbox.set(now.outboxWaiting)
      undeliverable.set(now.outboxUndeliverable)
      lastHour.set(now.dollarsLastHour)
      tokenBudget.set(now.tokensPerRun)
      if (now.dollarsPerHour !== undefined) dollarBudget.set({ period: 'hour' }, now.dollarsPerHour)
      if (now.dollarsPerRun !== undefined) dollarBudget.set({ period: 'run' }, now.dollarsPerRun)
    },
    render: () => registry.metrics(),
  }
}
