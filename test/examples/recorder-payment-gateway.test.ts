import { describe, expect, test } from 'vitest'
import { checkoutLines } from '../../scripts/record-examples/payment-gateway/checkout-log.ts'
import { gatewayLines } from '../../scripts/record-examples/payment-gateway/gateway-log.ts'
import { describePods } from '../../scripts/record-examples/payment-gateway/kubernetes-describe.ts'
import { getEvents } from '../../scripts/record-examples/payment-gateway/kubernetes-events.ts'
import { getPods } from '../../scripts/record-examples/payment-gateway/kubernetes-tables.ts'
import { metricSeries } from '../../scripts/record-examples/payment-gateway/metric-series.ts'
import { FAILING_PODS } from '../../scripts/record-examples/payment-gateway/pods.ts'
import { isFailure, simulatePayments } from '../../scripts/record-examples/payment-gateway/simulate-payments.ts'
import {
  age,
  BEGINS,
  DEPLOY_AT,
  ENDS,
  JOB_AT,
  MEMORY_LIMIT,
} from '../../scripts/record-examples/payment-gateway/story.ts'
import { formatLines } from '../../scripts/record-examples/payment-gateway/written-line.ts'

const simulation = simulatePayments()
const series = metricSeries(simulation)

describe('the written example agrees with itself', () => {
  test('the simulation comes out the same each time', () => {
    expect(simulatePayments().payments).toEqual(simulation.payments)
  })

  test('no payment fails before the job first runs', () => {
    const failed = simulation.payments.filter(({ outcome }) => isFailure(outcome))
    expect(Math.min(...failed.map(({ at }) => at))).toBeGreaterThan(JOB_AT)
  })

  test('table, description and metric name the same number of restarts for each pod', () => {
    for (const { name } of FAILING_PODS) {
      const [row] = getPods()
        .split('\n')
        .filter((line) => line.startsWith(name))
      const described = describePods().split(`Name:             ${name}`)[1] ?? ''
      const count = Number(/Restart Count:\s+(\d+)/.exec(described)?.[1])
      expect(Number(row?.split(/\s{2,}/)[3]?.split(' ')[0])).toBe(count)
      const restarts = series.find(
        (one) => one.name === 'kube_pod_container_status_restarts_total' && one.labels.pod === name,
      )
      expect(restarts?.samples.at(-1)?.[1]).toBe(count)
    }
  })

  test('every kill that has happened stands in the events, and an OutOfMemoryError in the log goes before it', () => {
    const kills = FAILING_PODS.flatMap(({ lives }) => lives).filter(({ killedAt }) => killedAt <= ENDS)
    expect(getEvents().match(/OOMKilling/g)).toHaveLength(kills.length)
    expect(
      formatLines(gatewayLines(simulation)).match(/Reconciliation failed: java.lang.OutOfMemoryError/g),
    ).toHaveLength(kills.length)
  })

  test('memory never passes the limit, and comes near it in every pod of the new version only', () => {
    for (const { name, labels, samples } of series) {
      if (name !== 'container_memory_working_set_bytes' || labels.service !== 'payment-gateway') continue
      const most = Math.max(...samples.map(([, value]) => value))
      const isNew = FAILING_PODS.some((pod) => pod.name === labels.pod)
      expect(most).toBeLessThanOrEqual(MEMORY_LIMIT)
      expect(most > 0.85 * MEMORY_LIMIT).toBe(isNew)
    }
  })

  test('the log has each transition of the breaker that lies in the window, in order', () => {
    const lines = formatLines(checkoutLines(simulation)).match(/from \w+ to \w+/g)
    const inWindow = simulation.breaker.transitions.filter(({ at }) => at < ENDS)
    expect(lines).toEqual(inWindow.map(({ from, to }) => `from ${from} to ${to}`))
  })

  test('samples stand at even steps inside the window', () => {
    for (const { samples } of series) {
      for (const [at] of samples) {
        expect((at - BEGINS) % 15).toBe(0)
        expect(at).toBeLessThanOrEqual(ENDS)
      }
    }
    expect(DEPLOY_AT).toBeLessThan(JOB_AT)
  })
})

test('ages are printed as kubectl prints them', () => {
  const table: [number, string][] = [
    [12, '12s'],
    [119, '119s'],
    [146, '2m26s'],
    [1020, '17m'],
    [3 * 3600 + 300, '3h5m'],
    [6 * 86_400, '6d'],
  ]
  for (const [seconds, text] of table) expect(age(seconds)).toBe(text)
})
