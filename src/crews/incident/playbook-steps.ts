import type { Action } from '../../core/analysis.ts'
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

export const inNamespace = ['-n', '{namespace}'] as const

export function check(
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

export const describePods = check(
  'Look at the pods of {component}',
  ['kubectl', ...inNamespace, 'describe', 'pods', '-l', 'app={component}'],
  'State, last state, restarts and events of each pod.',
)

export const listEvents = check(
  'Read the latest events',
  ['kubectl', ...inNamespace, 'get', 'events', '--sort-by=.lastTimestamp'],
  'Warnings about {component} near the top or bottom of the list.',
)

export const topPods = check(
  'See what the pods use now',
  ['kubectl', ...inNamespace, 'top', 'pods', '-l', 'app={component}', '--containers'],
  'CPU and memory by container, against their limits.',
)

export const readLogs = check(
  'Read the latest lines of {component}',
  ['kubectl', ...inNamespace, 'logs', 'deployment/{component}', '--since=15m', '--tail=200'],
  'The errors named in the evidence, still coming or not.',
)

export const describeDeployment = check(
  'Compare what {component} declares',
  ['kubectl', ...inNamespace, 'get', 'deployment', '{component}', '-o', 'yaml'],
  'The setting named in the evidence.',
)

export const describeService = check(
  'Compare service and pods',
  ['kubectl', ...inNamespace, 'get', 'service', '{component}', '-o', 'yaml'],
  'Selector, port and target port as the pods have them.',
  'service',
)

export const endpoints = check(
  'See whether the service has endpoints',
  ['kubectl', ...inNamespace, 'get', 'endpoints', '{component}'],
  'At least one address for each port.',
  'service',
)

export const describeNode = check(
  'Look at the node',
  ['kubectl', 'describe', 'node', '{component}'],
  'Conditions, taints, pressure and what runs there.',
  'node',
)

export const quota = check(
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

export const restart: PlaybookStep = {
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

export const scaleOut: PlaybookStep = {
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

export function fix(
  title: string,
  expected: string,
  verify: string,
  undo = 'Put the former value back from version control.',
  risk: Action['risk'] = 'medium',
): PlaybookStep {
  return { kind: 'fix', title, effect: 'write', expected, verify, undo, risk }
}

export const declareRight = fix(
  'Correct the setting named in the evidence, in version control, and apply it',
  'The declared value matches what the running object offers.',
  'The check above shows equal values, and pods become ready.',
)
