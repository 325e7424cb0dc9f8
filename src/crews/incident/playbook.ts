import type { Action } from '../../core/analysis.ts'
import { type FaultFamily, faultFamily } from '../../core/fault-taxonomy.ts'
import type { NameKind } from '../../safety/shell-quote.ts'

/** One step of a playbook. In `command`, `{component}` and `{namespace}` stand for names that are checked before use. */
export interface PlaybookStep {
  kind: Action['kind']
  title: string
  command?: readonly string[]
  /** What kind of name `{component}` must be. */
  component?: NameKind
  /** What the gate would be asked for. */
  operation?: 'roll-back' | 'restart' | 'scale'
  effect: Action['effect']
  expected: string
  verify: string
  undo?: string
  risk: Action['risk']
}

export interface Playbook {
  steps: readonly PlaybookStep[]
  prevention: readonly { title: string; why: string }[]
  /** Minutes from the decision to health. */
  recovery: readonly [low: number, high: number]
  recoveryBasis: string
}

const inNamespace = ['-n', '{namespace}'] as const

function check(
  title: string,
  command: readonly string[],
  expected: string,
  component: NameKind = 'deployment',
): PlaybookStep {
  return {
    kind: 'check',
    title,
    command,
    component,
    effect: 'read',
    expected,
    verify: 'Read the output; nothing changes.',
    risk: 'none',
  }
}

const describePods = check(
  'Look at the pods of {component}',
  ['kubectl', ...inNamespace, 'describe', 'pods', '-l', 'app={component}'],
  'State, last state, restarts and events of each pod.',
)
const listEvents = check(
  'Read the latest events',
  ['kubectl', ...inNamespace, 'get', 'events', '--sort-by=.lastTimestamp'],
  'Warnings about {component} near the top or bottom of the list.',
)
const topPods = check(
  'See what the pods use now',
  ['kubectl', ...inNamespace, 'top', 'pods', '-l', 'app={component}', '--containers'],
  'CPU and memory by container, against their limits.',
)
const readLogs = check(
  'Read the latest lines of {component}',
  ['kubectl', ...inNamespace, 'logs', 'deployment/{component}', '--since=15m', '--tail=200'],
  'The errors named in the evidence, still coming or not.',
)
const describeDeployment = check(
  'Compare what {component} declares',
  ['kubectl', ...inNamespace, 'get', 'deployment', '{component}', '-o', 'yaml'],
  'The setting named in the evidence.',
)
const describeService = check(
  'Compare service and pods',
  ['kubectl', ...inNamespace, 'get', 'service', '{component}', '-o', 'yaml'],
  'Selector, port and target port as the pods have them.',
  'service',
)
const endpoints = check(
  'See whether the service has endpoints',
  ['kubectl', ...inNamespace, 'get', 'endpoints', '{component}'],
  'At least one address for each port.',
  'service',
)
const describeNode = check(
  'Look at the node',
  ['kubectl', 'describe', 'node', '{component}'],
  'Conditions, taints, pressure and what runs there.',
  'node',
)
const quota = check(
  'See quota against use',
  ['kubectl', 'describe', 'resourcequota', ...inNamespace],
  'The resource that is used up.',
)

export const rollBack: PlaybookStep = {
  kind: 'mitigate',
  title: 'Roll {component} back to the version before the change',
  command: ['kubectl', ...inNamespace, 'rollout', 'undo', 'deployment/{component}'],
  operation: 'roll-back',
  component: 'deployment',
  effect: 'write',
  expected: 'Pods of the earlier version become ready and the symptom goes away within minutes.',
  verify: 'kubectl rollout status ends with "successfully rolled out", and the error rate is back at its baseline.',
  undo: 'Roll forward again with the same command.',
  risk: 'medium',
}
const restart: PlaybookStep = {
  kind: 'mitigate',
  operation: 'restart',
  title: 'Restart {component} one pod at a time',
  command: ['kubectl', ...inNamespace, 'rollout', 'restart', 'deployment/{component}'],
  component: 'deployment',
  effect: 'write',
  expected: 'Memory, connections or threads start from zero; the symptom pauses, the cause remains.',
  verify: 'kubectl rollout status ends, and the series named in the evidence are back in range.',
  undo: 'Nothing to undo: the pods run the same version.',
  risk: 'low',
}
const scaleOut: PlaybookStep = {
  kind: 'mitigate',
  operation: 'scale',
  title: 'Give {component} one more replica than it has',
  component: 'deployment',
  effect: 'write',
  expected: 'Load spreads over more pods; CPU and latency fall.',
  verify: 'The new pod is ready and takes its share of the requests.',
  undo: 'Scale back to the former number.',
  risk: 'low',
}

