import type { Engine } from '../core/engine.ts'
import { maskSecrets } from '../safety/mask.ts'
import { receiverOf } from '../telemetry/receiver.ts'
import { version } from './version.ts'

export interface TraceOptions {
  environment?: NodeJS.ProcessEnv
  onProblem?: (what: string) => void
}

export interface Tracing {
  /** Until nothing more is needed of the engine, which may then be closed. */
  settled(): Promise<void>
  /** Sends what is left, as far as it arrives within a few seconds. */
  close(): Promise<void>
}

const NONE: Tracing = { settled: async () => undefined, close: async () => undefined }

/** Sends spans of whatever happens in the engine to where the standard variables of OpenTelemetry say; where they say nothing, nothing is loaded. */
export async function traceRuns(
  engine: Engine,
  { environment = process.env, onProblem = () => undefined }: TraceOptions = {},
): Promise<Tracing> {
  const receiver = receiverOf(environment)
  if (!receiver) return NONE
  if ('problem' in receiver) {
    onProblem(receiver.problem)
    return NONE
  }
  const { openTraces } = await import('../telemetry/open-traces.ts')
  const traces = openTraces({ url: receiver.url, engine, version: version(), nameOf: shownNames(), onProblem })
  engine.subscribe(traces.read)
  return traces
}

const LONGEST_NAME = 120
const MOST_NAMES = 2_000

/** Names as they may be shown: whoever writes an agent or a workflow chooses them. They come again and again, and are masked once. */
function shownNames(): (text: string) => string {
  const shown = new Map<string, string>()
  return (text) => {
    const known = shown.get(text)
    if (known !== undefined) return known
    const masked = maskSecrets(text.slice(0, LONGEST_NAME * 2)).slice(0, LONGEST_NAME)
    if (shown.size >= MOST_NAMES) shown.clear()
    shown.set(text, masked)
    return masked
  }
}
