import type { StoredEvent } from '../core/engine.ts'
import { maskStructure } from '../safety/mask-analysis.ts'

/** An event as it may be shown: without credentials and personal data. */
export function maskStored(stored: StoredEvent): StoredEvent {
  return maskStructure(stored)
}
