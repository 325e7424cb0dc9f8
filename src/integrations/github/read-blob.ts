import { createHash } from 'node:crypto'
import { z } from 'zod'
import { decodeSource, MOST_SOURCE_BYTES, type SourceText, tooLarge } from '../../formats/source-text.ts'
import { type AskApi, refusedWith } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { repositoryPath } from './github-api.ts'

const contentSchema = z.looseObject({ content: z.string(), encoding: z.string(), size: z.number().nullable() })
const entrySchema = z.looseObject({
  type: z.string().optional(),
  encoding: z.string().optional(),
  sha: z.string().optional(),
})

/** A blob by its id. */
export async function readBlob(ask: AskApi, repository: string, sha: string): Promise<SourceText> {
  return decode(await ask(`${repositoryPath(repository)}/git/blobs/${encodeURIComponent(sha)}`))
}

/** A file at a commit; undefined where there is none. A link within the repository is followed by GitHub; other links and submodules have no text. */
export async function readContent(
  ask: AskApi,
  repository: string,
  path: string,
  commit: string,
): Promise<SourceText | undefined> {
  const ref = new URLSearchParams({ ref: commit })
  try {
    const answer = await ask(`${repositoryPath(repository)}/contents/${encodeURIComponent(path)}?${ref}`)
    const { type = 'folder', encoding, sha } = entrySchema.safeParse(answer).data ?? {}
    if (type !== 'file') return { kind: 'unread', why: `a ${type}` }
    // Of more than 1 MB this gives no content, and the blob does.
    return encoding === 'none' && sha !== undefined ? await readBlob(ask, repository, sha) : decode(answer)
  } catch (thrown) {
    if (refusedWith(thrown) === 404) return undefined
    throw thrown
  }
}

function decode(answer: unknown): SourceText {
  const { content, encoding, size } = readAnswer('GitHub', contentSchema, answer)
  if ((size ?? 0) > MOST_SOURCE_BYTES) return { kind: 'unread', why: tooLarge(size ?? 0) }
  if (encoding !== 'base64' && encoding !== 'utf-8') return { kind: 'unread', why: 'GitHub gives no text of it' }
  return decodeSource(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'))
}

/** Whether git gives this id to a text: a SHA-1 or SHA-256, by the length of the id, of a header and its bytes. */
export function isBlob(text: string, sha: string): boolean {
  const bytes = Buffer.from(text)
  const hash = createHash(sha.length === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === sha
}
