import { z } from 'zod'
import { messageOf } from '../../core/fault.ts'
import type { ChangeStatus, LineRange, ReviewedFile, SkippedFile } from '../../core/review.ts'
import type { AskApi } from '../web/ask-api.ts'
import { linesUnlike } from './lines-unlike.ts'
import { changedLines, type Hunk, parsePatch, textBefore, wholeText } from './patch-lines.ts'
import type { ListedFile } from './pull-request.ts'
import { type FileText, isBlob, readBlob, readContent } from './read-blob.ts'

export interface ReadTexts {
  files: ReviewedFile[]
  skipped: SkippedFile[]
}

/** Where texts are read: a repository, and the commit that the changes are counted from. */
export interface TextPlace {
  repository: string
  base: string
}

/** Files whose texts are asked for, and requests at a time: whoever asks more is slowed down by GitHub. */
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
 * The texts of changed files. What a patch holds is not asked for: the text of a new file stands in it (and its id proves it), the text before a change
 * follows from the text after it.
 */
export async function readTexts(
  ask: AskApi,
  place: TextPlace,
  listed: readonly ListedFile[],
  signal: AbortSignal,
): Promise<ReadTexts> {
  const found: (ReviewedFile | SkippedFile)[] = []
  const asker = boundedAsker(ask)
  const turns = listed.entries()
  const work = async () => {
    for (const [turn, file] of turns)
      try {
        found[turn] = await readFile(asker, place, file)
      } catch (thrown) {
        signal.throwIfAborted()
        found[turn] = { path: file.filename, why: messageOf(thrown) }
      }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return {
    files: found.filter((one): one is ReviewedFile => !('why' in one)),
    skipped: found.filter((one): one is SkippedFile => 'why' in one),
  }
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

const SUBMODULE = /^[+-]Subproject commit [0-9a-f]{40,64}$/m

async function readFile(ask: AskApi, place: TextPlace, file: ListedFile): Promise<ReviewedFile | SkippedFile> {
  const { filename: path, patch, changes, sha, previous_filename: oldPath } = file
  const status = STATUS[file.status]
  if (patch !== undefined && SUBMODULE.test(patch)) return { path, why: 'it is a submodule' }
  const named = { path, status, ...(status === 'renamed' && oldPath !== undefined && { oldPath }) }
  const hunks = patch === undefined ? undefined : completePatch(patch, file)
  if (status === 'removed') return { ...named, ...textGone(hunks, sha), changed: [] }
  const isSame = changes === 0 && patch === undefined
  if (isSame && isBlob('', sha ?? '')) return { ...named, text: '', changed: status === 'added' ? 'all' : [] }
  if (isSame && status !== 'renamed' && status !== 'unchanged')
    return { path, why: 'it is binary, or no line of it changes' }
  const after = await textAfter(ask, place.repository, file, hunks)
  if ('why' in after) return { path, why: after.why }
  const { text } = after
  if (status === 'added') return { ...named, text, changed: 'all' }
  const baseText = isSame ? text : await readBefore(ask, place, file, text, hunks)
  return {
    ...named,
    text,
    ...(baseText !== undefined && { baseText }),
    changed: isSame ? [] : changedIn(text, baseText, hunks),
  }
}

function changedIn(
  text: string,
  baseText: string | undefined,
  hunks: readonly Hunk[] | undefined,
): LineRange[] | 'all' {
  if (hunks) return changedLines(hunks)
  return baseText === undefined ? 'all' : linesUnlike(baseText, text)
}

/** The patch, where it was not cut. */
function completePatch(patch: string, { additions, deletions }: ListedFile): readonly Hunk[] | undefined {
  const hunks = parsePatch(patch)
  const count = (sign: string) =>
    (hunks ?? []).reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(sign)).length, 0)
  return count('+') === additions && count('-') === deletions ? hunks : undefined
}

function textGone(hunks: readonly Hunk[] | undefined, sha: string | null): { baseText?: string } {
  const baseText = hunks && wholeText(hunks, '-')
  return baseText !== undefined && isBlob(baseText, sha ?? '') ? { baseText } : {}
}

async function textAfter(
  ask: AskApi,
  repository: string,
  { status, sha }: ListedFile,
  hunks: readonly Hunk[] | undefined,
): Promise<FileText> {
  if (sha === null) return { why: 'GitHub gives no text of it' }
  const whole = status === 'added' && hunks ? wholeText(hunks, '+') : undefined
  return whole !== undefined && isBlob(whole, sha) ? { text: whole } : readBlob(ask, repository, sha)
}

/** Undefined where it cannot be had: a change is reviewed without it too. */
async function readBefore(
  ask: AskApi,
  { repository, base }: TextPlace,
  { filename, previous_filename: oldPath }: ListedFile,
  text: string,
  hunks: readonly Hunk[] | undefined,
): Promise<string | undefined> {
  const before = hunks && textBefore(text, hunks)
  if (before !== undefined) return before
  const content = await readContent(ask, repository, oldPath ?? filename, base)
  return content && 'text' in content ? content.text : undefined
}
