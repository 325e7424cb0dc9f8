import type { AllowList } from '../../safety/command/allow-list.ts'
import { type CommandOutcome, runCommand } from '../../safety/command/run-command.ts'

const WHERE = ['--context=', '--namespace=', '--cache-dir=', '--request-timeout=']

/** Reads objects and patches deployments; nothing else of kubectl can be run. */
export const KUBECTL: AllowList = {
  program: 'kubectl',
  global: WHERE,
  verbs: {
    get: ['--output=json', '--selector='],
    patch: ['--type=json', '--patch=', '--output=json'],
    config: ['--minify', '--output=json'],
  },
}

/** Reads lists and logs. What only looks is given this one, and can change nothing even by mistake. */
export const KUBECTL_LOOK: AllowList = {
  program: 'kubectl',
  global: WHERE,
  verbs: {
    get: ['--output=json', '--all-namespaces'],
    logs: ['--container=', '--previous', '--tail=', '--limit-bytes=', '--timestamps'],
  },
}

export interface KubectlOptions {
  /** One path, or several with colons between; empty for the service account of the pod that this runs in. */
  kubeconfig: string
  /** The context where an operation names none. */
  context?: string | undefined
  /** Variables that kubectl is to see, such as those that a credential plug-in needs. */
  environment?: Readonly<Record<string, string>> | undefined
  /** Where kubectl may keep what it learns of the API. */
  cacheFolder: string
}

const TIMEOUT = 30_000

export function kubectl(
  argv: readonly string[],
  where: { namespace?: string | undefined; context?: string | undefined },
  options: KubectlOptions,
  signal: AbortSignal,
  allowed: AllowList = KUBECTL,
): Promise<CommandOutcome> {
  const context = where.context ?? options.context
  return runCommand(
    [
      ...(context === undefined ? [] : [`--context=${context}`]),
      ...(where.namespace === undefined ? [] : [`--namespace=${where.namespace}`]),
      `--cache-dir=${options.cacheFolder}`,
      // With a time-out of its own kubectl no longer looks for the service account of its pod.
      ...(options.kubeconfig === '' ? [] : ['--request-timeout=20s']),
      ...argv,
    ],
    {
      allowed,
      environment: { HOME: '/nonexistent', KUBECONFIG: options.kubeconfig, ...options.environment },
      timeoutMilliseconds: TIMEOUT,
      signal,
    },
  )
}
