import { timeSlices } from '../../core/compared-times.ts'
import type { EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { collectedLine } from '../../formats/collected-log.ts'
import { anyOf, quotedText } from '../../formats/label-matcher.ts'
import { serviceOfPod } from '../../formats/log-line.ts'
import { apiAsker } from '../web/ask-api.ts'
import { fileOf, type GatherLimits, gatherLines, type KeptLine, LOG_LIMITS, type Pages } from '../web/gather-lines.ts'
import { type LokiEntry, type LokiReader, lokiReader } from './query-range.ts'

export interface LokiOptions {
  /** Without `/loki/api/v1`. */
  url: string
  /** Bearer token. */
  token?: string | undefined
  /** Sent as X-Scope-OrgID. */
  tenant?: string | undefined
  limits?: GatherLimits | undefined
  /** Entries in one answer. */
  page?: number | undefined
  /** Milliseconds for one answer. */
  timeout?: number | undefined
}

const FILE = 'logs/loki.jsonl'
const PAGE = 2_000
/** Parts of the time before the fault, and of the time since. */
const SLICES = 8
const NAMESPACE_LABELS = ['namespace', 'k8s_namespace_name', 'kubernetes_namespace', 'kubernetes_namespace_name']
const SERVICE_LABELS = [
  'service_name',
  'service',
  'app',
  'app_kubernetes_io_name',
  'k8s_deployment_name',
  'deployment',
  'component',
  'container',
  'container_name',
]
const POD_LABELS = ['pod', 'pod_name', 'k8s_pod_name', 'kubernetes_pod_name']
const CONTAINER_LABELS = ['container', 'container_name', 'k8s_container_name']
const LEVEL_LABELS = ['level', 'detected_level', 'severity', 'severity_text', 'lvl', 'loglevel']
const TRACE_LABELS = ['trace_id', 'traceId', 'traceID']
const SPAN_LABELS = ['span_id', 'spanId', 'spanID']
const SEVERE = '(?i)(err|error|fatal|critical|crit|panic|emerg|alert|severe)'

/** The log lines of the namespace or services in that time; where there are too many, the errors and a share of each part of the time. */
export function lokiSource(options: LokiOptions): LiveSource {
  return { name: 'Loki', collect: (question, signal) => collect(options, question, signal) }
}

async function collect(options: LokiOptions, question: EvidenceQuestion, signal: AbortSignal) {
  const { url, token, tenant, limits = LOG_LIMITS, page = PAGE, timeout } = options
  const ask = apiAsker(
    {
      name: 'Loki',
      url: `${url.replace(/\/+$/, '')}/loki/api/v1`,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(tenant && { 'x-scope-orgid': tenant }) },
      hint: 'Is WATCHFLOOR_LOKI_URL right?',
      ...(timeout !== undefined && { timeout }),
    },
    signal,
  )
  const reader = lokiReader(ask, Math.min(page, limits.records))
  for (const selector of selectorsFor(question)) {
    const { entries, isAll } = await reader.first(selector, question)
    if (entries.length === 0) continue
    const { text, problems } = isAll
      ? { text: fileOf(entries.flatMap(keptLine)), problems: [] }
      : await gatherLines('Loki', stretchesOf(reader, selector, question), limits, signal)
    return { files: [[FILE, text] as [string, string]], problems: [...problems, ...reader.problems] }
  }
  return { files: [], problems: ['Loki: it has no lines of that namespace or these services in that time.'] }
}

/** Labels differ from house to house: the first selector that finds anything is that of this one. */
function selectorsFor({ namespace, services }: EvidenceQuestion): string[] {
  const any = ['service_name', 'namespace', 'app', 'job', 'container'].map((label) => `{${label}=~".+"}`)
  const inNamespace = namespace ? NAMESPACE_LABELS.map((label) => `{${label}=${quotedText(namespace)}}`) : []
  if (services.length === 0) return namespace ? inNamespace : any
  const oneOf = anyOf(services)
  return [
    ...inNamespace,
    ...SERVICE_LABELS.map((label) => `{${label}=~${quotedText(oneOf)}}`),
    `{job=~${quotedText(`(.+/)?(${oneOf})`)}}`,
    `{pod=~${quotedText(`(${oneOf})-.+`)}}`,
  ]
}

function stretchesOf(reader: LokiReader, selector: string, question: EvidenceQuestion) {
  const slices = timeSlices(question, SLICES)
  const severe = [
    `${selector} |~ ${quotedText(`(?i)\\b(error|exception|fatal|panic|critical|traceback|severe)\\b`)}`,
    `${selector} | ${['level', 'detected_level', 'severity'].map((label) => `${label}=~${quotedText(SEVERE)}`).join(' or ')}`,
  ]
  const pages = (query: string) => slices.map((slice) => linesOf(reader.pages(query, slice)))
  return { errors: severe.flatMap(pages), all: pages(selector) }
}

async function* linesOf(pages: AsyncIterable<LokiEntry[]>): Pages {
  for await (const page of pages) yield page.flatMap(keptLine)
}

function keptLine({ at, line, labels, id }: LokiEntry): KeptLine[] {
  if (line.trim() === '') return []
  const find = (names: readonly string[]) => names.map((name) => labels[name]).find((value) => value)
  const pod = find(POD_LABELS)
  const service = find(SERVICE_LABELS.filter((name) => labels[name] !== 'unknown_service'))
  const text = collectedLine({
    timestamp: isoTime(at),
    text: line,
    service: service ?? (pod ? serviceOfPod(pod) : labels.job?.replace(/^.*\//, '')),
    pod,
    namespace: find(NAMESPACE_LABELS),
    container: find(CONTAINER_LABELS),
    level: find(LEVEL_LABELS),
    traceId: find(TRACE_LABELS),
    spanId: find(SPAN_LABELS),
  })
  return [{ id, at: Number(at) / 1e6, text }]
}

/** With all nine digits of the second. */
function isoTime(nanoseconds: bigint): string {
  const seconds = new Date(Number(nanoseconds / 1_000_000_000n) * 1_000).toISOString().slice(0, 19)
  return `${seconds}.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}Z`
}
