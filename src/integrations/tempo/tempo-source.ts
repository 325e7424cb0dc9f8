import { z } from 'zod'
import type { TimeWindow } from '../../core/evidence.ts'
import type { CollectedEvidence, EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { quotedText } from '../../formats/label-matcher.ts'
import { type AskApi, apiAsker, refusedWith } from '../web/ask-api.ts'
import { askWithin } from '../web/ask-within.ts'
import { gatherSpans } from '../web/gather-spans.ts'
import { readAnswer } from '../web/read-answer.ts'
import { type FoundTrace, type SearchTraces, sampleTraces, type WantedTraces } from '../web/sample-traces.ts'
import { spansOfTempo, tempoTraceSchema } from './tempo-trace.ts'

export interface TempoOptions {
  /** Without `/api`. */
  url: string
  /** Bearer token. */
  token?: string | undefined
  /** Sent as X-Scope-OrgID. */
  tenant?: string | undefined
  /** Traces that are kept at most. */
  most?: number | undefined
  /** Milliseconds for one answer. */
  timeout?: number | undefined
}

const NAME = 'Tempo'
const FILE = 'traces/tempo.jsonl'
const MOST_TRACES = 400
/** For all searches together, and as much for fetching what they found. Milliseconds. */
const TIME = 60_000
const AT_ONCE = 4
const NAMESPACE_ATTRIBUTES = ['resource.k8s.namespace.name', 'resource.service.namespace', 'resource.namespace']
/** Around the window: a trace is looked for by its id in that time only. Seconds. */
const MARGIN = 600

const foundSchema = z.object({
  traces: z.array(z.object({ traceID: z.string(), durationMs: z.number().default(0) })).default([]),
})

/** Traces of the namespace or services in that time: failed ones, slow ones and others, from before the fault and since. */
export function tempoSource(options: TempoOptions): LiveSource {
  return { name: NAME, collect: (question, signal) => collect(options, question, signal) }
}

async function collect(
  { url, token, tenant, most = MOST_TRACES, timeout }: TempoOptions,
  question: EvidenceQuestion,
  signal: AbortSignal,
): Promise<CollectedEvidence> {
  const ask = apiAsker(
    {
      name: NAME,
      url: `${url.replace(/\/+$/, '')}/api`,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(tenant && { 'x-scope-orgid': tenant }) },
      hint: 'Is WATCHFLOOR_TEMPO_URL right?',
      ...(timeout !== undefined && { timeout }),
    },
    signal,
  )
  const searching = askWithin(ask, NAME, TIME)
  for (const subject of subjectsOf(question)) {
    const search = searchFor(searching, subject)
    if ((await search(question, 'any', 1)).length === 0) continue
    const { traces, isPart, faults } = await sampleTraces(search, question, most, signal)
    const sampled = isPart
      ? [
          `${NAME}: a sample of ${traces.length} traces: failed ones, slow ones and others, from before and since alike.`,
        ]
      : []
    const partial = new Set<string>()
    const { text, problems } = await gatherSpans(
      NAME,
      traces,
      reader(askWithin(ask, NAME, TIME), question, partial),
      signal,
      AT_ONCE,
    )
    return {
      files: text === '' ? [] : [[FILE, text]],
      problems: [...faults, ...sampled, ...partial, ...problems],
    }
  }
  return { files: [], problems: ['Tempo: it has no traces of that namespace or these services in that time.'] }
}

/** Conditions of TraceQL, best first; the first that finds anything is that of this house. */
function subjectsOf({ namespace, services }: EvidenceQuestion): string[] {
  const inNamespace = namespace
    ? NAMESPACE_ATTRIBUTES.map((attribute) => `${attribute} = ${quotedText(namespace)}`)
    : []
  const ofServices = services.map((service) => `resource.service.name = ${quotedText(service)}`)
  const subjects = [...inNamespace, ...(ofServices.length > 0 ? [`(${ofServices.join(' || ')})`] : [])]
  return subjects.length > 0 ? subjects : ['true']
}

function searchFor(ask: AskApi, subject: string): SearchTraces<FoundTrace> {
  return async (window, wanted, limit) => {
    const { start, end } = seconds(window)
    const form = new URLSearchParams({
      q: `{ ${[subject, ...conditionsOf(wanted)].join(' && ')} }`,
      start: String(start),
      end: String(end),
      limit: String(limit),
      spss: '1',
    })
    const { traces } = readAnswer(NAME, foundSchema, await ask(`/search?${form}`))
    return traces.map(({ traceID, durationMs }) => ({ id: traceID, duration: durationMs }))
  }
}

function conditionsOf(wanted: WantedTraces): string[] {
  if (wanted === 'failed') return ['status = error']
  return wanted === 'any' ? [] : [`traceDuration > ${Math.ceil(wanted.longerThan)}ms`]
}

/** Traces by their ids; version 1 of the path where there is no version 2 yet. */
function reader(ask: AskApi, question: EvidenceQuestion, partial: Set<string>) {
  const { start, end } = seconds(question)
  const range = `start=${start - MARGIN}&end=${end + MARGIN}`
  return async ({ id }: FoundTrace) => {
    const at = (version: string) => `${version}/traces/${encodeURIComponent(id)}?${range}`
    const answer = await ask(at('/v2')).catch((thrown: unknown) => {
      if (refusedWith(thrown) !== 404) throw thrown
      return ask(at(''))
    })
    const trace = readAnswer(NAME, tempoTraceSchema, answer)
    if (trace.status === 'PARTIAL' || trace.status === 1)
      partial.add(`${NAME}: parts of traces are left out: ${trace.message ?? 'they are too large'}.`)
    return spansOfTempo(trace)
  }
}

/** Since the epoch; all of the window lies between. */
function seconds({ from, to }: TimeWindow): { start: number; end: number } {
  return { start: Math.floor(from / 1_000), end: Math.ceil(to / 1_000) }
}
