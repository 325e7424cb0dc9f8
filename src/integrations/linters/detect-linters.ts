import { realpath } from 'node:fs/promises'
import { readInside } from '../../safety/read-inside.ts'
import type { Linter, LinterTrace } from './linter.ts'
import { LINTERS } from './linters.ts'

export interface DetectedLinter {
  linter: Linter
  /** The file that says that it is in use. */
  because: string
}

const MOST_BYTES = 1024 * 1024

/** The linters that a project has configured in its root. It only looks: nothing is run, no link is followed. Never throws. */
export async function detectLinters(root: string, linters: readonly Linter[] = LINTERS): Promise<DetectedLinter[]> {
  const resolved = await realpath(root).catch(() => undefined)
  if (resolved === undefined) return []
  const names = [...new Set(linters.flatMap(({ traces }) => traces.map(({ file }) => file)))]
  const texts = new Map(await Promise.all(names.map(async (name) => [name, await textOf(resolved, name)] as const)))
  return linters.flatMap((linter) => {
    const trace = linter.traces.find((one) => isThere(one, texts.get(one.file)))
    return trace === undefined ? [] : [{ linter, because: trace.file }]
  })
}

async function textOf(root: string, name: string): Promise<string | undefined> {
  const read = await readInside(root, name, MOST_BYTES)
  return read.kind === 'bytes' ? read.bytes.toString('utf8') : undefined
}

function isThere({ section }: LinterTrace, text: string | undefined): boolean {
  return text !== undefined && (section === undefined || section.test(text))
}
