import type { Analysis } from '../../core/analysis.ts'
import type { EvidenceKind } from '../../core/evidence.ts'
import type { IncidentContext } from '../../core/incident.ts'

type Missing = Analysis['missing'][number]

/** What each part would have told, and how to get it. */
const PARTS: readonly { part: EvidenceKind; why: string; fetch: string }[] = [
  {
    part: 'metrics',
    why: 'Without metrics neither saturation nor which component moved first can be seen.',
    fetch:
      "curl -G 'http://PROMETHEUS/api/v1/query_range' --data-urlencode 'query={namespace=\"NAMESPACE\"}' -d start=START -d end=END -d step=15 > metrics/metrics.json",
  },
  {
    part: 'logs',
    why: 'Without logs new errors and stack traces cannot be seen.',
    fetch: 'kubectl -n NAMESPACE logs deployment/NAME --since=1h --timestamps > logs/NAME.log',
  },
  {
    part: 'traces',
    why: 'Without traces time cannot be told apart into own work, waiting for others and the network.',
    fetch: 'Export OTLP/JSON lines with the Collector’s file exporter into traces/traces.jsonl',
  },
  {
    part: 'changes',
    why: 'Without changes a release or configuration that came just before cannot be blamed or cleared.',
    fetch: 'kubectl -n NAMESPACE rollout history deployment/NAME, or the deploy log, as changes/changes.json',
  },
  {
    part: 'topology',
    why: 'Without who calls whom, cause and effect between components are harder to tell apart.',
    fetch: 'Write the call edges to topology/topology.json as {"edges": [["caller", "callee"]]}',
  },
  {
    part: 'kubernetes',
    why: 'If it runs in Kubernetes: restarts, probes, scheduling and quotas stand only there.',
    fetch: 'kubectl -n NAMESPACE describe pods,deployments,services,events > kubernetes/describe.txt',
  },
  {
    part: 'cost',
    why: 'Without revenue and traffic figures the business impact stays unknown.',
    fetch: 'Write revenue per minute and transaction rate to cost/cost.json',
  },
  {
    part: 'runbooks',
    why: 'Without runbooks the steps below are general ones, and nobody is named to call.',
    fetch: 'Copy your runbooks (Markdown) to runbooks/',
  },
]

/** The parts that are not there, and the facts of the incident that nobody gave. */
export function listMissing(present: ReadonlySet<EvidenceKind>, incident: IncidentContext): Missing[] {
  const parts = PARTS.filter(({ part }) => !present.has(part)).map(({ part, why, fetch }) => ({
    part,
    why,
    fetch: incident.namespace ? fetch.replaceAll('NAMESPACE', incident.namespace) : fetch,
  }))
  const facts: Missing[] = []
  if (incident.startedAt === undefined)
    facts.push({
      part: 'startedAt',
      why: 'The start was looked for in the data.',
      fetch: 'Write startedAt into incident.yaml',
    })
  if (!incident.baseline)
    facts.push({
      part: 'baseline',
      why: 'The time before the onset was taken as healthy.',
      fetch: 'Write a window known to be healthy into incident.yaml as baseline: {from, to}',
    })
  return [...parts, ...facts]
}
