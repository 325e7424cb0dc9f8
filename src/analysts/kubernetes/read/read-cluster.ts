import type { Problem } from '../../../core/analysis.ts'
import type { TextDocument } from '../../../core/evidence.ts'
import type { Cited, Cluster, ClusterEvent, Pod, Service, Settings, Unit, Workload } from '../cluster.ts'
import {
  declaredEndpoints,
  declaredNode,
  declaredQuota,
  declaredService,
  declaredSettings,
  declaredWorkload,
  livePod,
} from './declared-cluster.ts'
import { declaredClaim, declaredVolume } from './declared-storage.ts'
import { readDescribed } from './described-cluster.ts'
import { citeLine, type DocumentLine, documentLines } from './document-lines.ts'
import { listedEvent } from './events.ts'
import { readListed } from './listed-cluster.ts'
import { isManifestText, type Manifest, readManifests } from './manifest.ts'
import { readRoutes } from './routes.ts'
import { systemdUnits } from './systemd-units.ts'

/**
 * Puts together what all outputs say, object by object: a description beats a live manifest, that beats a table, and
 * what is only declared fills the gaps.
 */
export function readCluster(documents: readonly TextDocument[]): { cluster: Cluster; problems: Problem[] } {
  const problems: Problem[] = []
  const manifests: Manifest[] = []
  const lines: DocumentLine[] = []
  for (const document of documents) {
    if (isManifestText(document.text)) {
      const read = readManifests(document)
      manifests.push(...read.manifests)
      problems.push(...read.problems)
    } else lines.push(...documentLines(document), { source: document.source, number: 1, text: '', indent: 0 })
  }
  return { cluster: assemble(lines, manifests), problems }
}

function assemble(lines: readonly DocumentLine[], manifests: readonly Manifest[]): Cluster {
  const described = readDescribed(lines)
  const listed = readListed(lines)
  const ofKind = (...kinds: string[]) => manifests.filter(({ kind }) => kinds.includes(kind))
  const declared = manifests.flatMap((manifest) => declaredWorkload(manifest) ?? [])
  const workloads = mergeWorkloads(described.workloads, listed.workloads, declared)
  const names = workloads.map(({ name }) => name).sort((a, b) => b.length - a.length)
  const live = ofKind('Pod').flatMap((manifest) => livePod(manifest) ?? [])
  const declaredServices = ofKind('Service').map(declaredService)
  const happened = ofKind('Event').flatMap(declaredEvent)
  const endpoints = new Map([...declaredEndpoints(ofKind('EndpointSlice')), ...listed.endpoints])
  const declaredClaims = ofKind('PersistentVolumeClaim').map(declaredClaim)
  return {
    pods: mergePods([...described.pods, ...live], listed.pods).map((pod) => ({
      ...pod,
      events: [...pod.events, ...happened.filter(({ object }) => object === `pod/${pod.name}`)],
      workload: workloadOf(pod.name, names),
    })),
    workloads,
    services: mergeServices([...described.services], listed.services, declaredServices, endpoints),
    claims: firstOfEach(
      described.claims,
      listed.claims,
      declaredClaims.filter(({ status }) => status !== ''),
    ).map((claim) => {
      const asked = declaredClaims.find(({ name }) => name === claim.name)
      return asked
        ? { ...claim, request: asked.request, selector: asked.selector, accessModes: asked.accessModes }
        : claim
    }),
    declaredClaims,
    declaredServices,
    volumes: firstOfEach(described.volumes, listed.volumes, ofKind('PersistentVolume').map(declaredVolume)),
    nodes: firstOfEach(described.nodes, ofKind('Node').map(declaredNode), listed.nodes).map((node) => {
      const row = listed.nodes.find(({ name }) => name === node.name)
      return row ? { ...node, isReady: row.isReady, at: row.at } : node
    }),
    units: uniqueUnits(systemdUnits(lines)),
    quotas: [...described.quotas, ...ofKind('ResourceQuota').flatMap(declaredQuota), ...listed.quotas],
    settings: [
      ...ofKind('Secret').map((one) => declaredSettings(one, 'Secret')),
      ...ofKind('ConfigMap').map((one) => declaredSettings(one, 'ConfigMap')),
    ] satisfies Settings[],
    routes: manifests.flatMap(readRoutes),
    serviceAccounts: listed.listed.has('service-accounts') ? new Set(listed.serviceAccounts) : undefined,
    storageClasses:
      listed.listed.has('storage-classes') || described.storageClasses.length > 0
        ? new Set([...listed.storageClasses, ...described.storageClasses])
        : undefined,
    events: [...described.events, ...lines.flatMap((line) => listedEvent(line) ?? []), ...happened],
    unreachable: failedConnections(lines),
  }
}

