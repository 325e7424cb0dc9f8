import { z } from 'zod'
import { parseLogLine, serviceOfPod } from '../../formats/log-line.ts'
import { isSafeName } from '../../safety/shell-quote.ts'
import { isReady, isWell, lastTrouble, type PodState, podSchema, unwellContainers } from './pod-state.ts'

/** The log of one life of a container. */
export interface LogOrder {
  namespace: string
  pod: string
  container: string
  /** Of the life before the present one. */
  previous: boolean
}

const MOST_PODS = 20
const MOST_LINES = 500
/** Bytes of one log. */
const MOST_BYTES = 256 * 1024

const listSchema = z.looseObject({ items: z.array(z.unknown()) })

/** What to read of the pods that are not well: those of the named services first, then what is not ready, then what ended last. Throws on what is no list. */
export function logsToRead(
  podList: string,
  services: readonly string[],
): { orders: LogOrder[]; pods: number; left: number } {
  const isNamed = ({ metadata }: PodState) => services.includes(serviceOfPod(metadata.name))
  const unwell = listSchema
    .parse(JSON.parse(podList))
    .items.flatMap((item) => podSchema.safeParse(item).data ?? [])
    .filter((pod) => !isWell(pod) && isSafeName('pod', pod.metadata.name))
    .map((pod) => ({ pod, rank: [Number(isNamed(pod)), Number(!isReady(pod)), lastTrouble(pod)] }))
    .sort((a, b) => byRank(a.rank, b.rank))
    .map(({ pod }) => pod)
  const read = unwell.slice(0, MOST_PODS)
  return { orders: read.flatMap(logsOf), pods: read.length, left: unwell.length - read.length }
}

function byRank(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, index) => value !== b[index])
  return place < 0 ? 0 : (b[place] ?? 0) - (a[place] ?? 0)
}

/** A container that waits to be started again has only its last life, which kubectl would give under both names. */
function logsOf(pod: PodState): LogOrder[] {
  const { name, namespace } = pod.metadata
  return unwellContainers(pod).flatMap(({ name: container, state, lastState }) => {
    const lives = [
      ...(lastState.terminated ? [true] : []),
      ...(state.running !== undefined || state.terminated ? [false] : []),
    ]
    return isSafeName('container', container)
      ? lives.map((previous) => ({ namespace, pod: name, container, previous }))
      : []
  })
}

/** The arguments of kubectl for it. The kubelet counts bytes from the first of the last lines. */
export function logArguments({ pod, container, previous }: LogOrder): string[] {
  return [
    'logs',
    pod,
    `--container=${container}`,
    `--tail=${MOST_LINES}`,
    `--limit-bytes=${MOST_BYTES}`,
    '--timestamps',
    ...(previous ? ['--previous'] : []),
  ]
}

const STAMPED = /^(\d{4}-\d\d-\d\dT\S+) (.*)$/

/** What kubectl printed as JSON lines of a bundle, with the level and trace that a line states itself. */
export function toJsonLines(printed: string, { namespace, pod, container, previous }: LogOrder): string[] {
  return printed.split('\n').flatMap((line) => {
    const [, timestamp, said = line] = STAMPED.exec(line) ?? []
    const read = parseLogLine(said, 1, { source: '' })
    if (!read) return []
    const { message, level, traceId, spanId, endpoint } = read
    const where = { namespace, pod, container, ...(previous && { previous }) }
    return [JSON.stringify({ timestamp, level, message, ...where, traceId, spanId, endpoint })]
  })
}
