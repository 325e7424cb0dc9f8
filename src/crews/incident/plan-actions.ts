import type { RunbookAdvice } from '../../analysts/runbooks/rank-runbooks.ts'
import type { Action, Hypothesis } from '../../core/analysis.ts'
import type { Change } from '../../core/evidence.ts'
import { isSafeName, quoteCommand } from '../../safety/shell-quote.ts'
import { operationOf, revertOf, runbookOperations } from './plan-operations.ts'
import { playbookFor } from './playbook.ts'
import { type PlaybookStep, rollBack } from './playbook-steps.ts'

export interface ActionPlanInput {
  hypothesis: Hypothesis | undefined
  runnerUp: Hypothesis | undefined
  /** Changes of the suspected component shortly before. */
  recentChanges: readonly Change[]
  namespace: string | undefined
  /** Whether the evidence comes from a Kubernetes cluster. */
  inKubernetes: boolean
  /** The names of files whose lines name no service: nothing can be restarted by such a name. */
  logFiles: readonly string[]
  runbooks: readonly RunbookAdvice[]
}

/** Below this confidence nothing that destroys is proposed. */
const SURE_ENOUGH_TO_DESTROY = 0.7
const ORDER: readonly Action['kind'][] = ['check', 'mitigate', 'fix', 'escalate']

/** What to do, read-only checks first, then what is quick and can be undone, then the lasting fix, then whom to call. */
export function planActions(input: ActionPlanInput): Action[] {
  const { hypothesis, runnerUp, runbooks } = input
  if (!hypothesis) return escalations(runbooks, undefined).map(numbered)
  const hasRecentChange = input.recentChanges.length > 0
  const steps = playbookFor(hypothesis.cause).steps
  const wanted =
    hasRecentChange && !steps.includes(rollBack)
      ? [...steps, rollBack]
      : steps.filter((step) => hasRecentChange || step !== rollBack)
  const actions = wanted
    .filter(({ kind }) => kind === 'check' || !input.logFiles.includes(hypothesis.component))
    .filter((step) => step.effect !== 'destroy' || hypothesis.confidence >= SURE_ENOUGH_TO_DESTROY)
    .map((step) => toAction(step, hypothesis, input))
  const alternative = runnerUp && runnerUp.confidence >= hypothesis.confidence / 3 ? ruleOut(runnerUp, input) : []
  const planned = [
    ...actions,
    ...revert(input, hypothesis),
    ...fromRunbooks(input, hypothesis, actions),
    ...alternative,
    ...escalations(runbooks, hypothesis),
  ]
  return planned.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).map(numbered)
}

type Unnumbered = Omit<Action, 'id' | 'priority'>

function numbered(action: Unnumbered, index: number): Action {
  return { id: `action-${index + 1}`, priority: index + 1, ...action }
}

function toAction(step: PlaybookStep, hypothesis: Hypothesis, input: ActionPlanInput): Unnumbered {
  const component = hypothesis.component.split('->').at(-1) ?? hypothesis.component
  const command = commandOf(step, component, input)
  const operation = operationOf(step, component, input.namespace, input.inKubernetes)
  return {
    kind: step.kind,
    title: fill(step.title, component, input),
    why: hypothesis.summary,
    component,
    ...(command && { command }),
    ...(operation && { operation }),
    effect: step.effect,
    expected: fill(step.expected, component, input),
    verify: fill(step.verify, component, input),
    reversible: step.effect !== 'destroy',
    ...(step.undo && { undo: fill(step.undo, component, input) }),
    risk: step.risk,
    evidence: hypothesis.evidence.slice(0, 1),
  }
}

/** No command where a name is not valid for its kind: a name from evidence must not become an option or another command. */
function commandOf(
  { command, component: kind }: PlaybookStep,
  component: string,
  { namespace, inKubernetes }: ActionPlanInput,
): string[] | undefined {
  if (!command || command.length === 0 || (command[0] === 'kubectl' && !inKubernetes)) return undefined
  if (command.some((word) => word.includes('{component}')) && !isSafeName(kind ?? 'deployment', component))
    return undefined
  const known = namespace !== undefined && isSafeName('namespace', namespace)
  const words = known
    ? command
    : command.filter((word, index) => word !== '{namespace}' && command[index + 1] !== '{namespace}')
  const filled = words.map((word) =>
    word.replaceAll('{component}', component).replaceAll('{namespace}', namespace ?? ''),
  )
  // Quoting refuses what no shell can hold.
  quoteCommand(filled)
  return filled
}

