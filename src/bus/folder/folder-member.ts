import { join } from 'node:path'
import type { GivenContribution, Member } from '../../core/member.ts'
import { manifestFolder } from './manifest-folder.ts'

const TIMEOUT = 300_000

/** An agent that is not ours: it finds its order in a folder of the run's own below `folder`, and leaves its manifest there. */
export function folderMember(folder: string, name: string, timeoutMilliseconds = TIMEOUT): Member {
  return {
    name,
    async work(run, { question, findings, data }): Promise<GivenContribution> {
      // The name of the run is a path; a folder for each piece of work keeps answers apart.
      const place = manifestFolder(join(folder, run.id.replace(/[^A-Za-z0-9._-]/g, '_')))
      await run.step('give the order', () =>
        place.order(name, { version: 1, agent: name, work: run.id, question, findings, data }),
      )
      return run.step('wait for the manifest', async () => {
        const { manifests, broken } = await place.gather([name], { timeoutMilliseconds, signal: run.signal })
        const [manifest] = manifests
        if (manifest?.status === 'completed' && manifest.contribution) return manifest.contribution
        if (manifest) throw new Error(manifest.note || `${name} failed.`)
        const why = broken.map(({ file, problem }) => `${file} ${problem}`).join('; ')
        throw new Error(`${name} left no manifest within ${timeoutMilliseconds} ms.${why === '' ? '' : ` ${why}`}`)
      })
    },
  }
}
