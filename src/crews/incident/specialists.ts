import { analyseChanges } from '../../analysts/changes/analyse-changes.ts'
import { analyseKubernetes } from '../../analysts/kubernetes/analyse-kubernetes.ts'
import { logAnalyst } from '../../analysts/logs/analyse-logs.ts'
import { messageSignature } from '../../analysts/logs/message-signature.ts'
import { createTemplateMiner } from '../../analysts/logs/templates/template-miner.ts'
import {
  analyseMetrics,
  INFRASTRUCTURE_KINDS,
  type MetricsAnalysis,
  SERVICE_KINDS,
} from '../../analysts/metrics/analyse-metrics.ts'
import { analyseTopology } from '../../analysts/topology/analyse-topology.ts'
import { analyseTraces } from '../../analysts/traces/analyse-traces.ts'
import type { ClockSkew } from '../../analysts/traces/clock-skew.ts'
import type { Problem } from '../../core/analysis.ts'
import type { LogRecord, Series } from '../../core/evidence.ts'
import type { Specialist, SpecialistFindings, SpecialistTask } from '../../core/specialist.ts'

const logs: Specialist = {
  name: 'log-analyst',
  task: 'mines the logs for patterns that are new, burst or gone',
  reads: ['logs'],
  after: [],
  async analyse({ source, context, signal, deadline, clock }) {
    const miner = createTemplateMiner()
    const analyst = logAnalyst(context)
    let lines = 0
    let isPartial = false
    for await (const record of source.logs(signal)) {
      analyst.add(record, miner.add(record.message))
      if (++lines % 4096 === 0 && clock() > deadline) {
        isPartial = true
        break
      }
    }
    return {
      findings: analyst.finish(miner.templateOf),
      summary: `${lines} lines, ${miner.templates().length} patterns.`,
      isPartial,
    }
  },
}

function metricsSpecialist(name: string, task: string, kinds: typeof SERVICE_KINDS): Specialist {
  return {
    name,
    task,
    reads: ['metrics'],
    after: [],
    async analyse({ source, context, signal }) {
      const analysis = analyseMetrics(await readAll<Series>(source.metrics(signal)), context, name, kinds)
      return { findings: analysis.findings, plots: analysis.plots, summary: metricsSummary(analysis) }
    },
  }
}

function metricsSummary({ judged, total, findings }: MetricsAnalysis): string {
  return `${total} series, ${judged} with enough samples to judge, ${findings.length} moved.`
}

/** Log lines with a span id beyond this many are left to the log analyst: the traces are a sample anyway. */
const MOST_JOINED_LINES = 500_000

const traces: Specialist = {
  name: 'trace-analyst',
  task: 'compares where requests spent their time and which steps they took',
  reads: ['traces'],
  after: [],
  async analyse({ source, context, signal }) {
    const spans = await readAll(source.traces(signal))
    const joined: LogRecord[] = []
    if (spans.length > 0) {
      for await (const record of source.logs(signal)) {
        if (record.spanId && joined.push(record) >= MOST_JOINED_LINES) break
      }
    }
    const { findings, edges, skews } = analyseTraces(
      { spans, logs: joined, patternOf: (record) => messageSignature(record.message) },
      context,
    )
    return {
      findings,
      edges,
      problems: skews.map(skewProblem),
      summary: `${spans.length} spans, ${edges.length} call edges, ${joined.length} log lines joined to their span.`,
    }
  },
}

function skewProblem({ service, against, ahead, calls }: ClockSkew): Problem {
  const size =
    Math.abs(ahead) >= 1000 ? `${(Math.abs(ahead) / 1000).toFixed(1)} s` : `${Math.round(Math.abs(ahead))} ms`
  return {
    code: 'clock-skew',
    source: service,
    message: `The clock of ${service} is ${size} ${ahead > 0 ? 'ahead of' : 'behind'} that of ${against} (median of ${calls} calls).`,
    hint: 'Its times in the timeline are off by as much; look at the time synchronisation of its hosts.',
  }
}

const changes: Specialist = {
  name: 'change-analyst',
  task: 'looks at what changed just before, and how new versions do against old ones',
  reads: ['changes'],
  after: [],
  async analyse({ source, context, signal }) {
    const listed = await source.changes()
    const findings =
      listed.length > 0 ? analyseChanges(listed, await readAll<Series>(source.metrics(signal)), context) : []
    return { findings, summary: `${listed.length} changes.` }
  },
}

const kubernetes: Specialist = {
  name: 'kubernetes-analyst',
  task: 'compares what the cluster declares with what is there',
  reads: ['kubernetes'],
  after: [],
  async analyse({ source, context, signal }) {
    const [documents, records, alerts] = [
      await readAll(source.documents('kubernetes')),
      await readSome(source.logs(signal), 20_000),
      await source.alerts(),
    ]
    const { findings, problems } = analyseKubernetes(
      { documents, logs: records, alerts, edges: context.edges },
      context,
    )
    return { findings, problems, summary: `${documents.length} outputs of kubectl and systemctl.` }
  },
}

const topology: Specialist = {
  name: 'topology-analyst',
  task: 'moves blame along calls from the symptom to the cause',
  reads: ['topology', 'metrics', 'traces'],
  after: ['trace-analyst'],
  async analyse({ source, context, signal }) {
    const findings = analyseTopology(await readAll<Series>(source.metrics(signal)), context.edges, context)
    return { findings, summary: `${context.edges.length} call edges.` }
  },
}

/** The specialists that look for the cause, in the order in which they are listed. */
export const CAUSE_SPECIALISTS: readonly Specialist[] = [
  logs,
  metricsSpecialist('metrics-analyst', 'looks for series that left their usual range', SERVICE_KINDS),
  traces,
  changes,
  metricsSpecialist('infrastructure-analyst', 'checks hosts, disks, pools and the network', INFRASTRUCTURE_KINDS),
  kubernetes,
  topology,
]

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items)
}

async function readSome<T>(items: AsyncIterable<T>, most: number): Promise<T[]> {
  const read: T[] = []
  for await (const item of items) if (read.push(item) >= most) break
  return read
}

/** Gives a specialist by name. */
export function findSpecialist(name: string): Specialist | undefined {
  return CAUSE_SPECIALISTS.find((specialist) => specialist.name === name)
}

export type { SpecialistFindings, SpecialistTask }
