import type { RunbookAdvice } from '../../analysts/runbooks/rank-runbooks.ts'
import type { Change, Citation } from '../../core/evidence.ts'
import type { Operation, Workload } from '../../core/operation.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import type { PlaybookStep } from './playbook-steps.ts'

/** The operation that a step of a playbook stands for; undefined where a name is not fit for it or nothing says which namespace. */
export function operationOf(
  step: PlaybookStep,
  component: string,
  namespace: string | undefined,
  inKubernetes: boolean,
): Operation | undefined {
  if (!step.operation || !inKubernetes || namespace === undefined) return undefined
  if (!isSafeName('deployment', component) || !isSafeName('namespace', namespace)) return undefined
  const target = { namespace, deployment: component }
  return step.operation === 'scale' ? { kind: 'scale', target, by: 1 } : { kind: step.operation, target }
}

/** The commit that takes back the newest change of a component that came from a git checkout. */
export function revertOf(changes: readonly Change[]): { operation: Operation; change: Change } | undefined {
  const change = changes
    .filter(({ commit, repository }) => commit !== undefined && repository !== undefined)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]
  const { commit, repository } = change ?? {}
  if (!change || commit === undefined || repository === undefined || !isSafeName('commit', commit)) return undefined
  return { change, operation: { kind: 'revert-commit', repository, commit } }
}

/** A step that is a command and nothing else: with its number or bullet, in backticks or not. A sentence around it may say "never". */
const COMMAND = /^(?:(?:\d+[.)]|[-*+])\s+)?(?:\[[ x]\]\s+)?(?:\$\s+)?(`?)(kubectl\s[^`;|&<>$]+)\1$/

/** The steps of runbooks that are operations on the component: only what can be recognised whole, the rest is for people to read. */
export function runbookOperations(
  runbooks: readonly RunbookAdvice[],
  component: string,
  namespace: string | undefined,
): { operation: Operation; step: Citation; title: string; words: string[] }[] {
  return runbooks.flatMap(({ title, steps }) =>
    steps.flatMap((step) => {
      const words = COMMAND.exec(step.quote.trim())?.[2]?.trim().split(/\s+/) ?? []
      const operation = operationOfCommand(words, namespace)
      const own = operation && 'target' in operation && operation.target.deployment === component
      return operation && own ? [{ operation, step, title, words }] : []
    }),
  )
}

/** `kubectl rollout restart|undo` and `kubectl scale`, as typed operations; undefined for anything else, or anything more. */
function operationOfCommand(words: readonly string[], namespaceOfIncident: string | undefined): Operation | undefined {
  if (words[0] !== 'kubectl') return undefined
  const flags = new Map<string, string>()
  const rest: string[] = []
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) rest.push(word)
    else if (word.includes('=')) flags.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1))
    else flags.set(word, words[++index] ?? '')
  }
  const namespace = flags.get('-n') ?? flags.get('--namespace') ?? namespaceOfIncident
  flags.delete('-n')
  flags.delete('--namespace')
  const verb = rest[0] === 'rollout' ? `rollout ${rest[1]}` : rest[0]
  const deployment = deploymentOf(rest.slice(rest[0] === 'rollout' ? 2 : 1))
  if (namespace === undefined || deployment === undefined || !isSafeName('namespace', namespace)) return undefined
  return typedOperation(verb, { namespace, deployment }, flags)
}

function typedOperation(
  verb: string | undefined,
  target: Workload,
  flags: ReadonlyMap<string, string>,
): Operation | undefined {
  const only = [...flags][0]
  if (flags.size > 1) return undefined
  const number = only && /^\d{1,4}$/.test(only[1]) ? Number(only[1]) : undefined
  if (verb === 'rollout restart' && !only) return { kind: 'restart', target }
  if (verb === 'rollout undo' && !only) return { kind: 'roll-back', target }
  if (verb === 'rollout undo' && only?.[0] === '--to-revision' && number)
    return { kind: 'roll-back', target, toRevision: number }
  if (verb === 'scale' && only?.[0] === '--replicas' && number) return { kind: 'scale', target, replicas: number }
  return undefined
}

function deploymentOf(words: readonly string[]): string | undefined {
  const name =
    words.length === 1
      ? /^(?:deployments?|deploy)(?:\.apps)?\/(.+)$/.exec(words[0] ?? '')?.[1]
      : /^(?:deployments?|deploy)$/.test(words[0] ?? '')
        ? words[1]
        : undefined
  return words.length <= 2 && name !== undefined && isSafeName('deployment', name) ? name : undefined
}
