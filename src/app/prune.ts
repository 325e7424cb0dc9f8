import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from './open-platform.ts'
import { stateFolder } from './state-folder.ts'

export interface Pruned {
  runs: number
  incidents: number
  deliveries: number
  /** Folders of collected evidence. */
  evidence: number
}

/**
 * Deletes what ended before `olderThan` (milliseconds since the epoch): runs with all that belongs to them, closed incidents with their alerts,
 * deliveries, collected evidence. The audit log is kept.
 */
export async function prune(
  { engine, store }: Pick<Platform, 'engine' | 'store'>,
  olderThan: number,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Pruned> {
  return {
    runs: await engine.prune(olderThan),
    incidents: await store.intake.prune(olderThan),
    deliveries: await store.outbox.prune(olderThan),
    evidence: await pruneFolders(join(stateFolder(environment), 'evidence'), olderThan),
  }
}

async function pruneFolders(folder: string, olderThan: number): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    const path = join(folder, name)
    const info = await stat(path).catch(() => undefined)
    if (!info || info.mtimeMs >= olderThan) continue
    await rm(path, { recursive: true, force: true })
    removed++
  }
  return removed
}
