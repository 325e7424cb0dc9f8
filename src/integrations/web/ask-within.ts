import { WatchfloorFault } from '../../core/fault.ts'
import type { AskApi } from './ask-api.ts'

/** Asks as `ask` does until that many milliseconds have passed, and then no more: rejects with a fault `unavailable` that says so. */
export function askWithin(ask: AskApi, name: string, milliseconds: number): AskApi {
  const until = performance.now() + milliseconds
  return async (path, request) => {
    if (performance.now() > until)
      throw new WatchfloorFault(
        'unavailable',
        `${name}: it is slow; what came within ${milliseconds / 1_000} s is kept.`,
        {
          hint: 'Ask for a shorter time, or for fewer services.',
        },
      )
    return ask(path, request)
  }
}
