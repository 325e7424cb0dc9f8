/** One list that is read of a cluster, by its name in the API: `deployments.apps`. */
export interface Listing {
  resource: string
  /** In the folder `kubernetes/` of the bundle. */
  file: string
  /** Of the whole cluster, and not of a namespace. */
  ofCluster?: true
  /** As the table that the server makes, which has names and no content. */
  namesOnly?: true
}

/** All that is read besides logs. `deploy/kubernetes/role.yaml` allows this and nothing more; secrets are never asked for. */
export const LISTINGS: readonly Listing[] = [
  { resource: 'pods', file: 'pods.json' },
  { resource: 'events', file: 'events.json' },
  { resource: 'deployments.apps', file: 'deployments.json' },
  { resource: 'replicasets.apps', file: 'replica-sets.json' },
  { resource: 'statefulsets.apps', file: 'stateful-sets.json' },
  { resource: 'daemonsets.apps', file: 'daemon-sets.json' },
  { resource: 'services', file: 'services.json' },
  { resource: 'endpointslices.discovery.k8s.io', file: 'endpoint-slices.json' },
  { resource: 'ingresses.networking.k8s.io', file: 'ingresses.json' },
  { resource: 'networkpolicies.networking.k8s.io', file: 'network-policies.json' },
  { resource: 'horizontalpodautoscalers.autoscaling', file: 'autoscalers.json' },
  { resource: 'persistentvolumeclaims', file: 'claims.json' },
  { resource: 'resourcequotas', file: 'quotas.json' },
  { resource: 'nodes', file: 'nodes.json', ofCluster: true },
  { resource: 'configmaps', file: 'config-maps.txt', namesOnly: true },
  { resource: 'serviceaccounts', file: 'service-accounts.txt', namesOnly: true },
]