function firstOfEach<T extends { name: string }>(...lists: readonly (readonly T[])[]): T[] {
  const first = new Map<string, T>()
  for (const one of lists.flat()) if (!first.has(one.name)) first.set(one.name, one)
  return [...first.values()]
}

function mergePods<T extends Omit<Pod, 'workload'>>(detailed: readonly T[], rows: readonly T[]): T[] {
  return firstOfEach(detailed, rows).map((pod) => {
    const row = rows.find(({ name }) => name === pod.name)
    return row ? { ...pod, node: row.node ?? pod.node, status: row.status, restarted: row.restarted, at: row.at } : pod
  })
}

function mergeWorkloads(described: Workload[], rows: Workload[], declared: Workload[]): Workload[] {
  return firstOfEach(described, declared, rows).map((workload) => {
    const row = rows.find(({ name }) => name === workload.name)
    const manifest = declared.find(({ name }) => name === workload.name)
    return {
      ...workload,
      ...(row && { desired: row.desired, created: row.created, ready: row.ready, at: row.at }),
      ...(manifest && {
        dnsPolicy: workload.dnsPolicy ?? manifest.dnsPolicy,
        annotations: [...workload.annotations, ...manifest.annotations],
        volumes: workload.volumes.length > 0 ? workload.volumes : manifest.volumes,
      }),
    }
  })
}

function mergeServices(
  described: Service[],
  rows: Service[],
  declared: Service[],
  endpoints: ReadonlyMap<string, Cited<number>>,
): Service[] {
  const live = firstOfEach(described, rows)
  return (live.length > 0 ? live : declared).map((service) => ({
    ...service,
    endpoints: endpoints.get(service.name) ?? service.endpoints,
  }))
}

const HASHES = /-(?:[a-z0-9]{5,10}-)?(?:[a-z0-9]{5}|\d+)$/

/** The longest known workload whose name begins the name of the pod; without one, the name without its hashes. */
function workloadOf(pod: string, names: readonly string[]): string {
  return names.find((name) => pod === name || pod.startsWith(`${name}-`)) ?? pod.replace(HASHES, '')
}

function uniqueUnits(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [`${unit.node}/${unit.name}`, unit])).values()]
}

function declaredEvent({ body, cite }: Manifest): ClusterEvent[] {
  const { reason, message, type, involvedObject } = body as {
    reason?: unknown
    message?: unknown
    type?: unknown
    involvedObject?: { kind?: unknown; name?: unknown }
  }
  if (typeof reason !== 'string' || typeof message !== 'string') return []
  return [
    {
      isWarning: type === 'Warning',
      reason,
      message,
      object: involvedObject
        ? `${String(involvedObject.kind).toLowerCase()}/${String(involvedObject.name)}`
        : undefined,
      // In JSON a quotation mark is escaped: what stands before it is the same in every form.
      at: cite(message.split(/[\n"\\]/)[0]?.slice(0, 60)),
    },
  ]
}

const COMMAND = /^\$ (?:nc|curl|wget|telnet|ping)\b.*?\s(?:https?:\/\/)?([a-z0-9][a-z0-9-]*)\b/
const REFUSED = /connection (?:failed|refused|timed out)|no route to host/i

/** Reads transcripts of connection tests: the command, then what it printed. */
function failedConnections(lines: readonly DocumentLine[]): Cited[] {
  const failed: Cited[] = []
  let target: string | undefined
  for (const line of lines) {
    target = COMMAND.exec(line.text)?.[1] ?? target
    if (target !== undefined && REFUSED.test(line.text)) {
      failed.push({ value: target, at: citeLine(line) })
      target = undefined
    }
  }
  return failed
}
