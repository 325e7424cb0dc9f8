import type { Analysis, Evidence, Plot } from '../../src/core/analysis.ts'
import type { Finding } from '../../src/core/finding.ts'

const START = Date.parse('2026-03-14T13:20:00Z')
const MINUTE = 60_000

const OOM: Evidence = {
  agent: 'kubernetes',
  source: 'kubernetes/describe-pods.txt',
  line: 41,
  quote: 'Last State:     Terminated  Reason: OOMKilled  Exit Code: 137',
}
const LIMIT: Evidence = {
  agent: 'kubernetes',
  source: 'kubernetes/describe-pods.txt',
  line: 52,
  quote: 'memory:  512Mi',
}
const HEAP: Evidence = {
  agent: 'logs',
  source: 'logs/payment-gateway.jsonl',
  line: 2117,
  quote:
    '{"level":"error","service":"payment-gateway","message":"settlement batch: 1904211 transactions held in memory"}',
}
const DEPLOY: Evidence = {
  agent: 'changes',
  source: 'changes/changes.json',
  line: 18,
  quote: '"summary": "settlement job: load the open transactions in one query"',
}
const BREAKER: Evidence = {
  agent: 'logs',
  source: 'logs/checkout.jsonl',
  line: 880,
  quote:
    '{"level":"warn","service":"checkout","message":"circuit breaker \'payment-gateway\' is now OPEN (51% of 200 calls failed)"}',
}
const MEMORY: Evidence = { agent: 'metrics', source: 'metrics/metrics.json', quote: '[1773497100,"531628032"]' }
const PROXY: Evidence = {
  agent: 'traces',
  source: 'traces/traces.jsonl',
  line: 412,
  quote: '"name":"POST /authorize","status":{"code":2}',
}
const CODE: Evidence = {
  agent: 'code',
  source: 'src/settlement/batch.ts',
  line: 37,
  quote: 'const open = await ledger.query(ALL_OPEN_TRANSACTIONS)',
}
const REVENUE: Evidence = {
  agent: 'impact',
  source: 'cost/revenue.csv',
  line: 3,
  quote: 'revenue_per_minute,412.50,EUR',
}

/** A series of ninety minutes that leaves its level at minute `from` and comes back at minute `to`. */
function plot(
  title: string,
  component: string,
  unit: string,
  level: number,
  peak: number,
  from: number,
  to: number,
): Plot {
  const minutes = Array.from({ length: 90 }, (_, index) => index)
  return {
    title,
    component,
    unit,
    timestamps: minutes.map((minute) => START + minute * MINUTE),
    values: minutes.map((minute) => {
      if (minute === 12) return null
      const wave = 1 + 0.06 * Math.sin(minute * 1.7) + 0.03 * Math.cos(minute * 0.6)
      return (
        (minute < from || minute > to ? level : level + (peak - level) * Math.min(1, (minute - from + 1) / 6)) * wave
      )
    }),
    anomaly: { from: START + from * MINUTE, to: START + to * MINUTE },
  }
}

function finding(
  part: Partial<Finding> & Pick<Finding, 'agent' | 'component' | 'summary'>,
  evidence: Evidence[],
): Finding {
  const citations = evidence.map(({ agent: _agent, ...citation }) => citation)
  return { cause: 'oom-killed', signal: 'memory', role: 'cause', strength: 0.9, ...part, citations }
}

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
    hypotheses: [
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
    ],
    specialists: [
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
    ],
    agreement: [
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
    ],
    votes: [
      { agent: 'kubernetes', severity: 'P1', confidence: 0.95 },
      { agent: 'logs', severity: 'P1', confidence: 0.84 },
      { agent: 'metrics', severity: 'P2', confidence: 0.8 },
      { agent: 'changes', severity: 'P2', confidence: 0.7 },
      { agent: 'traces', severity: 'P2', confidence: 0.4 },
    ],
    timeline: [
      { at: '2026-03-14T13:41:00Z', kind: 'change', component: 'search', text: 'search: 12 to 14 replicas' },
      {
        at: '2026-03-14T14:05:02Z',
        kind: 'change',
        component: 'payment-gateway',
        text: 'Deploy of version 2.31.0: settlement job loads the open transactions in one query',
        evidence: DEPLOY,
      },
      {
        at: '2026-03-14T14:06:40Z',
        kind: 'first-symptom',
        component: 'payment-gateway',
        text: 'Memory leaves its usual band',
        evidence: MEMORY,
      },
      {
        at: '2026-03-14T14:08:10Z',
        kind: 'symptom',
        component: 'payment-gateway',
        text: 'First pod is OOMKilled',
        evidence: OOM,
      },
      {
        at: '2026-03-14T14:09:20Z',
        kind: 'propagation',
        component: 'checkout',
        text: 'Circuit breaker towards payment-gateway opens',
        evidence: BREAKER,
      },
      { at: '2026-03-14T14:11:00Z', kind: 'alert', component: 'checkout', text: 'Alert CheckoutErrorRateHigh fires' },
      {
        at: '2026-03-14T14:12:30Z',
        kind: 'propagation',
        component: 'storefront',
        text: 'Orders drop to 22% of their level',
      },
    ],
    actions: [
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
    ],
    prevention: [
      { title: 'Alert on memory at 80% of the limit', why: 'The first alert came 4 minutes after the first kill.' },
      { title: 'Run batch jobs in a workload of their own', why: 'A job took the payments down with it.' },
    ],
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
    runbooks: [
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
    ],
    missing: [
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
    ],
    plots: [
      plot('Memory', 'payment-gateway', 'MB', 210, 520, 46, 75),
      plot('Errors per minute', 'checkout', '1/min', 3, 410, 49, 72),
      plot('Latency p99', 'card-proxy', 'ms', 42, 1810, 52, 70),
      plot('Orders per minute', 'storefront', '1/min', 803, 177, 52, 74),
    ],
    callGraph: {
      nodes: [
        { name: 'storefront', blame: 0, symptom: false },
        { name: 'checkout', blame: 0.03, symptom: true },
        { name: 'cart', blame: 0, symptom: false },
        { name: 'payment-gateway', blame: 0.91, symptom: false },
        { name: 'card-proxy', blame: 0.06, symptom: false },
        { name: 'ledger-db', blame: 0, symptom: false },
        { name: 'search', blame: 0, symptom: false },
      ],
      edges: [
        { caller: 'storefront', callee: 'checkout', anomalous: true },
        { caller: 'storefront', callee: 'cart', anomalous: false },
        { caller: 'storefront', callee: 'search', anomalous: false },
        { caller: 'checkout', callee: 'payment-gateway', anomalous: true },
        { caller: 'checkout', callee: 'cart', anomalous: false },
        { caller: 'payment-gateway', callee: 'card-proxy', anomalous: true },
        { caller: 'payment-gateway', callee: 'ledger-db', anomalous: false },
      ],
    },
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
