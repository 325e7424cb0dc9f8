import type { Analysis } from '../../../src/core/analysis.ts'
import { CODE, DEPLOY, HEAP, LIMIT, OOM } from './evidence.ts'

export const actions: Analysis['actions'] = [
  {
    id: 'rollback',
    priority: 1,
    kind: 'mitigate',
    title: 'Roll payment-gateway back to revision 41 (version 2.30.4)',
    why: 'The kills began 3 minutes after version 2.31.0 was deployed.',
    component: 'payment-gateway',
    command: ['kubectl', '-n', 'shop', 'rollout', 'undo', 'deployment/payment-gateway', '--to-revision=41'],
    effect: 'write',
    expected: 'New pods stay below 300 MB and no pod is killed.',
    verify: 'kubectl -n shop get pods shows no restart for 10 minutes',
    reversible: true,
    undo: 'kubectl -n shop rollout undo deployment/payment-gateway',
    risk: 'low',
    evidence: [DEPLOY, OOM],
  },
  {
    id: 'watch',
    priority: 2,
    kind: 'check',
    title: 'Look at the memory of the pods',
    why: 'Shows whether the roll-back helps.',
    component: 'payment-gateway',
    command: [
      'kubectl',
      '-n',
      'shop',
      'top',
      'pods',
      '--selector=app in (payment-gateway, settlement)',
      '--containers',
      '--sort-by=memory',
    ],
    effect: 'read',
    expected: 'Below 300 MB a pod.',
    verify: 'The figure is stable over 5 minutes.',
    reversible: true,
    risk: 'none',
    evidence: [LIMIT],
  },
  {
    id: 'page',
    priority: 3,
    kind: 'escalate',
    title: 'Call the payments team',
    why: 'The settlement job is theirs and must not run again tonight.',
    effect: 'read',
    expected: 'They disable the job.',
    verify: 'The job is disabled.',
    reversible: true,
    risk: 'none',
    evidence: [],
  },
  {
    id: 'page-query',
    priority: 4,
    kind: 'fix',
    title: 'Read the open transactions in pages of 1,000',
    why: 'The job holds what it reads, and there are 1.9 million.',
    component: 'payment-gateway',
    effect: 'write',
    expected: 'Memory stays flat while the job runs.',
    verify: 'Run the job on a copy of production.',
    reversible: true,
    risk: 'low',
    evidence: [CODE, HEAP],
  },
]

export const prevention: Analysis['prevention'] = [
  { title: 'Alert on memory at 80% of the limit', why: 'The first alert came 4 minutes after the first kill.' },
  { title: 'Run batch jobs in a workload of their own', why: 'A job took the payments down with it.' },
]

export const runbooks: Analysis['runbooks'] = [
  {
    source: 'runbooks/payment-gateway.md',
    title: 'Payment gateway is restarting',
    score: 0.82,
    why: 'names payment-gateway and OOMKilled',
    escalateTo: 'Payments on call',
    steps: [
      {
        source: 'runbooks/payment-gateway.md',
        line: 12,
        quote: '1. Roll back if a deploy is younger than one hour.',
      },
      {
        source: 'runbooks/payment-gateway.md',
        line: 15,
        quote: '2. Do not raise the memory limit during settlement.',
      },
    ],
  },
]

export const missing: Analysis['missing'] = [
  {
    part: 'heap dump',
    why: 'It would show what the memory holds.',
    fetch: 'kubectl -n shop exec deploy/payment-gateway -- node --heapsnapshot-signal=SIGUSR2',
  },
  {
    part: 'network',
    why: 'No device configuration was given.',
    fetch: 'put the output of "show run" into network/',
  },
]
