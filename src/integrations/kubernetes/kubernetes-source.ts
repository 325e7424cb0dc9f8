import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import type { CollectedEvidence, EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import { type Answer, answerOf, firstLine } from './answer.ts'
import { KUBECTL_LOOK, type KubectlOptions, kubectl } from './kubectl.ts'
import { LISTINGS, type Listing } from './listings.ts'
import { logArguments, logsToRead, toJsonLines } from './pod-logs.ts'
import { shortenList } from './shorten-list.ts'

const AT_ONCE = 4
/** Bytes of all logs together. */
const MOST_LOG_BYTES = 8 * 1024 * 1024

/**
 * The state of a cluster as the real kubectl prints it, and the last lines of pods that are not well. Only lists and logs are read, never a
 * secret. What its account may not see is a problem, and the rest is had.
 */
export function kubernetesSource(options: KubectlOptions): LiveSource {
  return { name: 'Kubernetes', collect: (question, signal) => collect(options, question, signal) }
}

type Ask = (argv: readonly string[], namespace?: string) => Promise<Answer<string>>

async function collect(
  options: KubectlOptions,
  { namespace, services }: EvidenceQuestion,
  signal: AbortSignal,
): Promise<CollectedEvidence> {
  if (namespace !== undefined && !isSafeName('namespace', namespace))
    throw new WatchfloorFault('invalid-input', `Kubernetes: "${namespace.slice(0, 100)}" is no name of a namespace.`)
  const ask: Ask = async (argv, of) => answerOf(await kubectl(argv, { namespace: of }, options, signal, KUBECTL_LOOK))
  const found: CollectedEvidence = { files: [], problems: [] }
  const { everywhere, pods } = await firstLook(ask, namespace, found.problems)
  await inTurns(LISTINGS, async (listing) => {
    const answer = listing.resource === 'pods' ? pods : await ask(listArguments(listing, everywhere), namespace)
    keepList(listing, answer, found)
  })
  if (found.files.length === 0) throw unavailable(found.problems[0] ?? 'nothing could be read')
  if (pods.status === 'ok') await addLogs(ask, pods.value, services, found)
  // In one order, however the answers came in.
  found.files.sort(([a], [b]) => (a < b ? -1 : 1))
  return { files: found.files, problems: found.problems.sort().map((one) => `Kubernetes: ${one}`) }
}

/** Whoever may not look everywhere is asked about the namespace of its own account. Rejects where nobody answers at all. */
async function firstLook(ask: Ask, namespace: string | undefined, problems: string[]) {
  const [podListing] = LISTINGS
  if (podListing === undefined) throw new TypeError('Nothing is listed.')
  const pods = await ask(listArguments(podListing, namespace === undefined), namespace)
  if (pods.status === 'unreachable') throw unavailable(pods.reason)
  if (pods.status === 'ok' || namespace !== undefined) return { everywhere: namespace === undefined, pods }
  const own = await ask(listArguments(podListing, false))
  if (own.status !== 'ok') return { everywhere: true, pods }
  problems.push(`only the namespace of its context was read: ${pods.reason}`)
  return { everywhere: false, pods: own }
}

function unavailable(why: string): WatchfloorFault {
  return new WatchfloorFault('unavailable', `Kubernetes: ${why}`, {
    hint: 'Are KUBECONFIG and WATCHFLOOR_KUBE_CONTEXT right, and does deploy/kubernetes/role.yaml hold there?',
  })
}

function listArguments({ resource, ofCluster, namesOnly }: Listing, everywhere: boolean): string[] {
  return [
    'get',
    resource,
    ...(namesOnly ? [] : ['--output=json']),
    ...(everywhere && !ofCluster ? ['--all-namespaces'] : []),
  ]
}

function keepList(
  { resource, file, namesOnly }: Listing,
  answer: Answer<string>,
  { files, problems }: CollectedEvidence,
) {
  if (answer.status !== 'ok') return void problems.push(`${resource}: ${answer.reason}`)
  if (namesOnly) return void (answer.value.trim() !== '' && files.push([`kubernetes/${file}`, answer.value]))
  try {
    const { text, count, left } = shortenList(answer.value)
    if (count > 0) files.push([`kubernetes/${file}`, text])
    if (left > 0) problems.push(`${resource}: ${left} more were left out`)
  } catch (thrown) {
    problems.push(`${resource}: kubectl answered something unexpected: ${firstLine(messageOf(thrown))}`)
  }
}

async function addLogs(
  ask: Ask,
  podList: string,
  services: readonly string[],
  { files, problems }: CollectedEvidence,
): Promise<void> {
  const { orders, pods, left } = logsToRead(podList, services)
  if (left > 0) problems.push(`logs: ${pods + left} pods are not well, the logs of ${pods} were read`)
  const parts: string[][] = orders.map(() => [])
  let bytes = 0
  await inTurns(orders.entries(), async ([place, order]) => {
    if (bytes >= MOST_LOG_BYTES) return
    const answer = await ask(logArguments(order), order.namespace)
    if (answer.status !== 'ok') return void problems.push(`logs of ${order.pod}/${order.container}: ${answer.reason}`)
    bytes += Buffer.byteLength(answer.value)
    parts[place] = toJsonLines(answer.value, order)
  })
  if (bytes >= MOST_LOG_BYTES) problems.push('logs: more than 8 MB; the rest was not read')
  const lines = parts.flat()
  if (lines.length > 0) files.push(['logs/kubernetes.jsonl', `${lines.join('\n')}\n`])
}

async function inTurns<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const turns = Iterator.from(items)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of turns) await work(item)
    }),
  )
}
