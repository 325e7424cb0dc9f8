import { CAUSE_SPECIALISTS } from '../crews/incident/specialists.ts'

/** The names of the incident crew's specialists, in their order, with the kind of evidence that each chiefly reads. */
export function specialistNames(): { name: string; reads: string }[] {
  return CAUSE_SPECIALISTS.map(({ name, reads }) => ({ name, reads: reads[0] ?? '' }))
}
