import type { Analysis } from '../core/analysis.ts'
import type { EvidenceKind } from '../core/evidence.ts'
import type { RunEvent } from '../core/run-event.ts'
import { type InvestigationInput, investigation } from '../crews/incident/investigate.ts'
import { CAUSE_SPECIALISTS } from '../crews/incident/specialists.ts'
import { memoryEngine } from '../engine/memory/memory-engine.ts'
import { maskAnalysis } from '../safety/mask-analysis.ts'
import { openEvidence } from './open-evidence.ts'
import { specialistPool } from './specialist-pool.ts'

export interface InvestigateOptions extends InvestigationInput {
  /** Credentials and personal data in quotes are shown as they are. */
  unmasked: boolean
  onEvent?: (event: RunEvent) => void
  signal?: AbortSignal
}

/** Investigates a bundle, a folder or a file. Rejects with a fault where the path cannot be opened or the run was cancelled. */
export async function investigateIncident({
  unmasked,
  onEvent,
  signal,
  ...input
}: InvestigateOptions): Promise<Analysis> {
  const source = await openEvidence(input.address)
  const bytesOf = (kind: EvidenceKind) =>
    source.files.filter((file) => file.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0)
  const pool = specialistPool(CAUSE_SPECIALISTS, openEvidence, bytesOf)
  const engine = memoryEngine()
  if (onEvent) engine.subscribe(onEvent)
  try {
    const handle = engine.start(
      investigation({ openSource: async () => source, specialists: CAUSE_SPECIALISTS, runSpecialist: pool.run }),
      input,
    )
    signal?.addEventListener('abort', () => handle.cancel(), { once: true })
    const analysis = { ...(await handle.result()), generatedAt: new Date().toISOString() }
    return unmasked ? analysis : maskAnalysis(analysis)
  } finally {
    await pool.close()
  }
}
