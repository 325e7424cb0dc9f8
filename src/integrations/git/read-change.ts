import type { ReviewedChange } from '../../core/review.ts'
import { pairRenames } from '../../formats/pair-renames.ts'
import { emptyProblem, type FileSides, lossyProblem, reviewedFiles } from '../../formats/reviewed-files.ts'
import { MOST_BYTES_TOGETHER, MOST_SOURCE_BYTES, type SourceText, sourceOf } from '../../formats/source-text.ts'
import { readAllInside } from '../../safety/read-inside.ts'
import type { AskGit } from './ask-git.ts'
import { type ChangedPath, listChangedPaths } from './list-changed-paths.ts'
import type { Repository } from './open-repository.ts'
import { readBlobs } from './read-blobs.ts'
import { resolveRevisions } from './resolve-revisions.ts'

export interface ChangeToRead {
  /** What it is compared with; the main branch where nothing is said. The change begins at the merge base of both sides. */
  base?: string
  /** The newer side; where nothing is said it is the working tree, with files that are new and not ignored. */
  head?: string
}

/**
 * The files that a change touches, with their texts before and after. Nothing that the repository configures is run, no link is
 * followed, nothing is fetched and nothing is written. Paths are relative to the root of the repository. Faults say what to do: no
 * such commit, nothing in common, a shallow or partial clone.
 */
export async function readChange(opened: Repository, { base, head }: ChangeToRead): Promise<ReviewedChange> {
  const asked = { ...(base !== undefined && { base }), ...(head !== undefined && { head }) }
  const revisions = await resolveRevisions(opened, asked)
  const { changed, skipped } = await listChangedPaths(opened.ask, revisions.from, revisions.head.commit)
  const sides = await readSides(opened.ask, changed, revisions.head.commit === undefined ? opened.root : undefined)
  const read = reviewedFiles(sides)
  return {
    files: pairRenames(read.files).sort(byPath),
    skipped: [...skipped, ...read.skipped].sort(byPath),
    problems: [
      ...revisions.problems,
      ...lossyProblem(read.lossy),
      ...emptyProblem(read.files.length + skipped.length + read.skipped.length, revisions.base?.label ?? 'nothing'),
    ],
    ...(revisions.base && { base: revisions.base }),
    head: revisions.head,
  }
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** `tree` is the root of the working tree where that is the newer side. */
async function readSides(ask: AskGit, changed: readonly ChangedPath[], tree: string | undefined): Promise<FileSides[]> {
  const ids = changed.flatMap(({ oldId, newId }) => [oldId ?? [], tree === undefined ? (newId ?? []) : []].flat())
  const blobs = await readBlobs(ask, ids)
  const onDisk = tree === undefined ? new Map<string, SourceText>() : await readOnDisk(ask, tree, changed)
  return changed.flatMap((one) => {
    const before = one.oldId === undefined ? undefined : blobs.get(one.oldId)
    const after = tree === undefined ? blobs.get(one.newId ?? '') : onDisk.get(one.path)
    return isTouchedOnly(one, before, after) ? [] : [toSides(one, before, after)]
  })
}

/** Git names a file of the working tree whose time is new, whether or not there is anything new in it. */
function isTouchedOnly(
  { status, hasNewMode, newId }: ChangedPath,
  before: SourceText | undefined,
  after: SourceText | undefined,
): boolean {
  return (
    status === 'modified' &&
    !hasNewMode &&
    newId === undefined &&
    before?.kind === 'text' &&
    after?.kind === 'text' &&
    before.text === after.text
  )
}

function toSides(
  { path, oldPath, status }: ChangedPath,
  before: SourceText | undefined,
  after: SourceText | undefined,
): FileSides {
  return {
    path,
    status,
    ...(oldPath !== undefined && { oldPath }),
    ...(before && { before }),
    ...(after && status !== 'removed' && { after }),
  }
}

const GONE: SourceText = { kind: 'unread', why: 'gone since it was listed' }

async function readOnDisk({ signal }: AskGit, tree: string, changed: readonly ChangedPath[]) {
  const paths = changed.filter(({ status }) => status !== 'removed').map(({ path }) => path)
  const read = await readAllInside(tree, paths, {
    mostBytes: MOST_SOURCE_BYTES,
    mostTogether: MOST_BYTES_TOGETHER,
    signal,
  })
  return new Map(
    read.flatMap((file, index) => [[paths[index] ?? '', file.kind === 'missing' ? GONE : sourceOf(file)] as const]),
  )
}
