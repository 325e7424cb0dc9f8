import { z } from 'zod'
import { isSecretOption } from '../../safety/mask-keyed-values.ts'
import { createMasker, type Masker } from '../../safety/masker.ts'
import { isWell, lastTrouble, podSchema } from './pod-state.ts'

const listSchema = z.looseObject({ items: z.array(z.looseObject({ kind: z.string().optional() })) })
type Item = z.infer<typeof listSchema>['items'][number]

export interface ShortenedList {
  /** JSON over many lines, so that a citation has a line of its own. */
  text: string
  count: number
  /** How many were left out. */
  left: number
}

const MOST_OBJECTS = 400
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * A list as `kubectl get --output=json` gives it, without what only controllers need and without the values of secret variables, which stand on
 * another line than their names. Of very many objects those in trouble, or else the newest, are kept. Throws on what is no list.
 */
export function shortenList(json: string): ShortenedList {
  const list = listSchema.parse(JSON.parse(json))
  const kept = list.items.length > MOST_OBJECTS ? mostTelling(list.items).slice(0, MOST_OBJECTS) : list.items
  const masker = createMasker()
  const items = kept.map((item) => withoutSecrets(withoutBallast(item), masker))
  return {
    text: `${JSON.stringify({ ...list, items }, null, 1)}\n`,
    count: items.length,
    left: list.items.length - items.length,
  }
}

function mostTelling(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: tellingAt(item) }))
    .sort((a, b) => b.at - a.at)
    .map(({ item }) => item)
}

const datesSchema = z.looseObject({
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
  metadata: z.looseObject({ creationTimestamp: z.string().nullish() }).optional(),
})

/** Milliseconds since the epoch of what last happened to it; infinite for a pod that is not well. */
function tellingAt(item: Item): number {
  const pod = podSchema.safeParse(item)
  if (pod.success && !isWell(pod.data)) return Number.POSITIVE_INFINITY
  const { lastTimestamp, eventTime, metadata } = datesSchema.safeParse(item).data ?? {}
  const at = Date.parse(lastTimestamp ?? eventTime ?? metadata?.creationTimestamp ?? '')
  return Math.max(pod.success ? lastTrouble(pod.data) : 0, Number.isNaN(at) ? 0 : at)
}

const metadataSchema = z.looseObject({ annotations: z.record(z.string(), z.unknown()).optional() })

function withoutBallast(item: Item): Item {
  const metadata = metadataSchema.safeParse(item.metadata)
  if (!metadata.success) return item
  const { managedFields: _, annotations, ...rest } = metadata.data
  const { [APPLIED]: __, ...telling } = annotations ?? {}
  const { apiVersion, kind, metadata: ___, ...body } = item
  // The name comes first: what is cited of an object is looked for below it.
  return { apiVersion, kind, metadata: { ...rest, ...(annotations && { annotations: telling }) }, ...body }
}

/** The same shape, with the values of variables and options masked whose name says that they are secret. */
function withoutSecrets<T>(value: T, masker: Masker): T {
  return mapValue(value, masker) as T
}

function mapValue(value: unknown, masker: Masker): unknown {
  if (Array.isArray(value)) return value.map((one, place) => mapEntry(one, value[place - 1], masker))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapValue(one, masker)]))
}

function mapEntry(entry: unknown, before: unknown, masker: Masker): unknown {
  if (typeof entry === 'string')
    return typeof before === 'string' && isSecretOption(before) ? masker.maskWhole(entry, 'password') : entry
  const variable = variableSchema.safeParse(entry)
  if (!variable.success) return mapValue(entry, masker)
  const { name, value } = variable.data
  const masked = masker.mask(`${name}=${value}`)
  return {
    ...variable.data,
    value: masked.startsWith(`${name}=`) ? masked.slice(name.length + 1) : masker.maskWhole(value, 'token'),
  }
}

const variableSchema = z.looseObject({ name: z.string(), value: z.string() })
