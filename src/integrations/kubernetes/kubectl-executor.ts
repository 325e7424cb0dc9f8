import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { messageOf } from '../../core/fault.ts'
import type {
  Effect,
  Executor,
  Operation,
  Preparation,
  Prepared,
  Verification,
  Workload,
} from '../../core/operation.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import {
  type Deployment,
  deploymentSchema,
  imagesOf,
  type Revision,
  replicaSetsSchema,
  revisionOf,
  revisionsOf,
} from './deployment.ts'
import { type KubectlOptions, kubectl } from './kubectl.ts'

export interface KubectlExecutorOptions extends KubectlOptions {
  /** How long a rollout may take until it is held to have failed. */
  rolloutTimeoutMilliseconds?: number
  pollMilliseconds?: number
}

type OnWorkload = Extract<Operation, { target: Workload }>

/** How the executor knows its own change again: an annotation in the same patch (JSON Patch, RFC 6902) as the change. */
const MARK = 'watchfloor.dev/action'
const RESTARTED = 'kubectl.kubernetes.io/restartedAt'
const ROLLOUT = 5 * 60_000
const POLL = 1_000

/**
 * Rolls back, scales and restarts deployments, each by one patch that names the resource version it was made for: the API
 * server refuses it where the deployment has changed meanwhile.
 */
export function kubectlExecutor(options: KubectlExecutorOptions): Executor {
  const clusterFor = (operation: OnWorkload, signal: AbortSignal) => cluster(operation.target, options, signal)
  return {
    name: 'kubectl',
    handles: ({ kind }) => kind === 'roll-back' || kind === 'scale' || kind === 'restart',
    prepare: async (operation, signal) =>
      'target' in operation
        ? prepareOn(operation, clusterFor(operation, signal), options)
        : { status: 'refused', reason: 'kubectl changes deployments and nothing else.' },
    recognise: (prepared, mark, signal) => recogniseOn(prepared, clusterFor(onWorkload(prepared), signal), mark),
    perform: (prepared, mark, signal) => performOn(prepared, clusterFor(onWorkload(prepared), signal), mark),
    verify: (prepared, mark, signal) =>
      verifyOn(prepared, clusterFor(onWorkload(prepared), signal), mark, signal, options),
  }
}

function onWorkload({ operation }: Prepared): OnWorkload {
  if (!('target' in operation)) throw new TypeError('kubectl was given an operation that is not its own.')
  return operation
}

type Answer<T> =
  | { status: 'ok'; value: T }
  | { status: 'refused'; reason: string }
  | { status: 'unreachable'; reason: string }

interface Cluster {
  target: Workload
  deployment(): Promise<Answer<Deployment>>
  revisions(owner: Deployment): Promise<Answer<Revision[]>>
  patch(patch: readonly PatchStep[]): Promise<Answer<Deployment>>
}

type PatchStep = { op: 'test' | 'add' | 'replace'; path: string; value: unknown }

function cluster(target: Workload, options: KubectlOptions, signal: AbortSignal): Cluster {
  async function ask<T>(argv: readonly string[], schema: z.ZodType<T>): Promise<Answer<T>> {
    const outcome = await kubectl(argv, target, options, signal)
    if (outcome.status === 'unstarted')
      return { status: 'unreachable', reason: `kubectl cannot be run: ${outcome.reason}` }
    if (outcome.status === 'cut-off') return { status: 'unreachable', reason: 'kubectl took too long and was ended.' }
    if (outcome.exit !== 0)
      return { status: isAnswer(outcome.err) ? 'refused' : 'unreachable', reason: firstLine(outcome.err) }
    try {
      return { status: 'ok', value: schema.parse(JSON.parse(outcome.out)) }
    } catch (thrown) {
      return { status: 'unreachable', reason: `kubectl answered something unexpected: ${firstLine(messageOf(thrown))}` }
    }
  }
  return {
    target,
    deployment: () => ask(['get', 'deployment', target.deployment, '--output=json'], deploymentSchema),
    async revisions(owner) {
      const selector = Object.entries(owner.spec.selector.matchLabels)
        .map(([key, value]) => `${key}=${value}`)
        .join(',')
      const sets = await ask(['get', 'replicasets', `--selector=${selector}`, '--output=json'], replicaSetsSchema)
      return sets.status === 'ok' ? { status: 'ok', value: revisionsOf(owner, sets.value) } : sets
    },
    patch: (patch) =>
      ask(
        ['patch', 'deployment', target.deployment, '--type=json', `--patch=${JSON.stringify(patch)}`, '--output=json'],
        deploymentSchema,
      ),
  }
}

