import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { messageOf, WatchfloorFault } from '../../core/fault.ts'
import { contributionSchema } from '../../core/member.ts'

/** What an agent that is not ours leaves in the folder: one JSON file, named `AGENT.json`. */
export const manifestSchema = z.object({
  version: z.literal(1),
  agent: z.string().min(1),
  status: z.enum(['completed', 'failed']),
  contribution: contributionSchema.optional(),
  note: z.string().default(''),
})
export type Manifest = z.infer<typeof manifestSchema>

export interface Gathered {
  manifests: Manifest[]
  /** Who was expected and left nothing that can be read. */
  missing: string[]
  /** Files that are no manifest, by name, with what is wrong. */
  broken: { file: string; problem: string }[]
  /** Who left something and was not expected. */
  unexpected: string[]
}

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const LARGEST = 16 * 1024 * 1024
/** Milliseconds between looks: no notification of changes works on every file system. */
const LOOK = 100

/** A folder in which agents that are not ours are given orders and leave manifests. Whatever is written is there whole or not at all. */
export function manifestFolder(folder: string) {
  return {
    /** Throws a fault `write-failed`. */
    async write(manifest: Manifest): Promise<string> {
      return writeWhole(folder, `${safe(manifest.agent)}.json`, manifest)
    },

    /** Tells an agent what is wanted, as `AGENT.order.json`. Throws a fault `write-failed`. */
    async order(agent: string, order: unknown): Promise<string> {
      return writeWhole(folder, `${safe(agent)}.order.json`, order)
    },

    /** Waits for the expected ones, or until the time is over. A broken file may still be mended until then. Rejects only with the reason of the signal. */
    async gather(
      expected: readonly string[],
      { timeoutMilliseconds, signal }: { timeoutMilliseconds: number; signal?: AbortSignal },
    ): Promise<Gathered> {
      const end = performance.now() + timeoutMilliseconds
      for (;;) {
        signal?.throwIfAborted()
        const gathered = await look(folder, expected)
        const left = end - performance.now()
        if (gathered.missing.length === 0 || left <= 0) return gathered
        await pause(Math.min(LOOK, left), undefined, signal && { signal }).catch(() => signal?.throwIfAborted())
      }
    },
  }
}

async function look(folder: string, expected: readonly string[]): Promise<Gathered> {
  const gathered: Gathered = { manifests: [], missing: [], broken: [], unexpected: [] }
  const files = await readdir(folder).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.json') && !name.endsWith('.order.json')).sort()) {
    const read = await readManifest(folder, file)
    if ('problem' in read) gathered.broken.push({ file, problem: read.problem })
    else if (expected.includes(read.agent)) gathered.manifests.push(read)
    else gathered.unexpected.push(read.agent)
  }
  gathered.missing = expected.filter((agent) => !gathered.manifests.some((manifest) => manifest.agent === agent))
  return gathered
}

async function readManifest(folder: string, file: string): Promise<Manifest | { problem: string }> {
  try {
    const path = join(folder, file)
    const { size, ...about } = await lstat(path).then((stat) => ({ size: stat.size, isFile: stat.isFile() }))
    if (!about.isFile) return { problem: 'is not a file' }
    if (size > LARGEST) return { problem: 'is larger than 16 MB' }
    const read = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (!read.success) return { problem: z.prettifyError(read.error).slice(0, 300) }
    return `${read.data.agent}.json` === file
      ? read.data
      : { problem: `speaks for ${read.data.agent}, and is not named so` }
  } catch (thrown) {
    return { problem: messageOf(thrown) }
  }
}

function safe(agent: string): string {
  if (SAFE.test(agent)) return agent
  throw new WatchfloorFault('invalid-input', `"${agent}" is no name of a file.`)
}

/** Written beside, flushed, and then renamed: a reader sees all of it or nothing. */
async function writeWhole(folder: string, file: string, value: unknown): Promise<string> {
  const path = join(folder, file)
  const beside = join(folder, `.${file}.${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true })
    const handle = await open(beside, 'wx')
    try {
      await handle.writeFile(JSON.stringify(value))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, path)
    return path
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw new WatchfloorFault('write-failed', `${path} cannot be written: ${messageOf(cause)}`, { cause })
  }
}
