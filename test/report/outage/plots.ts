import type { Analysis, Plot } from '../../../src/core/analysis.ts'

const START = Date.parse('2026-03-14T13:20:00Z')
const MINUTE = 60_000

/** A series of ninety minutes that leaves its level at minute `from` and comes back at minute `to`. */
function plot(
  title: string,
  component: string,
  unit: string,
  level: number,
  peak: number,
  from: number,
  to: number,
): Plot {
  const minutes = Array.from({ length: 90 }, (_, index) => index)
  return {
    title,
    component,
    unit,
    timestamps: minutes.map((minute) => START + minute * MINUTE),
    values: minutes.map((minute) => {
      if (minute === 12) return null
      const wave = 1 + 0.06 * Math.sin(minute * 1.7) + 0.03 * Math.cos(minute * 0.6)
      return (
        (minute < from || minute > to ? level : level + (peak - level) * Math.min(1, (minute - from + 1) / 6)) * wave
      )
    }),
    anomaly: { from: START + from * MINUTE, to: START + to * MINUTE },
  }
}

export const plots: Analysis['plots'] = [
  plot('Memory', 'payment-gateway', 'MB', 210, 520, 46, 75),
  plot('Errors per minute', 'checkout', '1/min', 3, 410, 49, 72),
  plot('Latency p99', 'card-proxy', 'ms', 42, 1810, 52, 70),
  plot('Orders per minute', 'storefront', '1/min', 803, 177, 52, 74),
]

export const callGraph: Analysis['callGraph'] = {
  nodes: [
    { name: 'storefront', blame: 0, symptom: false },
    { name: 'checkout', blame: 0.03, symptom: true },
    { name: 'cart', blame: 0, symptom: false },
    { name: 'payment-gateway', blame: 0.91, symptom: false },
    { name: 'card-proxy', blame: 0.06, symptom: false },
    { name: 'ledger-db', blame: 0, symptom: false },
    { name: 'search', blame: 0, symptom: false },
  ],
  edges: [
    { caller: 'storefront', callee: 'checkout', anomalous: true },
    { caller: 'storefront', callee: 'cart', anomalous: false },
    { caller: 'storefront', callee: 'search', anomalous: false },
    { caller: 'checkout', callee: 'payment-gateway', anomalous: true },
    { caller: 'checkout', callee: 'cart', anomalous: false },
    { caller: 'payment-gateway', callee: 'card-proxy', anomalous: true },
    { caller: 'payment-gateway', callee: 'ledger-db', anomalous: false },
  ],
}
