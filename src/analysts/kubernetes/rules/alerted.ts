import type { Alert, CallEdge, Citation } from '../../../core/evidence.ts'
import type { Cluster } from '../cluster.ts'
import type { Rule, RuleInput, Verdict } from './rule.ts'

type Symptom = 'throttled' | 'cpu' | 'retransmission' | 'slow' | 'failing'

const SYMPTOMS: readonly [Symptom, RegExp][] = [
  ['throttled', /throttl|cpu_cfs/i],
  ['retransmission', /retrans|packet ?loss/i],
  ['cpu', /\bcpu\b/i],
  ['slow', /latency|slow|duration|response time|data vanished/i],
  ['failing', /error|success rate|5xx|failure/i],
]

interface Alerted {
  name: string
  isNode: boolean
  symptoms: ReadonlySet<Symptom>
  /** The largest `Current` of each symptom. */
  figures: ReadonlyMap<Symptom, number>
  citation: Citation
}

/** What each alert says of its service or node, sentence by sentence. */
function readAlerts(alerts: readonly Alert[]): Alerted[] {
  return alerts.flatMap((alert) => {
    const { labels, annotations, evidence, citation } = alert
    const isNode = /^node$/i.test(labels.type ?? '') || (labels.node !== undefined && labels.service === undefined)
    const name =
      labels.service ??
      labels.entity_name ??
      (isNode ? (labels.node ?? labels.name) : labels.type ? labels.name : labels.deployment)
    if (!name) return []
    const symptoms = new Set<Symptom>()
    const figures = new Map<Symptom, number>()
    for (const sentence of [alert.name, ...Object.values(annotations), ...evidence]) {
      const symptom = SYMPTOMS.find(([, form]) => form.test(sentence))?.[0]
      if (!symptom) continue
      symptoms.add(symptom)
      const figure = Number(/(?:Cur(?:rent)?|Val)\s*[=:]\s*(\d+(?:\.\d+)?)/i.exec(sentence)?.[1] ?? 0)
      figures.set(symptom, Math.max(figures.get(symptom) ?? 0, figure))
    }
    return [{ name, isNode, symptoms, figures, citation }]
  })
}

/** A service that is throttled and uses more CPU than usual. */
export const throttledServices: Rule = ({ alerts }) =>
  readAlerts(alerts).flatMap(({ name, isNode, symptoms, citation }) => {
    if (isNode || !symptoms.has('throttled')) return []
    return [
      {
        component: name,
        cause: 'cpu-overload',
        signal: 'alert',
        probability: symptoms.has('cpu') ? 0.88 : 0.2,
        summary: `An alert says that ${name} is throttled${symptoms.has('cpu') ? ' and uses more CPU than usual' : ''}.`,
        citations: [citation],
      },
    ]
  })

/** Retransmissions a second that one node has and no other. */
const MANY_RETRANSMISSIONS = 2

export const lossyNodes: Rule = ({ alerts }) => {
  const nodes = readAlerts(alerts)
    .filter(({ isNode, symptoms }) => isNode && symptoms.has('retransmission'))
    .map((one) => ({ ...one, rate: one.figures.get('retransmission') ?? 0 }))
    .sort((a, b) => b.rate - a.rate)
  const [first, second] = nodes
  if (!first || first.rate < MANY_RETRANSMISSIONS || first.rate < 3 * (second?.rate ?? 0)) return []
  return [
    {
      component: first.name,
      cause: 'node-network-loss',
      signal: 'alert',
      probability: 0.93,
      summary: `Node ${first.name} sends ${first.rate} packets a second again, far more than any other.`,
      citations: nodes.map(({ citation }) => citation).slice(0, 2),
    },
  ]
}

/**
 * Slow or failing services: one whose slowness explains that of all its callers has a slow network; several that do
 * not explain each other share a node.
 */
export const slowNetworks: Rule = (input) => {
  const affected = readAlerts(input.alerts).filter(
    ({ isNode, symptoms }) =>
      !isNode && !symptoms.has('throttled') && (symptoms.has('slow') || symptoms.has('failing')),
  )
  if (affected.length === 0) return []
  const deepest = affected.filter(
    ({ name }) => !affected.some((other) => other.name !== name && calls(name, other.name, input.edges)),
  )
  const [first] = deepest.toSorted((a, b) => (b.figures.get('slow') ?? 0) - (a.figures.get('slow') ?? 0))
  if (!first) return []
  return deepest.length === 1
    ? [slowService(first, affected)]
    : (sharedNode(deepest, affected, input) ??
        deepest.map((one) => ({ ...slowService(one, affected), probability: 0.5 / deepest.length })))
}

function slowService({ name, citation }: Alerted, affected: readonly Alerted[]): Verdict {
  return {
    component: name,
    cause: 'network-delay',
    signal: 'alert',
    probability: 0.85,
    summary: `${name} is slow or failing${affected.length > 1 ? `, as ${affected.length - 1} services above it are` : ''}, and nothing in the cluster is declared wrong.`,
    citations: [
      citation,
      ...affected
        .filter((one) => one.name !== name)
        .slice(0, 2)
        .map((one) => one.citation),
    ],
  }
}

function sharedNode(
  deepest: readonly Alerted[],
  affected: readonly Alerted[],
  { cluster }: RuleInput,
): Verdict[] | undefined {
  const nodes = Map.groupBy(deepest, ({ name }) => nodeOf(name, cluster) ?? '')
  const ranked = [...nodes].filter(([node]) => node !== '').sort(([, a], [, b]) => b.length - a.length)
  const [first, second] = ranked
  if (!first || first[1].length < 2 || first[1].length === second?.[1].length) return undefined
  return [
    {
      component: first[0],
      cause: 'node-network-delay',
      signal: 'alert',
      probability: 0.9,
      summary: `${first[1].length} of ${deepest.length} services that are slow on their own run on ${first[0]}.`,
      citations: affected
        .filter(({ name }) => nodeOf(name, cluster) === first[0])
        .slice(0, 4)
        .map(({ citation }) => citation),
    },
  ]
}

function nodeOf(service: string, { pods }: Cluster): string | undefined {
  return pods.find(({ workload }) => workload === service)?.node
}

/** Whether the caller reaches the callee by any number of calls. */
function calls(caller: string, callee: string, edges: readonly CallEdge[]): boolean {
  const seen = new Set([caller])
  const open = [caller]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const edge of edges) {
      if (edge.caller !== name || seen.has(edge.callee)) continue
      if (edge.callee === callee) return true
      seen.add(edge.callee)
      open.push(edge.callee)
    }
  }
  return false
}
