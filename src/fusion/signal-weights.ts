import { own } from '../core/own.ts'
/**
 * What each kind of evidence is worth, in log-odds. `surprise`: for each nat of surprise, up to `most` nats. `share`: for a
 * strength of 1, in proportion. `odds`: the strength is a probability of its own and counts by its log-odds.
 *
 * The weights of signals that the development packs hold were fitted there (conditional logit on half of the cases,
 * watched on the other half; see docs/benchmarks.md); the others were set beside their nearest kin.
 */
export type SignalWeight =
  | { scale: 'surprise'; weight: number; most: number }
  | { scale: 'share'; weight: number }
  | { scale: 'odds' }

const surprise = (weight: number, most = 14): SignalWeight => ({ scale: 'surprise', weight, most })
const share = (weight: number): SignalWeight => ({ scale: 'share', weight })

export const SIGNAL_WEIGHTS: Readonly<Record<string, SignalWeight>> = {
  cpu: surprise(0.65),
  memory: surprise(0.12),
  latency: surprise(0.1),
  errors: surprise(0.12),
  'edge-latency': surprise(0.28),
  'edge-errors': surprise(0.08),
  saturation: surprise(0.3),
  disk: surprise(0.25),
  restarts: surprise(0.3),
  replicas: surprise(0.2),
  lag: surprise(0.12),
  host: surprise(0.05),
  'self-time': surprise(0.14),
  'wire-time': surprise(0.32),
  'edge-delay-share': share(3),
  behaviour: surprise(0.6, 24),
  blame: share(6.5),
  canary: surprise(0.68),
  'change-timing': share(2),
  'log-failure': surprise(0.3),
  'log-pattern': surprise(0.2),
  'log-error-share': surprise(0.15),
  'log-silence': surprise(0.3),
  'log-mention': surprise(0.15),
}

/** Signals of the Kubernetes analyst carry a calibrated probability. */
const CALIBRATED: SignalWeight = { scale: 'odds' }
const WORTHLESS: SignalWeight = share(0)

export function weightOf(agent: string, signal: string): SignalWeight {
  return agent === 'kubernetes-analyst' ? CALIBRATED : (own(SIGNAL_WEIGHTS, signal) ?? WORTHLESS)
}
