import { canary, type Playbook, reviewPolicy } from './family-playbooks.ts'
import {
  check,
  describeDeployment,
  describePods,
  fix,
  inNamespace,
  readLogs,
  restart,
  rollBack,
  topPods,
} from './playbook-steps.ts'

const fixLimit = fix(
  'Raise the memory limit above what the peak needs, or bound what the process loads at once',
  'No container is killed for memory under the same load.',
  'Restarts stay flat, working set below the limit for an hour.',
)

export const CAUSES: Record<string, Partial<Playbook>> = {
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
