import type { Analysis } from '../../../src/core/analysis.ts'
import { CODE, DEPLOY, HEAP, LIMIT, MEMORY, OOM, PROXY } from './evidence.ts'

export const hypotheses: Analysis['hypotheses'] = [
  {
    component: 'payment-gateway',
    cause: 'oom-killed',
    confidence: 0.91,
    summary:
      'Version 2.31.0 holds all open transactions in memory; the pods reach their limit of 512Mi and are killed.',
    evidence: [OOM, HEAP, DEPLOY, MEMORY, LIMIT, CODE],
    supportedBy: ['kubernetes', 'logs', 'metrics', 'changes'],
    contradictedBy: ['traces'],
    contributions: [
      { agent: 'kubernetes', signal: 'oom-kill', weight: 2.8, summary: 'three pods were killed for memory' },
      { agent: 'metrics', signal: 'memory', weight: 1.9, summary: 'memory left its usual band at 14:06' },
      {
        agent: 'changes',
        signal: 'deploy-before-onset',
        weight: 1.2,
        summary: 'deployed 3 minutes before the first symptom',
      },
      { agent: 'traces', signal: 'self-time', weight: -0.4, summary: 'spans of card-proxy are slower still' },
    ],
  },
  {
    component: 'card-proxy',
    cause: 'network-delay',
    confidence: 0.06,
    summary:
      'Calls from payment-gateway to card-proxy are slow; the delay begins after the first kill, so it is more likely an effect.',
    evidence: [PROXY],
    supportedBy: ['traces'],
    contradictedBy: ['kubernetes', 'metrics'],
    contributions: [
      { agent: 'traces', signal: 'latency', weight: 0.7, summary: 'client spans take 1.8 s, 40 ms before' },
    ],
  },
]

export const agreement: Analysis['agreement'] = [
  {
    kind: 'agreement',
    agents: ['kubernetes', 'logs', 'metrics', 'changes'],
    text: 'Four specialists point at payment-gateway.',
  },
  {
    kind: 'contradiction',
    agents: ['traces', 'kubernetes'],
    text: 'traces blames the call to card-proxy; the kills began 4 minutes before the delay, so the order of time speaks for payment-gateway.',
  },
]

export const votes: Analysis['votes'] = [
  { agent: 'kubernetes', severity: 'P1', confidence: 0.95 },
  { agent: 'logs', severity: 'P1', confidence: 0.84 },
  { agent: 'metrics', severity: 'P2', confidence: 0.8 },
  { agent: 'changes', severity: 'P2', confidence: 0.7 },
  { agent: 'traces', severity: 'P2', confidence: 0.4 },
]
