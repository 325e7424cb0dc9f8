/** What is left of a time limit. Counted on this pass: a run that is resumed has its time anew. */
export interface Deadline {
  /** Milliseconds, never below 0. */
  left(): number
  /** For somebody's work: its own limit, and the part of what is left that leaves something for those who come after. */
  share(own: number, part?: number): number
}

/** Of what is left, for work that others still have to sum up. */
export const MOST_OF_TIME = 0.8

export function deadline(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds
  const left = () => Math.max(0, end - performance.now())
  return { left, share: (own, part = 1) => Math.floor(Math.min(own, left() * part)) }
}
