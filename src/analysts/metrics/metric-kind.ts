import type { Series } from '../../core/evidence.ts'

/** What a series measures; it decides which direction is bad and how small a change means nothing. */
export type MetricKind =
  | 'cpu'
  | 'memory'
  | 'latency'
  | 'errors'
  | 'success'
  | 'traffic'
  | 'disk'
  | 'network'
  | 'saturation'
  | 'headroom'
  | 'restarts'
  | 'replicas'
  | 'lag'
  | 'host'
  | 'limit'
  | 'other'

/** First match wins; the order puts the specific before the general. Words are those of Prometheus exporters and clouds. */
const KINDS: readonly [MetricKind, RegExp][] = [
  [
    'limit',
    /(?:^|_)(?:limits?|quota|capacity|allocatable|max(?:imum)?|requests?_(?:cpu|memory)|size_total|pool_size|start_time|info|build)(?:_|$)/,
  ],
  [
    'replicas',
    /replicas_(?:available|ready|updated)|available_replicas|ready_replicas|(?:number|pods)_(?:available|ready)/,
  ],
  ['host', /^node_|^host_|^machine_/],
  ['restarts', /restart|crash|oom/],
  [
    'headroom',
    /(?:conn|pool|thread|slot|fds|mem|swap|heap|disk|filesystem|inode|volume|storage)\w*_(?:idle|free|avail(?:able)?|remaining)(?:_|$)/,
  ],
  [
    'saturation',
    /throttl|saturat|queue|pending|waiting|in_use|pool|backlog|connections|conntrack|threads|goroutines|file_descriptors|open_fds|inflight|in_flight/,
  ],
  ['lag', /event_?loop|gc_|garbage|pause|steal|iowait/],
  ['success', /success|avail|uptime|health|(?:^|_)up$|hit_ra/],
  ['errors', /err|fail|5xx|4xx|exception|drop|reject|abort|timeout|retries|retransmi|unavailable/],
  [
    'latency',
    /latenc|duration|response_?time|request_?time|elapsed|(?:^|_)(?:p50|p9\d|p99|rt)(?:_|$)|(?:milli)?seconds?_(?:average|avg|mean)/,
  ],
  ['cpu', /cpu|processor|load(?:1|5|15|_average)/],
  ['memory', /mem|heap|rss|working_set|swap/],
  ['disk', /disk|filesystem|fs_|iops|volume|inode|storage/],
  ['network', /network|receive|transmit|bytes_(?:in|out)|packets|tcp|bandwidth|workload/],
  ['traffic', /request|rps|qps|throughput|calls|transactions|ops(?:_|$)|hits|rate$|invocations|messages/],
]

export function metricKind(name: string): MetricKind {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}

/** Which way is bad: +1 up, -1 down, 0 either. */
export function badDirection(kind: MetricKind): 1 | -1 | 0 {
  if (kind === 'success' || kind === 'replicas' || kind === 'headroom') return -1
  return kind === 'traffic' || kind === 'network' || kind === 'other' || kind === 'limit' ? 0 : 1
}

/**
 * The smallest spread that is believed, in the unit of the series. The unit is read from the name; where it tells none,
 * from the size of the values. A change within it is noise however quiet the series was.
 */
export function noiseFloor(kind: MetricKind, name: string, typical: number): number {
  const unit = name.toLowerCase()
  const size = Math.abs(typical)
  switch (kind) {
    case 'cpu':
      if (/milli|mcore/.test(unit)) return 10
      return /percent|pct|usage$/.test(unit) || size > 1.5 ? 1.5 : 0.015
    case 'memory':
      if (/percent|pct|ratio/.test(unit)) return size > 1.5 ? 1.5 : 0.015
      return /mib|_mb/.test(unit) ? 15 : size > 1e6 ? 1.5e7 : 15
    case 'latency':
    case 'lag':
      return /milli|_ms/.test(unit) || (size > 20 && !/second/.test(unit)) ? 3 : 0.003
    case 'success':
    case 'errors':
      return /percent|pct/.test(unit) || size > 1.5 ? 0.3 : 0.003
    case 'saturation':
    case 'headroom':
    case 'restarts':
    case 'replicas':
      return 0.5
    default:
      return 1e-9
  }
}

/** Cumulative counters rise and reset; a rate is what tells. Only series that are named as counters are taken for them. */
export function isCounter({ name, values }: Series): boolean {
  if (!/_(?:total|count|sum)$|_bucket$/.test(name)) return false
  let rises = 0
  let falls = 0
  let previous = Number.NaN
  for (const value of values) {
    if (value > previous) rises++
    if (value < previous) falls++
    if (Number.isFinite(value)) previous = value
  }
  return rises > 3 && falls <= Math.max(1, rises * 0.03)
}
