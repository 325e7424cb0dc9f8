import { messageOf } from '../../core/fault.ts'
import { type OtlpAttribute, type OtlpSpan, otlpLine } from '../../formats/otlp-line.ts'

export interface ReadSpan {
  resource: readonly OtlpAttribute[]
  span: OtlpSpan
}

export interface GatheredSpans {
  text: string
  problems: string[]
}

const MOST_BYTES = 64_000_000
/** Of one trace: a batch job may have a hundred thousand. */
const MOST_SPANS = 5_000
/** Traces that cannot be had one after the other, before the rest is given up. */
const MOST_FAULTS = 3

/** Fetches `atOnce` traces at a time and writes their spans, a line each, in the order of time, as many traces as there is room for. */
export async function gatherSpans<T>(
  name: string,
  traces: readonly T[],
  read: (trace: T) => Promise<readonly ReadSpan[]>,
  signal: AbortSignal,
  atOnce = 1,
): Promise<GatheredSpans> {
  const lines: { at: bigint; text: string }[] = []
  const faults: unknown[] = []
  let bytes = 0
  let cut = 0
  let written = 0
  const turns = traces.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const trace of turns) {
        if (faults.length >= MOST_FAULTS || bytes >= MOST_BYTES) return
        try {
          const spans = await read(trace)
          if (spans.length > MOST_SPANS) cut++
          const texts = spans.slice(0, MOST_SPANS).map(({ resource, span }) => otlpLine(resource, span))
          const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0)
          if (bytes + size > MOST_BYTES) bytes = MOST_BYTES
          if (bytes >= MOST_BYTES) return
          bytes += size
          written++
          for (const [place, text] of texts.entries())
            lines.push({ at: BigInt(spans[place]?.span.startTimeUnixNano ?? 0), text })
        } catch (thrown) {
          signal.throwIfAborted()
          faults.push(thrown)
        }
      }
    }),
  )
  if (lines.length === 0 && faults.length > 0) throw faults[0]
  const text = lines
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.text < b.text ? -1 : 1))
    .map((line) => `${line.text}\n`)
    .join('')
  return {
    text,
    problems: [
      ...new Set(faults.map(messageOf)),
      ...(cut > 0 ? [`${name}: of ${cut} traces with more than ${MOST_SPANS} spans the first are kept.`] : []),
      ...(written < traces.length ? [`${name}: ${written} of the ${traces.length} traces chosen could be had.`] : []),
    ],
  }
}