/** Whether the API server itself said no: then nothing was changed. */
function isAnswer(err: string): boolean {
  return /Error from server \((?:NotFound|Conflict|Invalid|Forbidden|BadRequest|Unauthorized|MethodNotAllowed)\)|the server rejected our request|The request is invalid|is invalid:/.test(
    err,
  )
}

function firstLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 300) ?? ''
}

async function prepareOn(
  operation: OnWorkload,
  at: Cluster,
  { rolloutTimeoutMilliseconds = ROLLOUT, context }: KubectlExecutorOptions,
): Promise<Preparation> {
  const { namespace, deployment: name } = operation.target
  if (!isSafeName('namespace', namespace) || !isSafeName('deployment', name))
    return { status: 'refused', reason: `${namespace}/${name} is no name of a deployment.` }
  const found = await at.deployment()
  if (found.status !== 'ok') return { status: 'refused', reason: found.reason }
  const there = found.value
  if (there.spec.paused) return { status: 'refused', reason: `${namespace}/${name} is paused; a person decided that.` }
  const explicit = await makeExplicit(operation, there, at)
  if ('reason' in explicit) return { status: 'refused', reason: explicit.reason }
  const named = operation.target.context ?? context
  const target = { ...operation.target, ...(named !== undefined && { context: named }) }
  return {
    status: 'prepared',
    prepared: {
      executor: 'kubectl',
      operation: { ...explicit.operation, target },
      subject: `${namespace}/${name}`,
      summary: explicit.summary,
      commands: [
        [
          'kubectl',
          ...(named === undefined ? [] : [`--context=${named}`]),
          `--namespace=${namespace}`,
          'patch',
          'deployment',
          name,
          '--type=json',
          `--patch=${JSON.stringify(patchOf(explicit, there, '<action>', '<resource version>'))}`,
        ],
      ],
      precondition: {
        uid: there.metadata.uid,
        generation: String(there.metadata.generation),
        content: explicit.content,
      },
      verify: `All replicas of ${namespace}/${name} run the new template and are available within ${rolloutTimeoutMilliseconds / 1000} s.`,
      ...(explicit.undo && { undo: { ...explicit.undo, target } }),
      estimatedSeconds: 60,
    },
  }
}

interface Explicit {
  operation: OnWorkload
  summary: string
  undo?: OnWorkload
  /** A digest of what will be there, so that an approval binds to it. */
  content: string
  change: PatchStep[]
}

/** Every choice made, from what the cluster has now. */
async function makeExplicit(
  operation: OnWorkload,
  there: Deployment,
  at: Cluster,
): Promise<Explicit | { reason: string }> {
  const { target } = operation
  const name = `${target.namespace}/${target.deployment}`
  const images = imagesOf(there.spec.template)
  switch (operation.kind) {
    case 'restart':
      return {
        operation,
        summary: `Restart ${name} (${there.spec.replicas} replicas of ${images}), one pod after the other.`,
        content: '',
        change: [],
      }
    case 'scale': {
      const now = there.spec.replicas
      const replicas = operation.replicas ?? now + (operation.by ?? 0)
      if (replicas < 0) return { reason: `${name} has ${now} replicas and cannot have fewer than none.` }
      if (replicas === now) return { reason: `${name} has ${now} replicas already.` }
      return {
        operation: { kind: 'scale', target, replicas },
        summary: `Scale ${name} from ${now} to ${replicas} replicas.`,
        undo: { kind: 'scale', target, replicas: now },
        content: String(replicas),
        change: [{ op: 'add', path: '/spec/replicas', value: replicas }],
      }
    }
    case 'roll-back': {
      const kept = await at.revisions(there)
      if (kept.status !== 'ok') return { reason: kept.reason }
      const now = revisionOf(there)
      const wanted = kept.value.find(({ revision }) =>
        operation.toRevision === undefined ? revision < now : revision === operation.toRevision,
      )
      if (!wanted)
        return {
          reason:
            operation.toRevision === undefined
              ? `${name} keeps no revision before ${now}.`
              : `${name} keeps no revision ${operation.toRevision}.`,
        }
      if (wanted.revision === now) return { reason: `${name} is at revision ${now} already.` }
      return {
        operation: { kind: 'roll-back', target, toRevision: wanted.revision },
        summary: `Roll ${name} back from revision ${now} (${images}) to revision ${wanted.revision} (${imagesOf(wanted.template)}).`,
        undo: { kind: 'roll-back', target, toRevision: now },
        content: createHash('sha256').update(JSON.stringify(wanted.template)).digest('hex'),
        change: [{ op: 'replace', path: '/spec/template', value: wanted.template }],
      }
    }
  }
}

