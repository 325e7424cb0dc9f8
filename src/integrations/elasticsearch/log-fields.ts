/** Where the shippers of logs (Filebeat and ECS, Fluent Bit, Logstash, the OpenTelemetry exporter) put what. The first that is there counts. */
export const FIELDS = {
  namespace: [
    'kubernetes.namespace',
    'kubernetes.namespace_name',
    'kubernetes.namespace_labels.name',
    'orchestrator.namespace',
    'k8s.namespace.name',
    'resource.attributes.k8s.namespace.name',
    'Resource.k8s.namespace.name',
    'namespace',
  ],
  service: [
    'service.name',
    'resource.attributes.service.name',
    'Resource.service.name',
    'kubernetes.labels.app_kubernetes_io/name',
    'kubernetes.labels.app.kubernetes.io/name',
    'kubernetes.labels.app',
    'kubernetes.deployment.name',
    'service',
    'service_name',
    'app',
    'application',
    'kubernetes.container.name',
    'kubernetes.container_name',
    'container.name',
    'container_name',
  ],
  pod: [
    'kubernetes.pod.name',
    'kubernetes.pod_name',
    'k8s.pod.name',
    'resource.attributes.k8s.pod.name',
    'Resource.k8s.pod.name',
    'pod',
    'pod_name',
  ],
  container: ['kubernetes.container.name', 'kubernetes.container_name', 'container.name'],
  level: [
    'log.level',
    'level',
    'severity_text',
    'SeverityText',
    'severity',
    'loglevel',
    'log_level',
    'levelname',
    'fields.level',
  ],
  trace: ['trace.id', 'trace_id', 'TraceId', 'traceId', 'traceID'],
  span: ['span.id', 'span_id', 'SpanId', 'spanId'],
  message: ['message', 'msg', 'log', 'body.text', 'body', 'Body', 'event.original', 'MESSAGE'],
  stack: ['error.stack_trace', 'error.message', 'stack_trace', 'exception.stacktrace', 'stack'],
} as const satisfies Record<string, readonly string[]>

export const TIME_FIELDS = ['@timestamp', 'timestamp', 'time'] as const

/** All that is read of a document. */
export const READ_FIELDS: readonly string[] = [...TIME_FIELDS, ...Object.values(FIELDS).flat()]

/** The first field that holds a text or number; a name with dots is a path, or a name as it stands, or part one and part the other. */
export function findField(source: unknown, names: readonly string[]): string | number | undefined {
  for (const name of names) {
    const value = valueAt(source, name)
    const first = Array.isArray(value) ? value[0] : value
    if ((typeof first === 'string' && first !== '') || typeof first === 'number') return first
  }
  return undefined
}

function valueAt(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const fields = source as Record<string, unknown>
  if (Object.hasOwn(fields, name)) return fields[name]
  for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
    const found = valueAt(fields[name.slice(0, dot)], name.slice(dot + 1))
    if (found !== undefined) return found
  }
  return undefined
}
