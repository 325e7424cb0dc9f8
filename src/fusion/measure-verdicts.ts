import type { Analysis } from '../core/analysis.ts'

/** What a person said of an analysis, beside it. */
export interface JudgedVerdict {
  hypotheses: readonly Pick<Analysis['hypotheses'][number], 'component' | 'cause' | 'confidence'>[]
  verdict: 'right' | 'wrong'
  /** What it was, where the verdict was wrong and somebody knows. */
  component?: string | undefined
  cause?: string | undefined
}

export interface Measured {
  count: number
  /** Shares: the first hypothesis was right; one of the first three names the component. */
  first: number
  firstThree: number
  /** Expected calibration error: how far confidence and truth lie apart, by tenths, weighted (Naeini et al. 2015). */
  calibrationError: number
  /** By confidence: how many there were, how sure they were on average, how many of them were right. */
  bins: { from: number; to: number; count: number; confidence: number; right: number }[]
}

const BINS = 10

/** How often a team's own incidents were told right, and whether a confidence of 0.9 was right nine times in ten. Undefined without any. */
export function measureVerdicts(judged: readonly JudgedVerdict[]): Measured | undefined {
  if (judged.length === 0) return undefined
  const rows = judged.map((one) => ({
    confidence: one.hypotheses[0]?.confidence ?? 0,
    isRight: one.verdict === 'right',
    isNear: one.verdict === 'right' || one.hypotheses.slice(0, 3).some(({ component }) => component === one.component),
  }))
  const bins = Array.from({ length: BINS }, (_, place) => {
    const own = rows.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === place)
    const mean = (sum: number) => (own.length === 0 ? 0 : sum / own.length)
    return {
      from: place / BINS,
      to: (place + 1) / BINS,
      count: own.length,
      confidence: mean(own.reduce((sum, { confidence }) => sum + confidence, 0)),
      right: mean(own.filter(({ isRight }) => isRight).length),
    }
  })
  const share = (rule: (row: (typeof rows)[number]) => boolean) => rows.filter(rule).length / rows.length
  return {
    count: rows.length,
    first: share(({ isRight }) => isRight),
    firstThree: share(({ isNear }) => isNear),
    calibrationError: bins.reduce(
      (sum, { count, confidence, right }) => sum + (count / rows.length) * Math.abs(confidence - right),
      0,
    ),
    bins: bins.filter(({ count }) => count > 0),
  }
}
