import { join } from 'node:path'
import { WatchfloorFault } from '../core/fault.ts'
import type { ReviewOrigin } from '../core/review.ts'
import { BASELINE_PATH } from '../crews/review/baseline.ts'
import { openFolder } from '../integrations/folders/open-folder.ts'
import { openRepository } from '../integrations/git/open-repository.ts'

/** The file that a later review reads its baseline from. Throws a fault `usage` where there is none to be written here. */
export async function baselineFile(origin: ReviewOrigin, signal: AbortSignal): Promise<string> {
  switch (origin.kind) {
    case 'tree':
      if ((await openFolder(origin.path)).isFile) throw nowhere('A single file holds no baseline')
      return join(origin.path, BASELINE_PATH)
    case 'git': {
      const { root } = await openRepository(origin.repository, signal)
      if (root !== undefined) return join(root, BASELINE_PATH)
      throw nowhere('A bare repository has no file to write')
    }
    case 'folders':
      throw nowhere('Of two folders the older one holds the baseline')
    case 'pull-request':
      throw nowhere('The baseline of a pull request stands in its repository')
  }
}

function nowhere(why: string): WatchfloorFault {
  return new WatchfloorFault('usage', `${why}: --write-baseline does not go with it.`, {
    hint: 'Write it in a checkout, or with `--path DIR`.',
  })
}
