import type { Engine } from '../core/engine.ts'

/** Milliseconds between looks into the store, where the end of a run that another process has is seen. */
const LOOK = 1_000

/** Resolves as soon as the run has ended, else after `milliseconds`, else when `signal` is aborted. What happens in this process is seen at once. */
export async function awaitEnd(
  engine: Pick<Engine, 'get' | 'subscribe'>,
  run: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)])
  let wake: () => void = () => undefined
  const onOver = () => wake()
  over.addEventListener('abort', onOver)
  const stop = engine.subscribe((event) => {
    if (event.run === run) wake()
  })
  try {
    while (!over.aborted) {
      // Before the look: what happens during it must not be missed.
      const { promise: news, resolve } = Promise.withResolvers<void>()
      wake = resolve
      if ((await engine.get(run))?.endedAt !== undefined) return
      if (over.aborted) return
      const timer = setTimeout(resolve, LOOK)
      await news
      clearTimeout(timer)
    }
  } finally {
    stop()
    over.removeEventListener('abort', onOver)
  }
}
