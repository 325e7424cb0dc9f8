import type { FaultFamily } from '../../core/fault-taxonomy.ts'
import {
  check,
  declareRight,
  describeDeployment,
  describeNode,
  describePods,
  describeService,
  endpoints,
  fix,
  inNamespace,
  listEvents,
  type PlaybookStep,
  quota,
  readLogs,
  restart,
  rollBack,
  scaleOut,
  topPods,
} from './playbook-steps.ts'

export interface Playbook {
  steps: readonly PlaybookStep[]
  prevention: readonly { title: string; why: string }[]
  /** Minutes from the decision to health. */
  recovery: readonly [low: number, high: number]
  recoveryBasis: string
}

export const reviewPolicy = {
  title: 'Check manifests against the live cluster before they are applied',
  why: 'A server-side dry run and a policy check find a mismatch like this before it reaches production.',
}

export const canary = {
  title: 'Release to a few pods first, and compare them with the old ones before going on',
  why: 'The change would have been stopped at a fraction of the traffic.',
}

export const FAMILIES: Record<FaultFamily, Playbook> = {
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
