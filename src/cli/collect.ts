import { existsSync } from 'node:fs'
import { WatchfloorFault } from '../core/fault.ts'
import { readFlags } from './investigation-options.ts'
import { collectLive, liveOptions } from './live-sources.ts'

/** `watchfloor collect --out DIR`: what the live sources give, as an incident bundle, masked. */
export async function collect({ out, ...given }: Record<string, unknown> & { out: string }): Promise<number> {
  if (existsSync(out))
    throw new WatchfloorFault('usage', `--out: ${out} is there already.`, {
      hint: 'Name a folder that is not there yet.',
    })
  process.stdout.write(`${await collectLive(readFlags(liveOptions, given), out)}\n`)
  return 0
}
