import type { Engine } from '../core/engine.ts'
import { receiverOf } from '../telemetry/receiver.ts'
import { shownNames } from './shown-names.ts'
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
