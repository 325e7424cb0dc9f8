import type { ChangeStatus, SkippedFile } from '../../core/review.ts'
import { unreviewedByPath } from '../../formats/unreviewed-path.ts'
import type { AskGit } from './ask-git.ts'

/** A file that changed, by its objects. An id is absent where the file is not there on that side, or is only in the working tree. */
export interface ChangedPath {
  path: string
  oldPath?: string
  status: Exclude<ChangeStatus, 'unchanged'>
  oldId?: string
  newId?: string
  /** It may be executed now and could not before, or the reverse. */
  hasNewMode: boolean
}

export interface ChangedPaths {
  changed: ChangedPath[]
  skipped: SkippedFile[]
}

const PLAIN = ['-r', '-z', '--raw', '--no-abbrev', '-M', '-l1000']

/** What differs between two commits or, without `to`, between a commit and the working tree with the files that git does not track. */
export async function listChangedPaths(ask: AskGit, from: string, to: string | undefined): Promise<ChangedPaths> {
  if (to !== undefined) return sort(parseRaw(await ask.bytes(['diff-tree', ...PLAIN, from, to])))
  const tracked = parseRaw(await ask.bytes(['diff-index', ...PLAIN, '--ignore-submodules=dirty', from]))
  const untracked = fieldsOf(await ask.bytes(['ls-files', '--others', '--exclude-standard', '-z'])).map(
    (path): RawChange => ({ oldMode: NONE, newMode: REGULAR, oldId: NONE, newId: NONE, status: 'A', paths: [path] }),
  )
  const unmerged = fieldsOf(await ask.bytes(['ls-files', '--unmerged', '-z']))
  return sort([...tracked, ...untracked], new Set(unmerged.map((entry) => entry.slice(entry.indexOf('\t') + 1))))
}

function fieldsOf(output: string): string[] {
  return output.split('\0').filter((field) => field !== '')
}

/** One record of `--raw -z` (git-diff, "Raw output format"), with paths as bytes. */
interface RawChange {
  oldMode: string
  newMode: string
  oldId: string
  newId: string
  status: string
  paths: string[]
}

const NONE = '0'
const REGULAR = '100644'
const RECORD = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/

function parseRaw(output: string): RawChange[] {
  const fields = output.split('\0')
  const changes: RawChange[] = []
  for (let at = 0; at < fields.length; ) {
    const record = RECORD.exec(fields[at] ?? '')
    if (record === null) {
      at++
      continue
    }
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = record
    const names = status === 'R' || status === 'C' ? 2 : 1
    changes.push({ oldMode, newMode, oldId, newId, status, paths: fields.slice(at + 1, at + 1 + names) })
    at += 1 + names
  }
  return changes
}

function sort(raw: readonly RawChange[], conflicted: ReadonlySet<string> = new Set()): ChangedPaths {
  const changed: ChangedPath[] = []
  // Of a folder that is left out as a whole one entry says enough.
  const skipped = new Map<string, SkippedFile>()
  for (const change of raw) {
    const bytes = change.paths.at(-1) ?? ''
    const path = decode(bytes)
    const found = conflicted.has(bytes) ? { path, why: 'in conflict: mend it first' } : whySkipped(change, bytes)
    if (found === undefined) changed.push(toChanged(change, path))
    else skipped.set(found.path, { path: found.path, why: found.why })
  }
  return { changed, skipped: [...skipped.values()] }
}

/** Kinds of entries that are no text of this repository, by their mode (git-fast-import names them). */
const OTHER_MODES: Readonly<Record<string, string>> = {
  '160000': 'a submodule, which is reviewed in its own repository',
  '120000': 'a symbolic link, which is not followed',
}

function whySkipped({ oldMode, newMode, status }: RawChange, bytes: string): SkippedFile | undefined {
  const path = decode(bytes)
  if (Buffer.from(path).toString('latin1') !== bytes) return { path, why: 'its name is no UTF-8' }
  if (path.endsWith('/')) return { path, why: 'a repository of its own' }
  const why = OTHER_MODES[status === 'D' ? oldMode : newMode]
  return why === undefined ? unreviewedByPath(path) : { path, why }
}

function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const STATUSES: Readonly<Record<string, ChangedPath['status']>> = { A: 'added', D: 'removed', R: 'renamed', C: 'added' }

function toChanged({ oldMode, newMode, oldId, newId, status, paths }: RawChange, path: string): ChangedPath {
  // What was a link or a submodule has no text before.
  const hasBefore = !(oldMode in OTHER_MODES) && !isNone(oldId)
  const named = STATUSES[status] ?? 'modified'
  return {
    path,
    status: named === 'modified' && !hasBefore ? 'added' : named,
    ...(status === 'R' && { oldPath: decode(paths[0] ?? '') }),
    ...(hasBefore && status !== 'C' && { oldId }),
    ...(!isNone(newId) && { newId }),
    hasNewMode: hasBefore && status !== 'D' && oldMode !== newMode,
  }
}

function isNone(id: string): boolean {
  return /^0+$/.test(id)
}
