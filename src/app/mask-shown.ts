import { maskStructure } from '../safety/mask-analysis.ts'

/** Whatever is shown to others: without credentials and personal data, wherever in it they stand. */
export function maskShown<T>(value: T): T {
  return maskStructure(value)
}
