import type { Finding } from '../core/finding.ts'

/** What one fault also shows as: where the first has this much weight on its own, the second is its effect. */
const EFFECTS: readonly { cause: readonly string[]; surprise: number; effect: readonly string[] }[] = [
  {
    cause: ['oom-killed'],
    surprise: 3,
    effect: ['memory-leak', 'memory-pressure', 'cpu-overload', 'network-delay', 'code-exception', 'code-return-error'],
  },
  // A process short of memory burns CPU on collecting garbage.
  { cause: ['memory-leak', 'memory-pressure'], surprise: 4, effect: ['cpu-overload', 'network-delay'] },
  {
    cause: ['connection-pool-exhausted'],
    surprise: 4,
    effect: ['network-delay', 'cpu-overload', 'code-exception', 'code-return-error'],
  },
]

interface Weighed {
  finding: Finding
  /** Log-odds. */
  weight: number
}

/** A cause that less than this share of the evidence speaks for is not named. */
const LEAST_SHARE = 0.04

/** The cause that most of the evidence for a component speaks for, effects left out; `unknown` where none names one. */
export function chooseCause(evidence: readonly Weighed[]): string {
  const weights = new Map<string, { weight: number; surprise: number }>()
  for (const { finding, weight } of evidence) {
    if (finding.cause === 'unknown') continue
    const known = weights.get(finding.cause) ?? { weight: 0, surprise: 0 }
    weights.set(finding.cause, {
      weight: known.weight + weight,
      surprise: Math.max(known.surprise, -Math.log(Math.max(1e-12, 1 - finding.strength))),
    })
  }
  for (const { cause, surprise, effect } of EFFECTS) {
    if (cause.some((slug) => (weights.get(slug)?.surprise ?? 0) >= surprise))
      for (const slug of effect) weights.delete(slug)
  }
  const best = [...weights].sort(([, a], [, b]) => b.weight - a.weight)[0]
  const total = evidence.reduce((sum, { weight }) => sum + weight, 0)
  return best && best[1].weight >= LEAST_SHARE * total ? best[0] : 'unknown'
}
