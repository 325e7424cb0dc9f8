import type { Origin } from '../flow/rules.ts'

/** Data of whoever may run the program anyway is no way to attack it. */
export const FROM_OUTSIDE: readonly Origin[] = ['remote', 'library']
