import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources'
import type { Engine } from '../core/engine.ts'
import type { NameOf } from './gen-ai.ts'
import { runHistory } from './run-history.ts'
import { spanQueue } from './span-queue.ts'
import { createTraces, type Traces } from './traces.ts'

export interface OpenTracesOptions {
  /** Of the receiver. */
  url: string
  engine: Pick<Engine, 'events' | 'get' | 'list'>
  version: string
  nameOf: NameOf
  onProblem(what: string): void
}

export interface OpenTraces extends Traces {
  /** Sends what is left, as far as it arrives within a few seconds. */
  close(): Promise<void>
}

/** For one request with its repetitions; the queue tries again by itself. Milliseconds. */
const TIMEOUT = 2_000

/**
 * Traces on their way to a receiver of OTLP over HTTP (JSON). The name of the service, its attributes, headers, certificates, compression and
 * time-out come from the standard variables of this process.
 */
export function openTraces({ url, engine, version, nameOf, onProblem }: OpenTracesOptions): OpenTraces {
  const { OTEL_EXPORTER_OTLP_TIMEOUT, OTEL_EXPORTER_OTLP_TRACES_TIMEOUT } = process.env
  const hasTimeout = OTEL_EXPORTER_OTLP_TIMEOUT || OTEL_EXPORTER_OTLP_TRACES_TIMEOUT
  const exporter = new OTLPTraceExporter({ url, ...(!hasTimeout && { timeoutMillis: TIMEOUT }) })
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'watchfloor', 'service.version': version }))
    .merge(
      detectResources({
        detectors: [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector],
      }),
    )
  const queue = spanQueue({ exporter, origin: { resource, version }, onProblem })
  const traces = createTraces({
    send: queue.push,
    history: (root, resumed) => runHistory(engine, root, resumed),
    nameOf,
  })
  return {
    ...traces,
    async close() {
      await traces.settled()
      await queue.close()
    },
  }
}
