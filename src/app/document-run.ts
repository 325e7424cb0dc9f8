import type { Documentation, DocumentKind } from '../core/documentation.ts'
import { WatchfloorFault } from '../core/fault.ts'
import type { RunEvent } from '../core/run-event.ts'
import type { Limits } from '../reasoner/budget.ts'
import { maskAnalysis } from '../safety/mask-analysis.ts'
import { analysisOf } from './analysis-of.ts'
import { findRun } from './inspect-runs.ts'
import { openPlatform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'

export interface DocumentOptions {
  kind: DocumentKind
  /** `none` where not given. */
  model?: string
  budget?: Limits
  /** A document is passed around: credentials and personal data are masked, also where the run shows them. */
  unmasked?: boolean
  onEvent?: (event: RunEvent) => void
}

const TOKENS = 100_000
const TIME = 300_000

/** Documents a finished investigation or response. Rejects with a fault `not-found` or `usage`. */
export async function documentRun(
  name: string,
  { kind, model = 'none', budget = { tokens: TOKENS }, unmasked = false, onEvent }: DocumentOptions,
): Promise<Documentation> {
  await checkModel(model)
  const platform = await openPlatform()
  try {
    const run = await findRun(platform.engine, name)
    const kept = analysisOf(run)
    if (!kept)
      throw new WatchfloorFault('usage', `${run.id} (${run.workflow}, ${run.status}) holds no analysis.`, {
        hint: 'Name an investigation or a response that has ended: `watchfloor runs list --status completed`.',
      })
    const analysis = unmasked ? kept : maskAnalysis(kept)
    if (model === 'none') return { kind, analysis }
    if (onEvent) platform.engine.subscribe(onEvent)
    const input = { kind, analysis, model, budget, unmasked, timeoutMilliseconds: TIME }
    const handle = await platform.engine.start(platform.document, input, { title: `${kind} of ${run.id}` })
    return await handle.result()
  } finally {
    await platform.close()
  }
}
