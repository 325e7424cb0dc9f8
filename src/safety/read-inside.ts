import { constants } from 'node:fs'
import { lstat, open, realpath } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { liesIn } from './command/allow-list.ts'

export type InsideFile =
  | { kind: 'bytes'; bytes: Buffer }
  /** `why` reads on from the name of the file. */
  | { kind: 'refused'; why: string }
  | { kind: 'too-large'; size: number }
  /** Those before it were already as much as is read together. */
  | { kind: 'beyond' }
  | { kind: 'missing' }

/**
 * Reads a regular file below a folder and nothing else: no link is followed, neither at the file nor on the way to it, and nothing is
 * waited for (a pipe, a device). `root` is absolute and resolved, `path` relative to it. Never throws.
 */
export async function readInside(root: string, path: string, mostBytes: number): Promise<InsideFile> {
  const whole = join(root, path)
  if (path.includes('\0') || normalize(whole) === root || !liesIn(normalize(whole), root))
    return { kind: 'refused', why: 'outside of the folder that is read' }
  try {
    const found = await lstat(whole)
    if (found.isSymbolicLink()) return { kind: 'refused', why: 'a symbolic link, which is not followed' }
    if (!found.isFile()) return { kind: 'refused', why: 'no regular file' }
    const parent = dirname(whole)
    if ((await realpath(parent)) !== parent)
      return { kind: 'refused', why: 'below a symbolic link, which is not followed' }
    return await readRegular(whole, mostBytes)
  } catch (thrown) {
    return isMissing(thrown) ? { kind: 'missing' } : { kind: 'refused', why: `unreadable (${codeOf(thrown)})` }
  }
}

/** At once; few, since each holds a file open. */
const TOGETHER = 32

export interface ReadLimits {
  /** Of one file. */
  mostBytes: number
  /** Of all of them. */
  mostTogether: number
  signal: AbortSignal
}

/** The same for many files, in the order of their paths. Rejects with the reason of the signal where it is aborted. */
export async function readAllInside(
  root: string,
  paths: readonly string[],
  { mostBytes, mostTogether, signal }: ReadLimits,
): Promise<InsideFile[]> {
  const read: InsideFile[] = []
  let bytes = 0
  for (let from = 0; from < paths.length; from += TOGETHER) {
    signal.throwIfAborted()
    const some = paths.slice(from, from + TOGETHER)
    const files =
      bytes > mostTogether
        ? some.map((): InsideFile => ({ kind: 'beyond' }))
        : await Promise.all(some.map((path) => readInside(root, path, mostBytes)))
    for (const file of files) if (file.kind === 'bytes') bytes += file.bytes.length
    for (const file of files) read.push(file)
  }
  return read
}

/** Looks at what was opened and not at the name once more: it may have become something else since. */
async function readRegular(path: string, mostBytes: number): Promise<InsideFile> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const stats = await file.stat()
    if (!stats.isFile()) return { kind: 'refused', why: 'no regular file' }
    if (stats.size > mostBytes) return { kind: 'too-large', size: stats.size }
    return { kind: 'bytes', bytes: await file.readFile() }
  } finally {
    await file.close()
  }
}

function isMissing(thrown: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(thrown))
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown'
}
