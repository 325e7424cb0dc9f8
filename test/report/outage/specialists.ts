import type { Analysis } from '../../../src/core/analysis.ts'
import type { Finding } from '../../../src/core/finding.ts'
import { BREAKER, DEPLOY, HEAP, LIMIT, MEMORY, OOM, PROXY } from './evidence.ts'

function finding(
  part: Partial<Finding> & Pick<Finding, 'agent' | 'component' | 'summary'>,
  evidence: Analysis['hypotheses'][number]['evidence'],
): Finding {
  const citations = evidence.map(({ agent: _agent, ...citation }) => citation)
  return { cause: 'oom-killed', signal: 'memory', role: 'cause', strength: 0.9, ...part, citations }
}

export const specialists: Analysis['specialists'] = [
  {
    agent: 'kubernetes',
    status: 'completed',
    severity: 'P1',
    confidence: 0.95,
    summary: 'Three of three payment-gateway pods were killed for memory, eleven times in 25 minutes.',
    milliseconds: 41,
    findings: [
      finding(
        {
          agent: 'kubernetes',
          component: 'payment-gateway',
          summary: 'Pods are OOMKilled at their limit of 512Mi.',
          signal: 'oom-kill',
          strength: 0.98,
          at: '2026-03-14T14:08:10Z',
          figures: { restarts: 11, limitMebibytes: 512 },
        },
        [OOM, LIMIT],
      ),
    ],
  },
  {
    agent: 'logs',
    status: 'completed',
    severity: 'P1',
    confidence: 0.84,
    summary: 'A new line about transactions held in memory; checkout opened its circuit breaker.',
    milliseconds: 380,
    findings: [
      finding(
        {
          agent: 'logs',
          component: 'payment-gateway',
          summary: 'New log pattern: settlement batch held in memory.',
          signal: 'log-pattern',
          at: '2026-03-14T14:07:58Z',
        },
        [HEAP],
      ),
      finding(
        {
          agent: 'logs',
          component: 'checkout',
          cause: 'dependency-failure',
          role: 'symptom',
          summary: 'Circuit breaker towards payment-gateway opened.',
          signal: 'errors',
          at: '2026-03-14T14:09:20Z',
        },
        [BREAKER],
      ),
    ],
  },
  {
    agent: 'metrics',
    status: 'completed',
    severity: 'P2',
    confidence: 0.8,
    summary: 'Memory of payment-gateway rose from 210 MB to 531 MB.',
    milliseconds: 120,
    findings: [
      finding(
        {
          agent: 'metrics',
          component: 'payment-gateway',
          cause: 'memory-pressure',
          summary: 'Memory left its usual band.',
          strength: 0.96,
        },
        [MEMORY],
      ),
    ],
  },
  {
    agent: 'changes',
    status: 'completed',
    severity: 'P2',
    confidence: 0.7,
    summary: 'One deploy in the hour before the first symptom.',
    milliseconds: 3,
    findings: [
      finding(
        {
          agent: 'changes',
          component: 'payment-gateway',
          cause: 'bad-deploy',
          signal: 'deploy',
          summary: 'Version 2.31.0 was deployed at 14:05.',
        },
        [DEPLOY],
      ),
    ],
  },
  {
    agent: 'traces',
    status: 'timed-out',
    severity: 'P2',
    confidence: 0.4,
    summary: 'Read 61% of the spans in the time allowed.',
    milliseconds: 30_000,
    findings: [
      finding(
        {
          agent: 'traces',
          component: 'payment-gateway->card-proxy',
          cause: 'network-delay',
          signal: 'latency',
          strength: 0.6,
          summary: 'Calls to card-proxy are slow.',
        },
        [PROXY],
      ),
    ],
  },
  {
    agent: 'cost',
    status: 'no-evidence',
    severity: 'P4',
    confidence: 0,
    summary: 'No prices of infrastructure were given.',
    findings: [],
  },
]
