import { resolve } from 'node:path'
import type { Analysis } from '../core/analysis.ts'
import { INVESTIGATION_DEFAULTS, type InvestigationInput } from '../crews/incident/investigate.ts'
import { type WatchOptions, watchRun } from './watch-run.ts'

/** What is left out is as `INVESTIGATION_DEFAULTS` has it. */
export interface InvestigateOptions
  extends Partial<Omit<InvestigationInput, 'address'>>,
    Pick<InvestigationInput, 'address'>,
    WatchOptions {}

/** Investigates a bundle, a folder or a file. Rejects with a fault where the path cannot be opened or the run was cancelled. */
export function investigateIncident({
  environment,
  onForgetful,
  onProblem,
  onEvent,
  signal,
  ...given
}: InvestigateOptions): Promise<Analysis> {
  const input = { ...INVESTIGATION_DEFAULTS, ...given, address: absolute(given.address) }
  const watched = { environment, onForgetful, onProblem, onEvent, signal }
  return watchRun(input.model, watched, (engine, { investigate }) =>
    engine.start(investigate, input, { title: input.address.path }),
  )
}

/** A run may be gone on with from another folder. */
function absolute({ path, repositories, ...rest }: InvestigationInput['address']): InvestigationInput['address'] {
  return { ...rest, path: resolve(path), repositories: repositories.map((repository) => resolve(repository)) }
}

export { INVESTIGATION_DEFAULTS }
