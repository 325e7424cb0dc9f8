import { timeSlices } from '../../core/compared-times.ts'
import type { CollectedEvidence, EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { collectedLine } from '../../formats/collected-log.ts'
import { serviceOfPod } from '../../formats/log-line.ts'
import { parseTimeField } from '../../formats/timestamp.ts'
import { apiAsker } from '../web/ask-api.ts'
import { fileOf, type GatherLimits, gatherLines, type KeptLine, LOG_LIMITS, type Pages } from '../web/gather-lines.ts'
import { FIELDS, findField, TIME_FIELDS } from './log-fields.ts'
import { type Query, SEVERE, subjectsOf, within } from './log-query.ts'
import { type Hit, openSearch, type SearchReader } from './search-pages.ts'

export interface ElasticsearchOptions {
  /** Of Elasticsearch or OpenSearch. */
  url: string
  /** As Elasticsearch shows it, in base 64. */
  apiKey?: string | undefined
  /** Names and patterns with commas between them. */
  index?: string | undefined
  limits?: GatherLimits | undefined
  /** Documents in one answer. */
  page?: number | undefined
  /** Milliseconds for one answer. */
  timeout?: number | undefined
}

const FILE = 'logs/elasticsearch.jsonl'
const INDEX = 'logs-*,filebeat-*,logstash-*'
const PAGE = 2_000
/** Parts of the time before the fault, and of the time since. */
const SLICES = 8

/** The log lines of the namespace or services in that time; where there are too many, the errors and a share of each part of the time. */
export function elasticsearchSource(options: ElasticsearchOptions): LiveSource {
  return { name: 'Elasticsearch', collect: (question, signal) => collect(options, question, signal) }
}

async function collect(
  options: ElasticsearchOptions,
  question: EvidenceQuestion,
  signal: AbortSignal,
): Promise<CollectedEvidence> {
  const { url, apiKey, index = INDEX, limits = LOG_LIMITS, page = PAGE, timeout } = options
  const ask = apiAsker(
    {
      name: 'Elasticsearch',
      url,
      headers: apiKey ? { authorization: `ApiKey ${apiKey}` } : {},
      hint: 'Is WATCHFLOOR_ELASTICSEARCH_URL right?',
      ...(timeout !== undefined && { timeout }),
    },
    signal,
  )
  const reader = await openSearch(ask, index, Math.min(page, limits.records))
  try {
    for (const subject of subjectsOf(question))
      for (const timeField of TIME_FIELDS) {
        const { hits, isAll } = await reader.first(within(timeField, question, subject), timeField)
        if (hits.length === 0) continue
        const { text, problems } = isAll
          ? { text: fileOf(hits.flatMap((hit) => keptLine(hit, timeField))), problems: [] }
          : await gatherLines('Elasticsearch', stretchesOf(reader, subject, timeField, question), limits, signal)
        return { files: [[FILE, text]], problems: [...problems, ...reader.problems] }
      }
  } finally {
    await reader.close()
  }
  const nothing = `Elasticsearch: ${index} has no lines of that namespace or these services in that time.`
  return { files: [], problems: [nothing, ...reader.problems] }
}

function stretchesOf(reader: SearchReader, subject: Query, timeField: string, question: EvidenceQuestion) {
  const pages = (more?: Query) =>
    timeSlices(question, SLICES).map((slice) =>
      linesOf(reader.pages(within(timeField, slice, subject, more), timeField), timeField),
    )
  return { errors: pages({ must: [SEVERE] }), all: pages() }
}

async function* linesOf(pages: AsyncIterable<Hit[]>, timeField: string): Pages {
  for await (const page of pages) yield page.flatMap((hit) => keptLine(hit, timeField))
}

function keptLine({ _index, _id, _source, sort: [at] }: Hit, timeField: string): KeptLine[] {
  const text = (names: readonly string[]) => {
    const found = findField(_source, names)
    return found === undefined ? undefined : String(found)
  }
  const message = text(FIELDS.message)
  const stack = text(FIELDS.stack)
  const time = parseTimeField(findField(_source, [timeField]))?.at ?? Number(at)
  const whole = [message, ...(stack !== undefined && !message?.includes(stack) ? [stack] : [])].join('\n').trim()
  if (whole === '' || !Number.isFinite(time)) return []
  const pod = text(FIELDS.pod)
  const line = collectedLine({
    timestamp: new Date(time).toISOString(),
    text: whole,
    service: text(FIELDS.service) ?? (pod ? serviceOfPod(pod) : undefined),
    pod,
    namespace: text(FIELDS.namespace),
    container: text(FIELDS.container),
    level: findField(_source, FIELDS.level),
    traceId: text(FIELDS.trace),
    spanId: text(FIELDS.span),
  })
  return [{ id: `${_index} ${_id}`, at: time, text: line }]
}
