import { z } from 'zod'
import { messageOf } from '../../core/fault.ts'
import type { Workload } from '../../core/operation.ts'
import { type Answer, answerOf, firstLine } from './answer.ts'
import { type Deployment, deploymentSchema, type Revision, replicaSetsSchema, revisionsOf } from './deployment.ts'
import { type KubectlOptions, kubectl } from './kubectl.ts'

/** What the executor asks of a cluster about one deployment. */
export interface Cluster {
  target: Workload
  /** The context in which kubectl works when none is named; undefined where its configuration has none. */
  currentContext(): Promise<string | undefined>
  deployment(): Promise<Answer<Deployment>>
  revisions(owner: Deployment): Promise<Answer<Revision[]>>
  patch(patch: readonly PatchStep[]): Promise<Answer<Deployment>>
}

export type PatchStep = { op: 'test' | 'add' | 'replace'; path: string; value: unknown }

export function clusterAt(target: Workload, options: KubectlOptions, signal: AbortSignal): Cluster {
  async function ask<T>(argv: readonly string[], schema: z.ZodType<T>): Promise<Answer<T>> {
    const answer = answerOf(await kubectl(argv, target, options, signal))
    if (answer.status !== 'ok') return answer
    try {
      return { status: 'ok', value: schema.parse(JSON.parse(answer.value)) }
    } catch (thrown) {
      return { status: 'unreachable', reason: `kubectl answered something unexpected: ${firstLine(messageOf(thrown))}` }
    }
  }
  return {
    target,
    async currentContext() {
      const seen = await ask(['config', 'view', '--minify', '--output=json'], configSchema)
      return seen.status === 'ok' ? seen.value['current-context'] : undefined
    },
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

const configSchema = z.looseObject({ 'current-context': z.string().min(1) })
