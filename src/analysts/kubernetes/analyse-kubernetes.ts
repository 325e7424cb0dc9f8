import type { Problem } from '../../core/analysis.ts'
import type { Alert, CallEdge, LogRecord, TextDocument } from '../../core/evidence.ts'
import type { Finding } from '../../core/finding.ts'
import type { AnalystContext } from '../../core/incident.ts'
import { readCluster } from './read/read-cluster.ts'
import { refusedPods, usedUpQuotas } from './rules/admission.ts'
import { lossyNodes, slowNetworks, throttledServices } from './rules/alerted.ts'
import { crowdedDatabase, exhaustedConnections, readOnlyDatabase } from './rules/databases.ts'
import { wrongRoutes } from './rules/gateways.ts'
import { deadRuntime, silentScheduler, stoppedUnits, unwellNodes } from './rules/nodes.ts'
import { wrongProbes } from './rules/probes.ts'
import { type Rule, surest } from './rules/rule.ts'
import { lastWords, oddSettings, ownResolver, sidecarPorts, unexplained, zeroReplicas } from './rules/runtime.ts'
import { unschedulable } from './rules/scheduling.ts'
import { misfitServices, wrongAddresses } from './rules/services.ts'
import { absentSettings, imagePulls, outOfMemory } from './rules/startup.ts'
import { deniedMounts, unboundClaims } from './rules/storage.ts'

const RULES: readonly Rule[] = [
  stoppedUnits,
  unwellNodes,
  deadRuntime,
  silentScheduler,
  imagePulls,
  absentSettings,
  outOfMemory,
  unschedulable,
  unboundClaims,
  deniedMounts,
  refusedPods,
  usedUpQuotas,
  wrongProbes,
  misfitServices,
  wrongAddresses,
  zeroReplicas,
  ownResolver,
  sidecarPorts,
  oddSettings,
  lastWords,
  exhaustedConnections,
  crowdedDatabase,
  readOnlyDatabase,
  wrongRoutes,
  throttledServices,
  lossyNodes,
]

/** What is thought of where nothing surer was found: each counts for less, the surer something else is. */
const SUSPICIONS: readonly Rule[] = [slowNetworks]

export interface KubernetesEvidence {
  /** Outputs of kubectl and systemctl, and manifests, in any order. */
  documents: readonly TextDocument[]
  logs: readonly LogRecord[]
  alerts: readonly Alert[]
  edges: readonly CallEdge[]
}

/**
 * Compares what a cluster declares with what is there, rule by rule. The strength of a finding is the probability that its
 * component is the root cause. The state as recorded counts; old events about other objects do not.
 */
export function analyseKubernetes(
  { documents, logs, alerts, edges }: KubernetesEvidence,
  { incident }: AnalystContext,
): { findings: Finding[]; problems: Problem[] } {
  const { cluster, problems } = readCluster(documents)
  const input = { cluster, alerts, edges, logs, namespace: incident.namespace }
  const sure = RULES.flatMap((rule) => rule(input))
  const room = 1 - Math.max(0, ...sure.map(({ probability }) => probability))
  const suspected = SUSPICIONS.flatMap((rule) => rule(input)).map((one) => ({
    ...one,
    probability: one.probability * room,
  }))
  const verdicts = surest([...sure, ...suspected])
  const findings = [...verdicts, ...unexplained(cluster, verdicts)].map(
    ({ component, cause, signal, probability, summary, citations }): Finding => ({
      agent: 'kubernetes-analyst',
      component,
      cause,
      signal,
      role: 'cause',
      strength: probability,
      summary,
      citations,
    }),
  )
  return { findings, problems }
}