function fix(
  title: string,
  expected: string,
  verify: string,
  undo = 'Put the former value back from version control.',
  risk: Action['risk'] = 'medium',
): PlaybookStep {
  return { kind: 'fix', title, effect: 'write', expected, verify, undo, risk }
}

const declareRight = fix(
  'Correct the setting named in the evidence, in version control, and apply it',
  'The declared value matches what the running object offers.',
  'The check above shows equal values, and pods become ready.',
)
const reviewPolicy = {
  title: 'Check manifests against the live cluster before they are applied',
  why: 'A server-side dry run and a policy check find a mismatch like this before it reaches production.',
}
const canary = {
  title: 'Release to a few pods first, and compare them with the old ones before going on',
  why: 'The change would have been stopped at a fraction of the traffic.',
}

const FAMILIES: Record<FaultFamily, Playbook> = {
  resource: {
    steps: [
      topPods,
      readLogs,
      restart,
      scaleOut,
      fix(
        'Find and mend what uses the resource; set requests and limits from what is measured',
        'Use stays below the limit under peak load.',
        'A day at peak without the alert.',
      ),
    ],
    prevention: [
      {
        title: 'Alert on the trend towards the limit, not only on reaching it',
        why: 'The series named in the evidence left its range before users noticed.',
      },
    ],
    recovery: [5, 30],
    recoveryBasis: 'a restart or one more replica takes minutes; the mending of the code is not counted',
  },
  network: {
    steps: [
      describePods,
      check(
        'Test the way to {component} from a neighbour',
        ['kubectl', ...inNamespace, 'get', 'pods', '-l', 'app={component}', '-o', 'wide'],
        'On which nodes the slow pods are, and whether others there are slow too.',
      ),
      {
        kind: 'mitigate',
        title: 'Move {component} to another node by restarting it',
        command: restart.command ?? [],
        component: 'deployment',
        effect: 'write',
        expected: 'If the node or its link is at fault, calls are fast again.',
        verify: 'Latency of the edges named in the evidence is back at its baseline.',
        undo: 'Nothing to undo: the pods run the same version.',
        risk: 'low',
      },
      fix(
        'Remove what slows the link: traffic shaping, a saturated interface, a faulty policy',
        'Round trips as in the baseline.',
        'Client and server time of the edge agree again.',
      ),
    ],
    prevention: [
      {
        title: 'Set time-outs and retries with a budget on the calls to it',
        why: 'A slow neighbour should cost an error, not a queue.',
      },
    ],
    recovery: [10, 60],
    recoveryBasis: 'finding a fault of the network usually takes longer than going around it',
  },
  code: {
    steps: [
      readLogs,
      rollBack,
      fix(
        'Mend the code path named in the evidence and add a test for it',
        'The failing request succeeds.',
        'The steps that vanished are there again in new traces.',
      ),
    ],
    prevention: [canary],
    recovery: [5, 20],
    recoveryBasis: 'a roll-back takes a few minutes with its checks',
  },
  admission: {
    steps: [listEvents, quota, describeDeployment, declareRight],
    prevention: [reviewPolicy],
    recovery: [5, 15],
    recoveryBasis: 'pods are created at once when what was missing or used up is there',
  },
  scheduling: {
    steps: [
      describePods,
      check(
        'Compare with what the nodes offer',
        ['kubectl', 'get', 'nodes', '-o', 'wide', '--show-labels'],
        'Labels, taints and room of each node.',
      ),
      describeDeployment,
      declareRight,
    ],
    prevention: [reviewPolicy],
    recovery: [5, 20],
    recoveryBasis: 'pending pods start as soon as they fit',
  },
  startup: {
    steps: [describePods, listEvents, describeDeployment, rollBack, declareRight],
    prevention: [reviewPolicy, canary],
    recovery: [5, 15],
    recoveryBasis: 'pods start as soon as what they need can be fetched',
  },
  runtime: {
    steps: [describePods, readLogs, describeDeployment, declareRight],
    prevention: [reviewPolicy],
    recovery: [5, 15],
    recoveryBasis: 'a corrected setting takes one roll-out',
  },
  routing: {
    steps: [endpoints, describeService, describeDeployment, declareRight],
    prevention: [
      reviewPolicy,
      {
        title: 'Probe each service from inside the cluster',
        why: 'A service without working endpoints is silent until it is called.',
      },
    ],
    recovery: [2, 10],
    recoveryBasis: 'a corrected service takes effect within seconds',
  },
  infrastructure: {
    steps: [
      describeNode,
      check(
        'See which pods are affected',
        ['kubectl', 'get', 'pods', '--all-namespaces', '--field-selector', 'spec.nodeName={component}', '-o', 'wide'],
        'The workloads that depend on the node.',
        'node',
      ),
      {
        kind: 'mitigate',
        title: 'Keep new pods off the node',
        command: ['kubectl', 'cordon', '{component}'],
        component: 'node',
        effect: 'write',
        expected: 'No new pod is placed there.',
        verify: 'kubectl get nodes shows SchedulingDisabled.',
        undo: 'kubectl uncordon, with the same name.',
        risk: 'low',
      },
      {
        kind: 'fix',
        title: 'Move the pods away, then mend the node',
        command: ['kubectl', 'drain', '{component}', '--ignore-daemonsets'],
        component: 'node',
        effect: 'destroy',
        expected: 'The workloads run elsewhere.',
        verify: 'No pod but daemon sets is left on the node.',
        undo: 'kubectl uncordon; the pods do not come back by themselves.',
        risk: 'high',
      },
    ],
    prevention: [
      {
        title: 'Watch kubelet, container runtime and network of every node from outside of it',
        why: 'A node cannot report its own silence.',
      },
    ],
    recovery: [10, 45],
    recoveryBasis: 'restarting a node service takes minutes, replacing a node longer',
  },
  traffic: {
    steps: [
      topPods,
      scaleOut,
      fix(
        'Shed or shape the load at the entrance',
        'Requests within what the service can serve.',
        'Latency and errors are back at their baseline.',
      ),
    ],
    prevention: [{ title: 'Scale on demand and limit what one client may ask', why: 'Load comes back.' }],
    recovery: [5, 30],
    recoveryBasis: 'new replicas take minutes to start',
  },
}

