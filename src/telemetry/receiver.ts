/** Where traces go; undefined where nowhere. */
export type Receiver = { url: string } | { problem: string } | undefined

const PATH = 'v1/traces'

/**
 * What the standard variables of OpenTelemetry say: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` as it is, or `OTEL_EXPORTER_OTLP_ENDPOINT` with
 * `/v1/traces`; nowhere with `OTEL_SDK_DISABLED=true` or `OTEL_TRACES_EXPORTER=none`. What cannot be used is a problem, never a fault.
 */
export function receiverOf(environment: NodeJS.ProcessEnv): Receiver {
  const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER } = environment
  const own = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  const all = environment.OTEL_EXPORTER_OTLP_ENDPOINT
  const isOff = OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true' || OTEL_TRACES_EXPORTER?.trim() === 'none'
  if (isOff || !(own || all)) return undefined
  const protocol = environment.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || environment.OTEL_EXPORTER_OTLP_PROTOCOL
  if (protocol === 'grpc')
    return {
      problem:
        'No traces: they are sent as http/json, and the environment asks for grpc (OTEL_EXPORTER_OTLP_PROTOCOL).',
    }
  const url = URL.parse(own || `${all?.replace(/\/+$/, '')}/${PATH}`)
  if (!url || !/^https?:$/.test(url.protocol))
    return { problem: 'No traces: the OTLP endpoint in the environment is no http or https URL.' }
  return { url: url.href }
}
