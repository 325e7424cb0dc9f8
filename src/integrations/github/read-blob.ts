import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type AskApi, refusedWith } from '../web/ask-api.ts'
import { readAnswer } from '../web/read-answer.ts'
import { repositoryPath } from './github-api.ts'

/** The text of a file, or why there is none. Bytes that are no UTF-8 are replaced. */
export type FileText = { text: string } | { why: string }

/** Bytes of one file that is read. */
export const MOST_BYTES = 2_000_000

const contentSchema = z.looseObject({ content: z.string(), encoding: z.string(), size: z.number().nullable() })

const entrySchema = z.looseObject({
  type: z.string().optional(),
  encoding: z.string().optional(),
  sha: z.string().optional(),
})

/** A blob by its id, as long as it is not too large and no binary. */
export async function readBlob(ask: AskApi, repository: string, sha: string): Promise<FileText> {
  return decode(await ask(`${repositoryPath(repository)}/git/blobs/${encodeURIComponent(sha)}`))
}

/** A file at a commit; undefined where there is none. A link within the repository is followed by GitHub; other links and submodules have no text. */
export async function readContent(
  ask: AskApi,
  repository: string,
  path: string,
  commit: string,
): Promise<FileText | undefined> {
  const ref = new URLSearchParams({ ref: commit })
  try {
    const answer = await ask(`${repositoryPath(repository)}/contents/${encodeURIComponent(path)}?${ref}`)
    const { type = 'folder', encoding, sha } = entrySchema.safeParse(answer).data ?? {}
    if (type !== 'file') return { why: `it is no file but a ${type}` }
    // Of more than 1 MB this gives no content, and the blob does.
    return encoding === 'none' && sha !== undefined ? await readBlob(ask, repository, sha) : decode(answer)
  } catch (thrown) {
    if (refusedWith(thrown) === 404) return undefined
    throw thrown
  }
}

function decode(answer: unknown): FileText {
  const { content, encoding, size } = readAnswer('GitHub', contentSchema, answer)
  if ((size ?? 0) > MOST_BYTES) return { why: `it is larger than ${MOST_BYTES / 1_000_000} MB` }
  if (encoding !== 'base64' && encoding !== 'utf-8') return { why: 'GitHub gives no text of it' }
  return textOf(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'))
}

function textOf(bytes: Buffer): FileText {
  if (bytes.byteLength > MOST_BYTES) return { why: `it is larger than ${MOST_BYTES / 1_000_000} MB` }
  return bytes.includes(0) ? { why: 'it is binary' } : { text: bytes.toString('utf8') }
}

/** The id that git gives to a text (SHA-1 or SHA-256 of a header and its bytes, by the length of the id at hand). */
export function isBlob(text: string, sha: string): boolean {
  const bytes = Buffer.from(text)
  const hash = createHash(sha.length === 64 ? 'sha256' : 'sha1')
  return hash.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex') === sha
}
