import { z } from 'zod'
import { messageOf } from '../../core/fault.ts'
import type { ChangeStatus, SkippedFile } from '../../core/review.ts'
import { type FileSides, type ReadFiles, reviewedFiles } from '../../formats/reviewed-files.ts'
import type { SourceText } from '../../formats/source-text.ts'
import type { AskApi } from '../web/ask-api.ts'
import { addedLines, type Hunk, parsePatch, textBefore, wholeText } from './patch-lines.ts'
import type { ListedFile } from './pull-request.ts'
import { isBlob, readBlob, readContent } from './read-blob.ts'

/** Where texts are read: a repository, and the commit that the changes are counted from. */
export interface TextPlace {
  repository: string
  base: string
}

/** Texts that are asked for, and how many at a time: whoever asks more is slowed down by GitHub. */
const MOST_ASKED = 1_000
const AT_ONCE = 4
/** Bytes that are asked for altogether; a request that fails counts as that many. */
const MOST_BYTES = 200_000_000
const OF_FAILURE = 10_000_000

const STATUS: Readonly<Record<ListedFile['status'], ChangeStatus>> = {
  added: 'added',
  copied: 'added',
  removed: 'removed',
  modified: 'modified',
  changed: 'modified',
  renamed: 'renamed',
  unchanged: 'unchanged',
}

/**
 * Changed files with their texts. What a patch holds is not asked for: the text of a new file stands in it (and its id proves it), the text before a change
 * follows from the text after it.
 */
export async function readTexts(
  ask: AskApi,
  place: TextPlace,
  listed: readonly ListedFile[],
  signal: AbortSignal,
): Promise<ReadFiles> {
  const found: (FileSides | SkippedFile)[] = []
  const asker = boundedAsker(ask)
  const turns = listed.entries()
  const work = async () => {
    for (const [turn, file] of turns)
      try {
        found[turn] = await readSides(asker, place, file)
      } catch (thrown) {
        signal.throwIfAborted()
        found[turn] = { path: file.filename, why: messageOf(thrown) }
      }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const read = reviewedFiles(found.filter((one): one is FileSides => !('why' in one)))
  const skipped = found.filter((one): one is SkippedFile => 'why' in one)
  return { ...read, skipped: [...skipped, ...read.skipped] }
}

const sizeSchema = z.looseObject({ size: z.number() })

/** Asks so often and for so much, and then rejects. */
function boundedAsker(ask: AskApi): AskApi {
  let [requests, bytes] = [MOST_ASKED, MOST_BYTES]
  return async (path, request) => {
    if (requests-- <= 0 || bytes <= 0) throw new Error('there is more changed than is read')
    try {
      const answer = await ask(path, request)
      bytes -= sizeSchema.safeParse(answer).data?.size ?? 0
      return answer
    } catch (thrown) {
      bytes -= OF_FAILURE
      throw thrown
    }
  }
}

async function readSides(ask: AskApi, place: TextPlace, file: ListedFile): Promise<FileSides | SkippedFile> {
  const { filename: path, patch, changes, sha, previous_filename: oldPath } = file
  const status = STATUS[file.status]
  const named = { path, status, ...(status === 'renamed' && oldPath !== undefined && { oldPath }) }
  const hunks = patch === undefined ? undefined : completePatch(patch, file)
  if (hunks && isSubmodule(hunks)) return { path, why: 'a submodule' }
  if (sha === null) return { path, why: 'GitHub gives no text of it' }
  const isSame = changes === 0 && patch === undefined
  if (isSame && status !== 'renamed' && !isBlob('', sha)) return { path, why: 'binary, or without a changed line' }
  const own = await readOwn(ask, place.repository, { status, sha }, hunks)
  if (status === 'removed') return { ...named, before: own }
  if (status === 'added' || own.kind === 'unread') return { ...named, after: own }
  const before = isSame ? own : await readBefore(ask, place, file, own.text, hunks)
  const changed = isSame ? [] : hunks && addedLines(hunks)
  return { ...named, after: own, ...(before && { before }), ...(changed && { changed }) }
}

/** The patch, where it was not cut. */
function completePatch(patch: string, { additions, deletions }: ListedFile): readonly Hunk[] | undefined {
  const hunks = parsePatch(patch)
  const count = (sign: string) =>
    (hunks ?? []).reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(sign)).length, 0)
  return count('+') === additions && count('-') === deletions ? hunks : undefined
}

const SUBMODULE = /^[+-]Subproject commit [0-9a-f]{40,64}$/

/** Nothing else may stand in it: a file that names a commit is a file. */
function isSubmodule(hunks: readonly Hunk[]): boolean {
  const lines = hunks.flatMap((hunk) => hunk.lines)
  return lines.length <= 2 && lines.every((line) => SUBMODULE.test(line))
}

/** The text whose id is listed: the new one, or the old one where the file was removed. */
async function readOwn(
  ask: AskApi,
  repository: string,
  { status, sha }: { status: ChangeStatus; sha: string },
  hunks: readonly Hunk[] | undefined,
): Promise<SourceText> {
  const sign = status === 'added' ? '+' : status === 'removed' ? '-' : undefined
  const whole = isBlob('', sha) ? '' : sign && hunks && wholeText(hunks, sign)
  const isProven = whole !== undefined && isBlob(whole, sha)
  return isProven ? { kind: 'text', text: whole, isLossy: false } : readBlob(ask, repository, sha)
}

/** Undefined where it cannot be had. */
async function readBefore(
  ask: AskApi,
  { repository, base }: TextPlace,
  { filename, previous_filename: oldPath }: ListedFile,
  after: string,
  hunks: readonly Hunk[] | undefined,
): Promise<SourceText | undefined> {
  const text = hunks && textBefore(after, hunks)
  return text === undefined
    ? readContent(ask, repository, oldPath ?? filename, base)
    : { kind: 'text', text, isLossy: false }
}
