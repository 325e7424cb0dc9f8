import { createHash } from 'node:crypto'
import type { Operation, Workload } from '../../core/operation.ts'
import type { Cluster, PatchStep } from './cluster.ts'
import { type Deployment, imagesOf, revisionBefore, revisionOf } from './deployment.ts'

export type OnWorkload = Extract<Operation, { target: Workload }>

/** How the executor knows its own change again: an annotation in the same patch (JSON Patch, RFC 6902) as the change. */
export const MARK = 'watchfloor.dev/action'
const RESTARTED = 'kubectl.kubernetes.io/restartedAt'

/** An operation with every choice made. */
export interface Explicit {
  operation: OnWorkload
  summary: string
  undo?: OnWorkload
  /** A digest of what will be there, so that an approval binds to it. */
  content: string
  change: PatchStep[]
}

/** Every choice made, from what the cluster has now. */
export async function makeExplicit(
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
      const wanted =
        operation.toRevision === undefined
          ? revisionBefore(kept.value, now)
          : kept.value.find(({ revision }) => revision === operation.toRevision)
      if (!wanted)
        return {
          reason:
            operation.toRevision === undefined
              ? kept.value.some(({ revision }) => revision < now)
                ? `${name} (${images}) was rolled back already: it keeps no version that came before it.`
                : `${name} keeps no revision before ${now}.`
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

/** The change and its mark in one JSON Patch (RFC 6902) that holds only for the resource version it was made for. */
export function patchOf(
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
