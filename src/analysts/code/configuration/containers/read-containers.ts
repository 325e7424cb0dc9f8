import { own } from '../../../../core/own.ts'
import { entriesOf, itemsOf, partAt, textOf, type YamlPart } from '../read-yaml.ts'

/** What is known of containers that a manifest describes, whichever tool it is for. */
export interface PodOrService {
  /** What holds the containers: the specification of a pod, or a service of Compose. */
  spec: YamlPart
  containers: readonly YamlPart[]
}

/** Where the pods are in a Kubernetes object, by its kind. */
const POD_AT: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
}

/** The kind of a Kubernetes object; undefined of any other document. */
export function kindOf(document: YamlPart): string | undefined {
  return partAt(document, 'apiVersion') === undefined ? undefined : textOf(partAt(document, 'kind'))
}

/** The pod of a Kubernetes object with its containers. */
export function podOf(document: YamlPart): PodOrService | undefined {
  const path = own(POD_AT, kindOf(document) ?? '')
  const spec = path === undefined ? undefined : partAt(document, ...path)
  if (spec === undefined) return undefined
  const lists = ['initContainers', 'containers', 'ephemeralContainers'].map((key) => itemsOf(partAt(spec, key)))
  return { spec, containers: lists.flat() }
}

/** The services of a Compose file; none where the document is none. */
export function servicesOf(document: YamlPart): readonly YamlPart[] {
  const services = partAt(document, 'services')
  if (partAt(document, 'apiVersion') !== undefined || services === undefined) return []
  const all = entriesOf(services).map(({ value }) => value)
  return all.some((one) => partAt(one, 'image') ?? partAt(one, 'build')) ? all : []
}
