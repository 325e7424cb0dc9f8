import type { Analysis } from '../../src/core/analysis.ts'
import { actions, missing, prevention, runbooks } from './outage/actions.ts'
import { BREAKER, REVENUE } from './outage/evidence.ts'
import { agreement, hypotheses, votes } from './outage/hypotheses.ts'
import { callGraph, plots } from './outage/plots.ts'
import { specialists } from './outage/specialists.ts'
import { timeline } from './outage/timeline.ts'

/** A payment gateway runs out of memory after a deploy; everything that a report can show is there. */
export function outageAnalysis(): Analysis {
  return {
    incidentId: 'inc-payments-0314',
    title: 'Card payments fail at checkout',
    generatedAt: '2026-03-14T14:32:00Z',
    verdict: 'root-cause',
    headline:
      'payment-gateway runs out of memory and is killed: its new settlement job loads all open transactions at once (91% sure).',
    confidence: 0.91,
    severity: 'P1',
    severityRule: 'most-severe',
    window: {
      baseline: { from: '2026-03-14T13:20:00Z', to: '2026-03-14T14:02:00Z' },
      incident: { from: '2026-03-14T14:05:00Z', to: '2026-03-14T14:30:00Z' },
      origin: 'given',
      clocks: [{ source: 'logs/card-proxy.log', note: 'written 60 minutes ahead of the metrics; read as UTC+1' }],
    },
    hypotheses,
    specialists,
    agreement,
    votes,
    timeline,
    actions,
    prevention,
    recovery: {
      minutes: { low: 6, high: 15 },
      basis: 'A roll-out of three pods took 4 minutes at the last deploy; the circuit breaker closes after 2.',
    },
    impact: {
      summary: 'About half of the card payments failed for 25 minutes.',
      durationMinutes: 25,
      affected: ['payment-gateway', 'checkout', 'storefront'],
      figures: [
        {
          name: 'Lost revenue',
          value: 5259.38,
          unit: 'EUR',
          arithmetic: '412.50 EUR a minute × 25 minutes × 51% failed',
          evidence: [REVENUE, BREAKER],
        },
        {
          name: 'Failed payments',
          value: 10_240,
          unit: 'payments',
          arithmetic: '803 payments a minute × 25 minutes × 51% failed',
          evidence: [BREAKER],
        },
      ],
      unknown: ['How many customers tried again and succeeded', 'Contract penalties'],
    },
    runbooks,
    similar: [
      {
        run: 'run_before',
        at: '2026-01-09T08:00:00.000Z',
        title: 'Payments time out',
        component: 'payment-gateway',
        cause: 'memory-leak',
        confirmed: 'corrected',
        note: 'the settlement job again',
        similarity: 0.62,
        shared: ['memory-exhausted at payment-gateway', 'OutOfMemoryError: Java heap space'],
        remedies: ['Roll payment-gateway back'],
      },
    ],
    missing,
    plots,
    callGraph,
    inventory: [
      { part: 'logs', files: 4, bytes: 18_240_000 },
      { part: 'metrics', files: 1, bytes: 912_400 },
      { part: 'traces', files: 1, bytes: 40_100_000 },
      { part: 'kubernetes', files: 6, bytes: 48_000 },
      { part: 'changes', files: 1, bytes: 2_100 },
    ],
    model: null,
    droppedCitations: 1,
    problems: [
      {
        code: 'timed-out',
        source: 'traces',
        message: 'The specialist had 30 s and read 61% of the spans.',
        hint: 'Allow more time with --timeout.',
      },
      {
        code: 'not-json',
        source: 'logs/edge.jsonl',
        message: '14 lines are not JSON; they were read as plain text.',
        hint: 'Name the file edge.log if that is what it is.',
      },
    ],
  }
}

/** Nothing was given and nothing was found. */
export function emptyAnalysis(): Analysis {
  return {
    incidentId: 'inc-empty',
    title: 'Slow pages',
    generatedAt: '2026-03-14T14:32:00Z',
    verdict: 'inconclusive',
    headline: 'The evidence does not say what broke.',
    confidence: 0,
    severity: 'P4',
    severityRule: 'majority',
    window: { baseline: null, incident: null, origin: 'none', clocks: [] },
    hypotheses: [],
    specialists: [],
    agreement: [],
    votes: [],
    timeline: [],
    actions: [],
    prevention: [],
    recovery: { minutes: null, basis: '' },
    impact: { summary: '', durationMinutes: null, affected: [], figures: [], unknown: [] },
    runbooks: [],
    missing: [
      { part: 'logs', why: 'No log was given.', fetch: 'kubectl logs --all-containers deploy/web > logs/web.log' },
    ],
    plots: [],
    callGraph: { nodes: [], edges: [] },
    inventory: [],
    model: null,
    droppedCitations: 0,
    problems: [],
  }
}

/** Everything was read and nothing is wrong. */
export function healthyAnalysis(): Analysis {
  const outage = outageAnalysis()
  return {
    ...emptyAnalysis(),
    incidentId: 'inc-healthy',
    title: 'Check after the release',
    verdict: 'healthy',
    headline: 'Nothing differs from the healthy hours before.',
    confidence: 0.88,
    window: outage.window,
    specialists: [
      {
        agent: 'metrics',
        status: 'completed',
        severity: 'P4',
        confidence: 0.9,
        summary: 'All 214 series are within their usual band.',
        findings: [],
      },
    ],
    votes: [{ agent: 'metrics', severity: 'P4', confidence: 0.9 }],
    plots: outage.plots.slice(0, 1).map(({ anomaly: _anomaly, ...rest }) => rest),
    inventory: outage.inventory,
    missing: [],
  }
}
