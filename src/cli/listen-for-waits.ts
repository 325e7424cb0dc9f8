import type { Engine, RunHandle } from '../core/engine.ts'

/** The result of a run, or `waiting` as soon as it or a child of it waits for a person. Listen before the run begins. */
export function listenForWaits(engine: Engine): { untilEndOrWait<O>(handle: RunHandle<O>): Promise<O | 'waiting'> } {
  const waiting = new Set<string>()
  const wakers = new Set<() => void>()
  engine.subscribe((event) => {
    if (event.type !== 'wait_started') return
    waiting.add(event.run)
    for (const wake of wakers) wake()
  })
  return {
    async untilEndOrWait(handle) {
      const { promise, resolve } = Promise.withResolvers<'waiting'>()
      const wake = () => {
        if ([...waiting].some((run) => run === handle.id || run.startsWith(`${handle.id}/`))) resolve('waiting')
      }
      wakers.add(wake)
      wake()
      return Promise.race([handle.result(), promise])
    },
  }
}
