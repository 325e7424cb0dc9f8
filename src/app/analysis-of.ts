import { type Analysis, analysisSchema } from '../core/analysis.ts'
import type { RunRecord } from '../core/engine.ts'

/** The analysis that a run ended in: an investigation is one, an answer or a response holds one. Undefined where there is none. */
export function analysisOf({ result }: Pick<RunRecord, 'result'>): Analysis | undefined {
  const held = typeof result === 'object' && result !== null && 'analysis' in result ? result.analysis : result
  const read = analysisSchema.safeParse(held)
  return read.success ? read.data : undefined
}
