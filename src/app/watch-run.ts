import type { Engine, RunHandle } from '../core/engine.ts'
import type { RunEvent } from '../core/run-event.ts'
import { openPlatform, type Platform, type PlatformOptions } from './open-platform.ts'
import { checkModel } from './open-reasoner.ts'

/** How whoever waits for a run looks on, and gives it up. */
export interface WatchOptions extends Undefinable<PlatformOptions> {
  onEvent?: ((event: RunEvent) => void) | undefined
  signal?: AbortSignal | undefined
}

type Undefinable<T> = { [Key in keyof T]: T[Key] | undefined }

/**
 * Starts one run on a platform of its own, waits for its end, and closes the platform again. Throws a fault `usage`, before anything is
 * opened, where the model cannot be had; rejects where the run fails or is cancelled.
 */
export async function watchRun<Result>(
  model: string,
  { onEvent, signal, environment, onForgetful, onProblem }: WatchOptions,
  start: (engine: Engine, platform: Platform) => Promise<RunHandle<Result>>,
): Promise<Result> {
  await checkModel(model, environment)
  const platform = await openPlatform({
    ...(environment && { environment }),
    ...(onForgetful && { onForgetful }),
    ...(onProblem && { onProblem }),
  })
  let cancel = () => {}
  try {
    if (onEvent) platform.engine.subscribe(onEvent)
    const handle = await start(platform.engine, platform)
    cancel = () => void handle.cancel()
    if (signal?.aborted) cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    return await handle.result()
  } finally {
    // What is given up after the end is not given up on a store that is closed.
    signal?.removeEventListener('abort', cancel)
    await platform.close()
  }
}
