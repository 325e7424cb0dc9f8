import { lstat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '../../core/analysis.ts'
import { WatchfloorFault } from '../../core/fault.ts'
import type { ReviewedChange, SkippedFile } from '../../core/review.ts'
import { pairRenames } from '../../formats/pair-renames.ts'
import { emptyProblem, type FileSides, lossyProblem, reviewedFiles } from '../../formats/reviewed-files.ts'
import { countLines, type SourceText } from '../../formats/source-text.ts'
import { type DiffedFile, parseUnifiedDiff } from '../../formats/unified-diff.ts'
import { unreviewedByPath } from '../../formats/unreviewed-path.ts'
import { readInside } from '../../safety/read-inside.ts'
import { openFolder } from './open-folder.ts'
import { readTexts } from './read-texts.ts'
import { tooManyFiles, walkFolder } from './walk-folder.ts'

export interface FoldersToRead {
  base: string
  head: string
  /** A file with a unified diff that says what changed; where there is none, the folders are compared. */
  diff?: string
  signal: AbortSignal
}

const MOST_DIFF_BYTES = 64 * 1024 * 1024

interface Sides {
  sides: FileSides[]
  skipped: SkippedFile[]
  problems: Problem[]
}

/**
 * A change as two folders, before and after. Files that were moved without a change are found by their text. Faults: `not-found`,
 * `unreadable`, and `invalid-input` for a diff that names no file.
 */
export async function readFolders({ base, head, diff, signal }: FoldersToRead): Promise<ReviewedChange> {
  const [before, after] = await Promise.all([openFolder(base), openFolder(head)])
  const { sides, skipped, problems } =
    diff === undefined
      ? await compare(before.root, after.root, signal)
      : await followDiff(before.root, after.root, diff, signal)
  const read = reviewedFiles(sides)
  return {
    files: diff === undefined ? pairRenames(read.files) : read.files,
    skipped: [...skipped, ...read.skipped],
    problems: [
      ...problems,
      ...lossyProblem(read.lossy),
      ...emptyProblem(read.files.length + skipped.length + read.skipped.length, base),
    ],
    base: { label: base },
    head: { label: head },
  }
}

async function compare(base: string, head: string, signal: AbortSignal): Promise<Sides> {
  const [before, after] = await Promise.all([base, head].map((root) => walkFolder(root, { signal })))
  const paths = [...new Set([...(before?.paths ?? []), ...(after?.paths ?? [])])].sort()
  const [texts, newTexts] = [await readTexts(base, paths, signal), await readTexts(head, after?.paths ?? [], signal)]
  const sides: FileSides[] = []
  for (const path of paths) {
    const [old, now] = [texts.get(path), newTexts.get(path)]
    // What the newer side ignores is not gone.
    if (now === undefined && (await isThere(head, path))) continue
    if (!isSame(old, now)) sides.push(toSides(path, old, now))
  }
  const isCut = before?.isCut || after?.isCut
  return { sides, skipped: after?.skipped ?? [], problems: isCut ? [tooManyFiles(head)] : [] }
}

function isThere(root: string, path: string): Promise<boolean> {
  return lstat(join(root, path)).then(
    () => true,
    () => false,
  )
}

function isSame(old: SourceText | undefined, now: SourceText | undefined): boolean {
  return old?.kind === 'text' && now?.kind === 'text' && old.text === now.text
}

function toSides(path: string, before: SourceText | undefined, after: SourceText | undefined): FileSides {
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'modified'
  return { path, status, ...(before && { before }), ...(after && { after }) }
}

/** Only the files that the diff names are looked at, and only the lines that it adds count as changed. */
async function followDiff(base: string, head: string, diff: string, signal: AbortSignal): Promise<Sides> {
  const { files, unread } = parseUnifiedDiff(await readDiff(diff))
  if (files.length === 0)
    throw new WatchfloorFault('invalid-input', `${diff} names no file.`, {
      hint: 'Give a unified diff: `git diff` or `diff -ru`.',
    })
  const named = files.map((file) => withoutTopFolder(file))
  const [oldPaths, newPaths] = [
    files.flatMap(({ oldPath }, index) => [oldPath ?? [], named[index]?.oldPath ?? []].flat()),
    files.flatMap(({ newPath }, index) => [newPath ?? [], named[index]?.newPath ?? []].flat()),
  ]
  const before = await readTexts(base, oldPaths, signal)
  const after = await readTexts(head, newPaths, signal)
  const found: Sides = { sides: [], skipped: [], problems: unread.length > 0 ? [unreadLines(diff, unread)] : [] }
  files.forEach((file, index) => {
    const hasWhole = before.has(file.oldPath ?? '') || after.has(file.newPath ?? '')
    addDiffed(found, hasWhole ? file : (named[index] ?? file), before, after)
  })
  const unfit = found.sides.filter((side) => !fits(side)).map(({ path }) => path)
  if (unfit.length > 0) found.problems.push(misfit(diff, unfit))
  return found
}

async function readDiff(path: string): Promise<string> {
  const { root, isFile } = await openFolder(path)
  const read = isFile ? await readInside(dirname(root), basename(root), MOST_DIFF_BYTES) : undefined
  if (read?.kind === 'bytes') return read.bytes.toString('utf8')
  throw new WatchfloorFault('unreadable', `${path} cannot be read as a diff.`, {
    hint: `Give a file of at most ${MOST_DIFF_BYTES / 1024 / 1024} MB.`,
  })
}

/** `diff -ru before after` names the folders as well. */
function withoutTopFolder(file: DiffedFile): DiffedFile {
  const cut = (path: string | undefined) => path?.slice(path.indexOf('/') + 1)
  const [oldPath, newPath] = [cut(file.oldPath), cut(file.newPath)]
  return { ...file, ...(oldPath !== undefined && { oldPath }), ...(newPath !== undefined && { newPath }) }
}

function addDiffed(
  { sides, skipped }: Sides,
  file: DiffedFile,
  before: ReadonlyMap<string, SourceText>,
  after: ReadonlyMap<string, SourceText>,
): void {
  const path = file.newPath ?? file.oldPath ?? ''
  const [old, now] = [before.get(file.oldPath ?? ''), after.get(file.newPath ?? '')]
  const unwanted = file.isBinary ? { path, why: 'binary' } : unreviewedByPath(path)
  if (unwanted !== undefined) skipped.push({ path: unwanted.path, why: unwanted.why })
  else if (file.newPath !== undefined && now === undefined)
    skipped.push({ path, why: 'named in the diff, and not there' })
  else
    sides.push({
      ...toSides(path, file.oldPath === undefined ? undefined : (old ?? NOTHING), now),
      ...(file.newPath !== undefined &&
        file.oldPath !== undefined &&
        file.oldPath !== file.newPath && { status: 'renamed' as const, oldPath: file.oldPath }),
      ...(file.oldPath !== undefined && now !== undefined && { changed: file.added }),
    })
}

/** Whether the lines that a diff adds are there. */
function fits({ after, changed = [] }: FileSides): boolean {
  const last = changed.at(-1)?.endLine ?? 0
  return after?.kind !== 'text' || last <= countLines(after.text)
}

function misfit(source: string, [first = '', ...others]: readonly string[]): Problem {
  return {
    code: 'diff-does-not-fit',
    source,
    message: `${source} adds lines to ${first}${others.length > 0 ? ` and ${others.length} more files` : ''} that are not there; what it is about may be another version.`,
    hint: 'Write the diff of these two folders, or leave it away: they are compared then.',
  }
}

const NOTHING: SourceText = { kind: 'unread', why: 'named in the diff, and not there' }

function unreadLines(source: string, lines: readonly number[]): Problem {
  return {
    code: 'broken-diff',
    source,
    message: `${source} cannot be read from line ${lines[0]} on${lines.length > 1 ? `, nor in ${lines.length - 1} more places` : ''}; the files there may be incomplete.`,
    hint: 'Write it again, or leave it away: the folders are compared then.',
  }
}
