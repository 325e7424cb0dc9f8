import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { messageOf, WatchfloorFault } from '../core/fault.ts'
import type { KeptAlert } from '../core/intake.ts'
import type { EvidenceQuestion } from '../core/live-source.ts'
import type { SourceAddress } from '../core/source.ts'
import { servicesOf } from '../crews/incident/group-alerts.ts'
import { type FetchRules, guardedFetch } from '../integrations/web/guarded-fetch.ts'
import { maskWith } from '../safety/mask-analysis.ts'
import { createMasker } from '../safety/masker.ts'
import type { LiveSources } from './live-sources.ts'
import { maskEvidence } from './mask-evidence.ts'
import { EVIDENCE_URLS } from './read-webhooks.ts'

/** What is asked of the live sources, and what is known without them. */
export interface CollectionOrder extends EvidenceQuestion {
  id: string
  title: string
  alerts: readonly KeptAlert[]
}

/**
 * Writes what the live sources give as an incident bundle: masked, whole or not at all, and not again where it is there already. What a source
 * could not give is in `.collection.txt`, which is no evidence. Throws a fault `write-failed`.
 */
export async function collectEvidence(
  order: CollectionOrder,
  { sources, repositories, runbooks, fetching }: LiveSources,
  bundle: string,
  signal: AbortSignal,
): Promise<SourceAddress> {
  const address: SourceAddress = { path: bundle, trustSources: runbooks !== undefined, repositories }
  if (await isThere(bundle)) return address
  const masker = createMasker([...order.services])
  const problems: string[] = []
  const files: [path: string, text: string][] = [
    ['incident.yaml', stringify(maskWith(masker, manifestOf(order, runbooks)))],
  ]
  if (order.alerts.length > 0) {
    const alerts = JSON.stringify(order.alerts.map(asAlertmanager), null, 1)
    files.push(['alerts/alerts.json', await maskEvidence(masker, alerts)])
  }
  const answers = await Promise.allSettled(sources.map((source) => source.collect(order, signal)))
  signal.throwIfAborted()
  for (const answer of answers)
    if (answer.status === 'rejected') problems.push(messageOf(answer.reason))
    else {
      for (const [path, text] of answer.value.files) files.push([path, await maskEvidence(masker, text)])
      problems.push(...answer.value.problems)
    }
  const { files: fetched, problems: unfetched } = await fetchNamed(order.alerts, fetching, signal)
  for (const [path, text] of fetched) files.push([path, await maskEvidence(masker, text)])
  problems.push(...unfetched)
  if (problems.length > 0) files.push(['.collection.txt', masker.mask(`${problems.join('\n')}\n`)])
  await writeBundle(bundle, files)
  return address
}

function manifestOf(
  { id, title, from, startedAt, to, namespace, services }: CollectionOrder,
  runbooks: string | undefined,
) {
  const iso = (at: number) => new Date(at).toISOString()
  return {
    id,
    title,
    ...(startedAt !== undefined && {
      startedAt: iso(startedAt),
      endedAt: iso(to),
      baseline: { from: iso(from), to: iso(startedAt) },
    }),
    ...(namespace !== undefined && { namespace }),
    services: [...services],
    ...(runbooks !== undefined && { sources: { runbooks: [`${runbooks}/**/*.md`] } }),
  }
}

function asAlertmanager({ status, labels, annotations, startsAt, endsAt, fingerprint }: KeptAlert) {
  const iso = (at: number) => new Date(at).toISOString()
  return {
    status,
    labels,
    annotations,
    startsAt: iso(startsAt),
    ...(endsAt !== undefined && { endsAt: iso(endsAt) }),
    fingerprint,
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Writes the files of a bundle: all or none, and nothing where it is there already. Throws a fault `write-failed`. */
export async function writeBundle(bundle: string, files: readonly [path: string, text: string][]): Promise<void> {
  if (await isThere(bundle)) return
  try {
    await mkdir(dirname(bundle), { recursive: true, mode: 0o700 })
    const beside = await mkdtemp(`${bundle}.`)
    try {
      for (const [path, text] of files) {
        await mkdir(dirname(join(beside, path)), { recursive: true })
        await writeFile(join(beside, path), text)
      }
      await rename(beside, bundle)
    } catch (thrown) {
      await rm(beside, { recursive: true, force: true })
      throw thrown
    }
  } catch (cause) {
    throw new WatchfloorFault('write-failed', `The evidence cannot be written to ${bundle}: ${messageOf(cause)}`, {
      cause,
    })
  }
}

/** What the alerts of an incident ask of the live sources: an hour before the first, until now. */
export function orderFor(
  incident: { id: string; title: string },
  alerts: readonly KeptAlert[],
  now: number,
): CollectionOrder {
  const startedAt = Math.min(...alerts.map((alert) => alert.startsAt), now)
  const namespaces = new Set(alerts.flatMap(({ labels }) => labels.namespace ?? []))
  return {
    id: incident.id,
    title: incident.title,
    from: startedAt - HOUR,
    to: now,
    startedAt,
    ...(namespaces.size === 1 && { namespace: [...namespaces][0] }),
    services: [...new Set(alerts.flatMap(servicesOf))],
    alerts,
  }
}

const HOUR = 3_600_000

/** Formats are told apart by what they hold; the ending is for people, and for JSON by the line. */
function extensionOf(text: string, type: string): string {
  if (type.includes('csv')) return '.csv'
  const head = text.trimStart()
  if (!/^[[{]/.test(head)) return '.log'
  return /^\{[^\n]*\}\s*\n\s*\{/.test(head) ? '.jsonl' : '.json'
}

const MOST_FETCHED = 10
/** Bytes of all that is fetched for one incident. */
const MOST_BYTES = 64 * 1024 * 1024

/** What an `incident-alert` points at; annotations of other senders that happen to be called so are words. */
async function fetchNamed(
  alerts: readonly KeptAlert[],
  rules: FetchRules,
  signal: AbortSignal,
): Promise<{ files: [path: string, text: string][]; problems: string[] }> {
  const named = alerts
    .filter(({ source }) => source === 'incident-alert')
    .flatMap(({ annotations }) =>
      Object.entries(EVIDENCE_URLS).flatMap(([key, kind]) => {
        const url = annotations[key]
        return url === undefined ? [] : [{ key, kind, url }]
      }),
    )
  const once = [...new Map(named.map((one) => [one.url, one])).values()]
  const files: [string, string][] = []
  const problems =
    once.length > MOST_FETCHED ? [`${once.length} addresses, the first ${MOST_FETCHED} were fetched`] : []
  let left = MOST_BYTES
  for (const [place, { key, kind, url }] of once.slice(0, MOST_FETCHED).entries())
    try {
      const { text, type } = await guardedFetch(url, { ...rules, most: left }, signal)
      left -= Buffer.byteLength(text)
      files.push([`${kind}/fetched-${place + 1}${extensionOf(text, type)}`, text])
    } catch (thrown) {
      signal.throwIfAborted()
      problems.push(`${key}: ${messageOf(thrown)}`)
    }
  return { files, problems }
}
