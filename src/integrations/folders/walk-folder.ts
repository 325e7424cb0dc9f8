import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import type { SkippedFile } from '../../core/review.ts'
import { unreviewedByPath, unreviewedFolder } from '../../formats/unreviewed-path.ts'
import { readInside } from '../../safety/read-inside.ts'
import { type IgnoreRules, ignoreRules, isIgnored } from './ignore-rules.ts'

export interface WalkedFolder {
  /** Files to read, relative to the root, ascending. */
  paths: string[]
  skipped: SkippedFile[]
  /** Whether there were more files than `mostFiles`. */
  isCut: boolean
}

export interface WalkOptions {
  /** 50,000 where nothing is said. */
  mostFiles?: number
  /** Vendored and generated files are wanted as well. */
  wantsAll?: boolean
  signal: AbortSignal
}

interface Folder {
  /** With a slash at the end; empty for the root. */
  path: string
  rules: readonly IgnoreRules[]
}

const IGNORED = 'ignored by .gitignore'
const LINK = 'a symbolic link, which is not followed'
const MOST_RULES = 256 * 1024
const MOST_FILES = 50_000

/**
 * The files below a folder that are for people to read: none that a `.gitignore` names, none that are vendored, generated or locked,
 * and no links, so that it neither leaves the folder nor runs in circles. `root` is absolute and resolved.
 */
export async function walkFolder(
  root: string,
  { mostFiles = MOST_FILES, wantsAll = false, signal }: WalkOptions,
): Promise<WalkedFolder> {
  const walked: WalkedFolder = { paths: [], skipped: [], isCut: false }
  const folders: Folder[] = [{ path: '', rules: [] }]
  for (let folder = folders.pop(); folder !== undefined && !walked.isCut; folder = folders.pop()) {
    signal.throwIfAborted()
    const entries = await entriesOf(root, folder, walked)
    const rules = await rulesOf(root, folder, entries)
    for (const entry of entries) {
      const path = folder.path + entry.name
      const why = whySkipped(entry, path, rules, wantsAll)
      if (why !== undefined) walked.skipped.push({ path: entry.isDirectory() ? `${path}/` : path, why })
      else if (entry.isDirectory()) folders.push({ path: `${path}/`, rules })
      else if (walked.paths.length < mostFiles) walked.paths.push(path)
      else walked.isCut = true
    }
  }
  walked.paths.sort()
  return walked
}

/** Said where a walk was cut. */
export function tooManyFiles(folder: string, mostFiles = MOST_FILES): Problem {
  return {
    code: 'too-many-files',
    source: folder,
    message: `${folder} has more than ${mostFiles} files; the others were not read.`,
    hint: 'Give the folders below it one by one.',
  }
}

async function entriesOf(root: string, { path }: Folder, { skipped }: WalkedFolder): Promise<Dirent[]> {
  try {
    const entries = await readdir(join(root, path), { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    skipped.push({ path, why: 'a folder that cannot be opened' })
    return []
  }
}

async function rulesOf(
  root: string,
  { path, rules }: Folder,
  entries: readonly Dirent[],
): Promise<readonly IgnoreRules[]> {
  if (!entries.some(({ name }) => name === '.gitignore')) return rules
  const read = await readInside(root, `${path}.gitignore`, MOST_RULES)
  return read.kind === 'bytes' ? [...rules, ignoreRules(path, read.bytes.toString('utf8'))] : rules
}

function whySkipped(entry: Dirent, path: string, rules: readonly IgnoreRules[], wantsAll: boolean): string | undefined {
  if (entry.isSymbolicLink()) return LINK
  const isFolder = entry.isDirectory()
  if (!isFolder && !entry.isFile()) return 'no regular file'
  if (entry.name.includes('\u{fffd}')) return 'its name is no UTF-8'
  const found = isFolder ? unreviewedFolder(entry.name) : unreviewedByPath(entry.name)
  const isUnwanted = found !== undefined && (!wantsAll || found.kind === 'metadata' || found.kind === 'lock')
  if (isUnwanted) return found.why
  return isIgnored(isFolder ? `${path}/` : path, rules) ? IGNORED : undefined
}
