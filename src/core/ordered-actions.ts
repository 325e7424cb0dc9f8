import type { Action, Analysis } from './analysis.ts'

/** Actions in the order in which they are to be done. */
export function orderedActions({ actions }: Pick<Analysis, 'actions'>): Action[] {
  return actions.toSorted((a, b) => a.priority - b.priority)
}
