import { setTimeout as sleep } from 'node:timers/promises'
import type { Effect, Executor, Preparation, Prepared, Verification } from '../../core/operation.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import { type Cluster, clusterAt } from './cluster.ts'
import type { Deployment } from './deployment.ts'
import type { KubectlOptions } from './kubectl.ts'
import { MARK, makeExplicit, type OnWorkload, patchOf } from './make-explicit.ts'

export interface KubectlExecutorOptions extends KubectlOptions {
  /** How long a rollout may take until it is held to have failed. */
  rolloutTimeoutMilliseconds?: number
  pollMilliseconds?: number
}

const ROLLOUT = 5 * 60_000
const POLL = 1_000

/**
 * Rolls back, scales and restarts deployments, each by one patch that names the resource version it was made for: the API
 * server refuses it where the deployment has changed meanwhile.
 */
export function kubectlExecutor(options: KubectlExecutorOptions): Executor {
  const clusterFor = (operation: OnWorkload, signal: AbortSignal) => clusterAt(operation.target, options, signal)
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
  // Named, so that what is approved does not change with the kubeconfig.
  const named = operation.target.context ?? context ?? (await at.currentContext())
  const target = { ...operation.target, ...(named !== undefined && { context: named }) }
  return {
    status: 'prepared',
    prepared: {
      executor: 'kubectl',
      operation: { ...explicit.operation, target },
      subject: `${namespace}/${name}`,
      summary: named === undefined ? explicit.summary : `${explicit.summary} In context ${named}.`,
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
  // The answer may be missing, or be that to a second try of kubectl's own: the change may have arrived.
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
