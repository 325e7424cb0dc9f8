import { WatchfloorFault } from '../core/fault.ts'
import type { SpecialistOrder, SpecialistOutcome } from '../core/specialist.ts'
import { performSpecialist } from '../crews/incident/perform-specialist.ts'
import { findSpecialist } from '../crews/incident/specialists.ts'
import { openEvidence } from './open-evidence.ts'

/** The task of a worker thread. Aborting ends the thread, so no signal is needed here. */
export default function work(order: SpecialistOrder): Promise<SpecialistOutcome> {
  const specialist = findSpecialist(order.specialist)
  if (!specialist) throw new WatchfloorFault('internal', `No specialist is named ${order.specialist}.`)
  return performSpecialist(specialist, order, openEvidence, new AbortController().signal, Date.now)
}
