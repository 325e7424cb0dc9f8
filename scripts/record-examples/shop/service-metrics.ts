import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import type { ExposedSample } from '../exposition.ts'

interface Observed {
  at: number
  seconds: number
}
interface Traffic {
  total: number
  errors: number
  recent: Observed[]
}

export interface ServiceMetrics {
  inFlight: number
  /** `failed`: the answer was a 5xx. */
  request(seconds: number, failed: boolean): void
  call(destination: string, seconds: number, failed: boolean): void
  /** What the process shows at this moment; latencies are over the last five seconds. */
  samples(service: string): ExposedSample[]
}

const WINDOW_MILLISECONDS = 5000

export function serviceMetrics(): ServiceMetrics {
  const served = newTraffic()
  const calls = new Map<string, Traffic>()
  const processSamples = watchProcess()
  const metrics: ServiceMetrics = {
    inFlight: 0,
    request: (seconds, failed) => observe(served, seconds, failed),
    call(destination, seconds, failed) {
      const traffic = calls.get(destination) ?? newTraffic()
      calls.set(destination, traffic)
      observe(traffic, seconds, failed)
    },
    samples: (service) => [
      ...processSamples(),
      gauge('http_requests_in_flight', metrics.inFlight),
      ...trafficSamples('http_request', served, {}),
      ...[...calls].flatMap(([destination, traffic]) =>
        trafficSamples('http_client_request', traffic, { source: service, destination }),
      ),
    ],
  }
  return metrics
}

export function gauge(name: string, value: number, labels: Record<string, string> = {}): ExposedSample {
  return { name, labels, value }
}

function newTraffic(): Traffic {
  return { total: 0, errors: 0, recent: [] }
}

function observe(traffic: Traffic, seconds: number, failed: boolean): void {
  traffic.total++
  if (failed) traffic.errors++
  traffic.recent.push({ at: Date.now(), seconds })
}

function trafficSamples(prefix: string, traffic: Traffic, labels: Record<string, string>): ExposedSample[] {
  const since = Date.now() - WINDOW_MILLISECONDS
  traffic.recent = traffic.recent.filter(({ at }) => at >= since)
  const sorted = traffic.recent.map(({ seconds }) => seconds).sort((a, b) => a - b)
  const mean = sorted.reduce((sum, seconds) => sum + seconds, 0) / sorted.length
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
  return [
    gauge(`${prefix}s_total`, traffic.total, labels),
    gauge(`${prefix}_errors_total`, traffic.errors, labels),
    gauge(`${prefix}_duration_seconds_mean`, mean, labels),
    gauge(`${prefix}_duration_seconds_p95`, p95, labels),
  ]
}

/** Memory is looked at every second, so that a peak between two scrapes is seen. */
function watchProcess(): () => ExposedSample[] {
  const startedAt = Math.floor(Date.now() / 1000 - process.uptime())
  const lag = monitorEventLoopDelay({ resolution: 10 })
  lag.enable()
  let collecting = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) collecting += entry.duration / 1000
  }).observe({ entryTypes: ['gc'] })
  let peakHeap = 0
  setInterval(() => {
    peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed)
  }, 1000).unref()
  return () => {
    const { rss, heapUsed } = process.memoryUsage()
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    const samples = [
      gauge('process_start_time_seconds', startedAt),
      gauge('process_resident_memory_bytes', rss),
      gauge('nodejs_heap_used_bytes', Math.max(peakHeap, heapUsed)),
      gauge('nodejs_heap_limit_bytes', getHeapStatistics().heap_size_limit),
      gauge('nodejs_gc_duration_seconds_total', collecting),
      gauge('nodejs_eventloop_lag_mean_seconds', lag.mean / 1e9),
      gauge('nodejs_eventloop_lag_max_seconds', lag.max / 1e9),
      gauge('process_cpu_seconds_total', (userCPUTime + systemCPUTime) / 1e6),
    ]
    lag.reset()
    peakHeap = 0
    return samples
  }
}
