import { z } from 'zod'
import { messageOf } from '../../core/fault.ts'
import type { CollectedEvidence, EvidenceQuestion, LiveSource } from '../../core/live-source.ts'
import { type AskApi, apiAsker } from '../web/ask-api.ts'
import { askWithin } from '../web/ask-within.ts'
import { gatherSpans } from '../web/gather-spans.ts'
import { readAnswer } from '../web/read-answer.ts'
import { type FoundTrace, type SearchTraces, sampleTraces, type WantedTraces } from '../web/sample-traces.ts'
import { durationIn, type JaegerTrace, jaegerTraceSchema, spansOfJaeger } from './jaeger-trace.ts'

export interface JaegerOptions {
  /** Of the query service, with its base path, without `/api`. */
  url: string
  /** Bearer token. */
  token?: string | undefined
  /** Traces that are kept at most. */
  most?: number | undefined
  /** Milliseconds for one answer. */
  timeout?: number | undefined
}

const NAME = 'Jaeger'
const FILE = 'traces/jaeger.jsonl'
const MOST_TRACES = 400
/** For all searches together. Milliseconds. */
const TIME = 120_000
/** Each is asked for by itself. */
const MOST_SERVICES = 20
/** What Jaeger says of itself. */
const ITS_OWN = /^jaeger(?:-|$)/
const NAMESPACE_TAGS = ['k8s.namespace.name', 'namespace', 'service.namespace']

const servicesSchema = z.object({ data: z.array(z.string()).nullable() })
const tracesSchema = z.object({
  data: z.array(jaegerTraceSchema).nullable(),
  errors: z.array(z.object({ msg: z.string() })).nullish(),
})

interface Found extends FoundTrace {
  trace: JaegerTrace
}

/** Traces of the services in that time: failed ones, slow ones and others, from before the fault and since. */
export function jaegerSource(options: JaegerOptions): LiveSource {
  return { name: NAME, collect: (question, signal) => collect(options, question, signal) }
}

async function collect(
  { url, token, most = MOST_TRACES, timeout }: JaegerOptions,
  question: EvidenceQuestion,
  signal: AbortSignal,
): Promise<CollectedEvidence> {
  const api = apiAsker(
    {
      name: NAME,
      url: `${url.replace(/\/+$/, '')}/api`,
      headers: token ? { authorization: `Bearer ${token}` } : {},
      hint: 'Is WATCHFLOOR_JAEGER_URL right?',
      ...(timeout !== undefined && { timeout }),
    },
    signal,
  )
  const ask = askWithin(api, NAME, TIME)
  const problems = new Set<string>()
  const { data } = readAnswer(NAME, servicesSchema, await ask('/services'))
  const { services, tags } = await findSubject(ask, data ?? [], question, problems)
  if (services.length === 0)
    return { files: [], problems: ['Jaeger: it has no traces of that namespace or these services in that time.'] }
  const found = new Map<string, Found>()
  let isPart = false
  for (const service of services) {
    const search = searchFor(ask, service, tags, problems)
    try {
      const sample = await sampleTraces(search, question, Math.ceil(most / services.length), signal)
      isPart ||= sample.isPart
      for (const trace of sample.traces) if (!found.has(trace.id)) found.set(trace.id, trace)
      for (const fault of sample.faults) problems.add(fault)
      if (sample.faults.length > 0) break
    } catch (thrown) {
      signal.throwIfAborted()
      if (found.size === 0) throw thrown
      problems.add(messageOf(thrown))
      break
    }
  }
  if (isPart)
    problems.add(
      `${NAME}: a sample of ${found.size} traces: failed ones, slow ones and others, from before and since alike.`,
    )
  const read = async ({ trace }: Found) => spansOfJaeger(trace)
  const { text, problems: more } = await gatherSpans(NAME, [...found.values()], read, signal)
  return { files: text === '' ? [] : [[FILE, text]], problems: [...problems, ...more] }
}

/** Jaeger searches by service alone; a namespace is a tag, and only in some houses. */
async function findSubject(
  ask: AskApi,
  known: readonly string[],
  question: EvidenceQuestion,
  problems: Set<string>,
): Promise<{ services: string[]; tags: Record<string, string> }> {
  const { namespace, services } = question
  const named = known.filter((name) => services.some((service) => isCalled(name, service, namespace)))
  if (services.length > 0) return { services: named.slice(0, MOST_SERVICES), tags: {} }
  const all = known.filter((name) => !ITS_OWN.test(name))
  const chosen = all.slice(0, MOST_SERVICES)
  if (all.length > chosen.length)
    problems.add(`${NAME}: it has ${all.length} services, the first ${MOST_SERVICES} were asked for.`)
  if (!namespace) return { services: chosen, tags: {} }
  for (const tag of NAMESPACE_TAGS)
    for (const service of chosen) {
      const tags = { [tag]: namespace }
      if ((await searchFor(ask, service, tags, problems)(question, 'any', 1)).length > 0)
        return { services: chosen, tags }
    }
  return { services: [], tags: {} }
}

/** Meshes add the namespace to the name of a service. */
function isCalled(name: string, service: string, namespace: string | undefined): boolean {
  return (
    name === service ||
    (namespace !== undefined &&
      [`${service}.${namespace}`, `${namespace}/${service}`, `${namespace}.${service}`].includes(name))
  )
}

function searchFor(
  ask: AskApi,
  service: string,
  subject: Readonly<Record<string, string>>,
  problems: Set<string>,
): SearchTraces<Found> {
  return async ({ from, to }, wanted, limit) => {
    const tags = { ...subject, ...(wanted === 'failed' && { error: 'true' }) }
    const form = new URLSearchParams({
      service,
      start: String(Math.floor(from) * 1_000),
      end: String(Math.floor(to) * 1_000 - 1),
      limit: String(limit),
      ...(Object.keys(tags).length > 0 && { tags: JSON.stringify(tags) }),
      ...slowerThan(wanted),
    })
    const { data, errors } = readAnswer(NAME, tracesSchema, await ask(`/traces?${form}`))
    for (const { msg } of errors ?? []) problems.add(`${NAME}: ${msg}`)
    return (data ?? []).map((trace) => ({ id: trace.traceID, duration: durationIn(trace, service), trace }))
  }
}

function slowerThan(wanted: WantedTraces): { minDuration?: string } {
  return typeof wanted === 'object' ? { minDuration: `${Math.ceil(wanted.longerThan * 1_000) + 1}us` } : {}
}
