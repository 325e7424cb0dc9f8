import { type GatheredSeries, seriesGatherer } from '../range-matrix.ts'
import { heapUsed, lifeAt, workingSet } from './container-lives.ts'
import { FAILING_PODS, type Pod, REPLACED_PODS, STEADY_PODS } from './pods.ts'
import { seededRandom } from './seeded-random.ts'
import { isFailure, type Payment, readyPods, type Simulation } from './simulate-payments.ts'
import { BEGINS, ENDS, HEAP_LIMIT, MEMORY_LIMIT, MIB, NAMESPACE, STEP_SECONDS } from './story.ts'

/** All series at a step of fifteen seconds. Rates and latencies are over the last step, as recording rules give them. */
export function metricSeries(simulation: Simulation): GatheredSeries[] {
  const gatherer = seriesGatherer()
  const random = seededRandom(11)
  const noisy = (value: number, share: number) => value * (1 + random.between(-share, share))
  const pods: readonly Pod[] = [...STEADY_PODS, ...REPLACED_PODS, ...FAILING_PODS]
  for (let at = BEGINS; at <= ENDS; at += STEP_SECONDS) {
    for (const pod of pods) {
      const labels = { namespace: NAMESPACE, service: pod.service, pod: pod.name }
      for (const [name, value] of podSamples(pod, at, noisy)) gatherer.add(name, labels, at, value)
    }
    const recent = simulation.payments.filter((payment) => payment.at >= at - STEP_SECONDS && payment.at < at)
    for (const [service, name, value] of serviceSamples(recent, at, noisy))
      gatherer.add(name, { namespace: NAMESPACE, service }, at, value)
    for (const state of ['closed', 'open', 'half_open']) {
      const isState = simulation.breaker.stateAt(at).toLowerCase() === state ? 1 : 0
      gatherer.add(
        'resilience4j_circuitbreaker_state',
        { namespace: NAMESPACE, service: 'checkout', name: 'paymentGateway', state },
        at,
        isState,
      )
    }
    gatherer.add(
      'kube_deployment_status_replicas_available',
      { namespace: NAMESPACE, service: 'payment-gateway' },
      at,
      readyPods(at).length,
    )
  }
  return gatherer.series()
}

type Noisy = (value: number, share: number) => number

function podSamples(pod: Pod, at: number, noisy: Noisy): [string, number][] {
  if (at < pod.createdAt || at >= (pod.deletedAt ?? ENDS + 1)) return []
  if (!pod.lives) {
    return [
      ['container_memory_working_set_bytes', Math.round(noisy(pod.memory, 0.012)) * MIB],
      ['container_cpu_usage_cores', rounded(noisy(pod.cpu, 0.15))],
      ...(pod.service === 'payment-gateway' ? gatewaySamples(0, noisy(150 * MIB, 0.08)) : []),
    ]
  }
  const life = lifeAt(pod.lives, at)
  const restarts = Math.max(0, pod.lives.filter(({ startedAt }) => startedAt <= at).length - 1)
  if (!life) return [['kube_pod_container_status_restarts_total', restarts]]
  const running = at > life.jobAt ? 0.86 : at < life.readyAt ? 0.6 : pod.cpu
  return [
    ['container_memory_working_set_bytes', Math.min(MEMORY_LIMIT, Math.round(noisy(workingSet(life, at), 0.006)))],
    ['container_cpu_usage_cores', rounded(noisy(running, 0.12))],
    ...gatewaySamples(restarts, noisy(heapUsed(life, at), 0.01)),
  ]
}

function gatewaySamples(restarts: number, heap: number): [string, number][] {
  return [
    ['kube_pod_container_status_restarts_total', restarts],
    ['kube_pod_container_resource_limits_memory_bytes', MEMORY_LIMIT],
    ['jvm_memory_heap_used_bytes', Math.min(HEAP_LIMIT, Math.round(heap))],
  ]
}

/** Requests a second of the services that no payment tells about, their usual p95 in seconds. */
const STEADY_TRAFFIC: Readonly<Record<string, [rate: number, p95: number]>> = {
  catalog: [62, 0.041],
  cart: [23, 0.028],
  notification: [0, 0.019],
  'fraud-check': [0, 0.034],
}
const BROWSING_PER_SECOND = 88

function serviceSamples(recent: readonly Payment[], at: number, noisy: Noisy): [string, string, number][] {
  const failed = recent.filter(({ outcome }) => isFailure(outcome)).length
  const sent = recent.filter(({ outcome }) => outcome !== 'short-circuited')
  const sentFailed = sent.filter(({ outcome }) => isFailure(outcome)).length
  const answered = sent.length - sentFailed
  const browsing = Math.round(noisy(BROWSING_PER_SECOND * STEP_SECONDS, 0.06))
  const steady = Object.entries(STEADY_TRAFFIC).flatMap(([service, [rate, p95]]) => {
    const requests = rate > 0 ? noisy(rate, 0.07) : answered / STEP_SECONDS
    return trafficSamples(service, requests, 0, noisy(p95, 0.1))
  })
  return at === BEGINS
    ? []
    : [
        ...steady,
        ...trafficSamples('payment-gateway', sent.length / STEP_SECONDS, ratio(sentFailed, sent.length), p95(sent)),
        ...trafficSamples('checkout', recent.length / STEP_SECONDS, ratio(failed, recent.length), p95(recent) + 0.05),
        ...trafficSamples(
          'storefront',
          (browsing + recent.length) / STEP_SECONDS,
          ratio(failed, browsing + recent.length),
          noisy(0.21, 0.06),
        ),
        ['ledger-db', 'pg_stat_activity_count', Math.round(noisy(24, 0.1))],
      ]
}

function trafficSamples(service: string, rate: number, errors: number, latency: number): [string, string, number][] {
  return [
    [service, 'http_requests_per_second', rounded(rate)],
    [service, 'http_error_ratio', rounded(errors)],
    [service, 'http_request_duration_seconds_p95', rounded(latency)],
  ]
}

function p95(payments: readonly Payment[]): number {
  const sorted = payments.map(({ duration }) => duration).toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function rounded(value: number): number {
  return Number(value.toFixed(4))
}