function patchOf(
  { operation, change }: Pick<Explicit, 'operation' | 'change'>,
  there: Deployment,
  mark: string,
  resourceVersion: string,
): PatchStep[] {
  const annotate = (path: string, existing: unknown, key: string): PatchStep[] => [
    ...(existing === undefined ? [{ op: 'add' as const, path, value: {} }] : []),
    { op: 'add', path: `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, value: mark },
  ]
  const template = there.spec.template as { metadata?: { annotations?: unknown } }
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: resourceVersion },
    ...change,
    ...(operation.kind === 'restart'
      ? [
          ...(template.metadata === undefined
            ? [{ op: 'add' as const, path: '/spec/template/metadata', value: {} }]
            : []),
          ...annotate('/spec/template/metadata/annotations', template.metadata?.annotations, RESTARTED),
        ]
      : []),
    ...annotate('/metadata/annotations', there.metadata.annotations, MARK),
  ]
}

async function recogniseOn({ precondition }: Prepared, at: Cluster, mark: string): Promise<Effect> {
  const found = await at.deployment()
  if (found.status !== 'ok') return { status: 'unknown', detail: `The deployment cannot be read: ${found.reason}` }
  const { metadata } = found.value
  if (metadata.annotations?.[MARK] === mark)
    return { status: 'done', detail: 'The deployment bears the mark of this action.' }
  if (metadata.uid === precondition.uid && String(metadata.generation) === precondition.generation)
    return { status: 'not-done', detail: 'The deployment is as it was.' }
  return {
    status: 'unknown',
    detail: 'The deployment was changed by somebody else, over a change of this action or instead of it.',
  }
}

async function performOn(prepared: Prepared, at: Cluster, mark: string): Promise<Effect> {
  const found = await at.deployment()
  if (found.status !== 'ok') return { status: 'not-done', detail: found.reason }
  const there = found.value
  if (
    there.metadata.uid !== prepared.precondition.uid ||
    String(there.metadata.generation) !== prepared.precondition.generation
  )
    return { status: 'not-done', detail: 'The deployment was changed since it was looked at.' }
  const explicit = await makeExplicit(onWorkload(prepared), there, at)
  if ('reason' in explicit) return { status: 'not-done', detail: explicit.reason }
  if (explicit.content !== prepared.precondition.content)
    return { status: 'not-done', detail: 'The revision holds something else by now.' }
  const patched = await at.patch(patchOf(explicit, there, mark, there.metadata.resourceVersion))
  if (patched.status === 'ok') return { status: 'done', detail: 'The deployment was patched.' }
  if (patched.status === 'refused')
    return { status: 'not-done', detail: `The API server refused the change: ${patched.reason}` }
  // The answer is missing; the change may still have arrived.
  const seen = await recogniseOn(prepared, at, mark)
  return seen.status === 'not-done' ? { ...seen, detail: patched.reason } : seen
}

async function verifyOn(
  _prepared: Prepared,
  at: Cluster,
  mark: string,
  signal: AbortSignal,
  { rolloutTimeoutMilliseconds = ROLLOUT, pollMilliseconds = POLL }: KubectlExecutorOptions,
): Promise<Verification> {
  const name = `${at.target.namespace}/${at.target.deployment}`
  let last = ''
  const until = Date.now() + rolloutTimeoutMilliseconds
  while (Date.now() <= until) {
    const found = await at.deployment()
    if (found.status !== 'ok') last = found.reason
    else {
      if (found.value.metadata.annotations?.[MARK] !== mark)
        return { holds: false, detail: `${name} no longer bears the mark of this action.` }
      const state = rolloutOf(found.value)
      if (state.isOver) return { holds: true, detail: `${name}: ${state.detail}` }
      last = state.detail
    }
    await sleep(pollMilliseconds, undefined, { signal })
  }
  return { holds: false, detail: `${name} is not rolled out after ${rolloutTimeoutMilliseconds / 1000} s: ${last}.` }
}

/** As `kubectl rollout status` judges it: the controller has seen the change, all replicas are of it, none of the old is left, all are available. */
function rolloutOf({ metadata, spec, status }: Deployment): { isOver: boolean; detail: string } {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {}
  const isOver =
    observedGeneration >= metadata.generation &&
    updatedReplicas === spec.replicas &&
    replicas === updatedReplicas &&
    availableReplicas === updatedReplicas
  return {
    isOver,
    detail: `${availableReplicas} of ${spec.replicas} replicas available, ${updatedReplicas} of them new`,
  }
}
