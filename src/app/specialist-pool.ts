import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { WatchfloorFault } from '../core/fault.ts'
import type { OpenSource } from '../core/source.ts'
import type { RunSpecialist, Specialist, SpecialistOrder, SpecialistOutcome } from '../core/specialist.ts'
import { performSpecialist } from '../crews/incident/perform-specialist.ts'

export interface SpecialistPool {
  run: RunSpecialist
  close(): Promise<void>
}

/** With less evidence than this, a thread costs more than it saves. Bytes. */
const WORTH_A_THREAD = 3_000_000

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './specialist-worker.ts' : './specialist-worker.js',
  import.meta.url,
)

/** Runs specialists that have much to read in worker threads and the others here. */
export function specialistPool(specialists: readonly Specialist[], openSource: OpenSource): SpecialistPool {
  let threads: Piscina | undefined
  const byName = new Map(specialists.map((specialist) => [specialist.name, specialist]))
  return {
    async run(order, signal) {
      const specialist = byName.get(order.specialist)
      if (!specialist) throw new WatchfloorFault('internal', `No specialist is named ${order.specialist}.`)
      if (order.bytes < WORTH_A_THREAD) return performSpecialist(specialist, order, openSource, signal, Date.now)
      threads ??= new Piscina<SpecialistOrder, SpecialistOutcome>({
        filename: WORKER.href,
        maxThreads: Math.max(2, availableParallelism()),
        idleTimeout: 1_000,
      })
      return (await threads.run(order, { signal })) as SpecialistOutcome
    },
    close: async () => threads?.destroy(),
  }
}
