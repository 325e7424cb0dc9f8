import type { Engine } from '../core/engine.ts'
import { memoryEngine } from '../engine/memory/memory-engine.ts'
import { traceRuns } from './trace-runs.ts'

/** An engine for one piece of work, kept in memory; what happens in it is traced as elsewhere. */
export async function tracedMemoryEngine(): Promise<Engine> {
  const engine = await memoryEngine()
  const tracing = await traceRuns(engine)
  return {
    ...engine,
    async close() {
      await tracing.settled()
      await engine.close()
      await tracing.close()
    },
  }
}