const fixLimit = fix(
  'Raise the memory limit above what the peak needs, or bound what the process loads at once',
  'No container is killed for memory under the same load.',
  'Restarts stay flat, working set below the limit for an hour.',
)

const CAUSES: Record<string, Partial<Playbook>> = {
  'oom-killed': {
    steps: [
      describePods,
      topPods,
      {
        ...readLogs,
        title: 'Read what {component} wrote before it was killed',
        command: ['kubectl', ...inNamespace, 'logs', 'deployment/{component}', '--previous', '--tail=200'],
      },
      rollBack,
      fixLimit,
    ],
    prevention: [
      { title: 'Read large sets in pages and bound every cache', why: 'Memory then does not grow with the data.' },
      { title: 'Alert when the working set passes 85% of the limit', why: 'The kill comes minutes after that.' },
      canary,
    ],
    recovery: [5, 20],
    recoveryBasis: 'a roll-back or a raised limit takes one roll-out of the deployment',
  },
  'memory-leak': {
    steps: [
      topPods,
      rollBack,
      restart,
      fix(
        'Take a heap snapshot of one pod and mend what keeps growing',
        'The working set levels off.',
        'Memory stays flat for longer than it took to fail.',
      ),
    ],
    prevention: [
      { title: 'Alert on memory that rises for an hour', why: 'The leak was visible long before the failure.' },
      canary,
    ],
  },
  'connection-pool-exhausted': {
    steps: [
      readLogs,
      {
        kind: 'check',
        title: 'See who holds connections, and for how long',
        command: [
          'psql',
          '-c',
          'select state, wait_event_type, count(*), max(now() - state_change) as longest from pg_stat_activity group by 1, 2 order by 3 desc',
        ],
        effect: 'read',
        expected: 'Many sessions "idle in transaction", or all of one service.',
        verify: 'Read the output; nothing changes.',
        risk: 'none',
      },
      rollBack,
      restart,
      fix(
        'Release connections on every path, bound the time of a transaction, and size the pool from the database’s limit',
        'Connections in use follow the load and fall back to zero waiting.',
        'No request waits for a connection at peak.',
      ),
    ],
    prevention: [
      {
        title: 'Set idle_in_transaction_session_timeout and a time-out on waiting for a connection',
        why: 'A held connection then ends by itself instead of stopping the service.',
      },
      { title: 'Alert on waiting for the pool', why: 'Waiting begins before failing.' },
    ],
  },
  'bad-deploy': {
    steps: [
      check(
        'See what was rolled out',
        ['kubectl', ...inNamespace, 'rollout', 'history', 'deployment/{component}'],
        'The revision before the change.',
      ),
      readLogs,
      rollBack,
    ],
    prevention: [canary],
  },
  'bad-config': {
    steps: [describeDeployment, readLogs, { ...rollBack, title: 'Put the former configuration of {component} back' }],
    prevention: [canary, reviewPolicy],
  },
}

const GENERAL: Playbook = {
  steps: [readLogs, describePods],
  prevention: [],
  recovery: [15, 90],
  recoveryBasis: 'the cause is not named, so the time to find it is in this as well',
}

/** The playbook of a cause: its own parts first, then those of its family. */
export function playbookFor(cause: string): Playbook {
  const family = faultFamily(cause)
  return { ...(family ? FAMILIES[family] : GENERAL), ...CAUSES[cause] }
}
