import { resolve } from 'node:path'
import type { Analysis } from '../core/analysis.ts'
import type { RunEvent } from '../core/run-event.ts'
import { INVESTIGATION_DEFAULTS, type InvestigationInput } from '../crews/incident/investigate.ts'
import { openPlatform } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'
import type { RunsOptions } from './open-runs.ts'
import type { TraceOptions } from './trace-runs.ts'

/** What is left out is as `INVESTIGATION_DEFAULTS` has it. */
export interface InvestigateOptions
  extends Partial<Omit<InvestigationInput, 'address'>>,
    Pick<InvestigationInput, 'address'>,
    RunsOptions,
    TraceOptions {
  onEvent?: (event: RunEvent) => void
  signal?: AbortSignal
}

/** Investigates a bundle, a folder or a file. Rejects with a fault where the path cannot be opened or the run was cancelled. */
export async function investigateIncident({
  environment,
  onForgetful,
  onProblem,
  onEvent,
  signal,
  ...given
}: InvestigateOptions): Promise<Analysis> {
  const input = { ...INVESTIGATION_DEFAULTS, ...given }
  await checkModel(input.model, environment)
  const platform = await openPlatform({
    ...(environment && { environment }),
    ...(onForgetful && { onForgetful }),
    ...(onProblem && { onProblem }),
  })
  try {
    if (onEvent) platform.engine.subscribe(onEvent)
    const address = absolute(input.address)
    const handle = await platform.engine.start(platform.investigate, { ...input, address }, { title: address.path })
    const cancel = () => void handle.cancel()
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    return await handle.result()
  } finally {
    await platform.close()
  }
}

/** A run may be gone on with from another folder. */
function absolute({ path, repositories, ...rest }: InvestigationInput['address']): InvestigationInput['address'] {
  return { ...rest, path: resolve(path), repositories: repositories.map((repository) => resolve(repository)) }
}

export { INVESTIGATION_DEFAULTS }
