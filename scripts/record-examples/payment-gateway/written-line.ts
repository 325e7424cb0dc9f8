import { BEGINS, ENDS, iso } from './story.ts'

/** One line of a log; `at` in seconds since the Unix epoch. */
export interface WrittenLine {
  at: number
  service: string
  pod: string
  level: 'info' | 'warn' | 'error'
  message: string
  [key: string]: string | number
}

/** Of healthy answers every so many-th is logged; equal failures are logged once in two seconds. */
export const SUCCESS_EVERY = 45

export function formatLines(lines: readonly WrittenLine[]): string {
  const inOrder = lines.filter(({ at }) => at >= BEGINS && at < ENDS).toSorted((a, b) => a.at - b.at)
  return inOrder
    .map(
      ({ at, service, pod, level, ...rest }) =>
        `${JSON.stringify({ timestamp: iso(at), service, pod, container: service, level, ...rest })}\n`,
    )
    .join('')
}