/** Words of Kubernetes for those who run something else. */
const PLAIN_WORDS: readonly [RegExp, string][] = [
  [/kubectl rollout status ends with "successfully rolled out"/g, 'The new version runs everywhere'],
  [/kubectl rollout status ends/g, 'All instances run again'],
  [/\bPods\b/g, 'Instances'],
  [/\bpods\b/g, 'instances'],
  [/\bpod\b/g, 'instance'],
]

function fill(text: string, component: string, { inKubernetes }: ActionPlanInput): string {
  const plain = inKubernetes ? text : PLAIN_WORDS.reduce((words, [from, to]) => words.replace(from, to), text)
  return plain.replaceAll('{component}', component)
}

/** Where the change is a commit at hand, it can be taken back as such. */
function revert({ recentChanges }: ActionPlanInput, hypothesis: Hypothesis): Unnumbered[] {
  const found = revertOf(recentChanges)
  if (!found) return []
  const { operation, change } = found
  const { repository = '', commit = '' } = change
  return [
    {
      kind: 'mitigate',
      title: `Take back commit ${commit.slice(0, 12)} of ${hypothesis.component}`,
      why: `It is the last change of ${hypothesis.component} before the incident.`,
      component: hypothesis.component,
      command: ['git', '-C', repository, 'revert', commit],
      operation,
      effect: 'write',
      expected:
        'What the commit changed is as before; where deployments follow the branch, the former version is deployed.',
      verify: 'The reverting commit is on the branch, and the error rate is back at its baseline.',
      reversible: true,
      undo: 'Revert the reverting commit.',
      risk: 'medium',
      evidence: [{ ...change.citation, agent: 'change-analyst' }],
    },
  ]
}

/** Steps of runbooks that the gate could carry out, and that the playbook does not name already. */
function fromRunbooks(input: ActionPlanInput, hypothesis: Hypothesis, known: readonly Unnumbered[]): Unnumbered[] {
  if (!input.inKubernetes) return []
  const component = hypothesis.component.split('->').at(-1) ?? hypothesis.component
  return runbookOperations(input.runbooks, component, input.namespace)
    .filter(({ operation }) => !known.some((action) => action.operation?.kind === operation.kind))
    .map(({ operation, step, title, words }) => ({
      kind: 'mitigate',
      title: `Follow the runbook "${title}": ${words.slice(1).join(' ')}`,
      why: 'The runbook that fits best names this step.',
      component,
      command: words,
      operation,
      effect: 'write',
      expected: 'What the runbook says.',
      verify: 'The pods become ready, and the error rate is back at its baseline.',
      reversible: operation.kind !== 'restart',
      risk: 'medium',
      evidence: [{ ...step, agent: 'runbook-advisor' }],
    }))
}

function ruleOut(runnerUp: Hypothesis, input: ActionPlanInput): Unnumbered[] {
  const first = playbookFor(runnerUp.cause).steps.find((step) => step.kind === 'check')
  return first
    ? [
        {
          ...toAction(first, runnerUp, input),
          title: `Rule out ${runnerUp.component}: ${fill(first.title, runnerUp.component, input)}`,
        },
      ]
    : []
}

function escalations(runbooks: readonly RunbookAdvice[], hypothesis: Hypothesis | undefined): Unnumbered[] {
  const runbook = runbooks.find(({ escalateTo }) => escalateTo !== undefined)
  if (!runbook?.escalateTo) return []
  return [
    {
      kind: 'escalate',
      title: `Call ${runbook.escalateTo} if the first mitigation does not help`,
      why: `The runbook "${runbook.title}" names them.`,
      ...(hypothesis && { component: hypothesis.component }),
      effect: 'read',
      expected: 'Someone who knows the component takes part.',
      verify: 'They have answered.',
      reversible: true,
      risk: 'none',
      evidence: [],
    },
  ]
}
