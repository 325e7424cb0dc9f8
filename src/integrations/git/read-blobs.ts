import {
  BEYOND,
  decodeSource,
  MOST_BYTES_TOGETHER,
  MOST_SOURCE_BYTES,
  type SourceText,
  tooLarge,
} from '../../formats/source-text.ts'
import type { AskGit } from './ask-git.ts'

/** What one call of git may give back; what it holds beyond 32 MB is lost. Bytes. */
const MOST_AT_ONCE = 24 * 1024 * 1024
const MISSING = 'not in this clone'

/** The texts of objects by their ids. Sizes are asked for first, so that nothing large is ever read. */
export async function readBlobs(
  ask: AskGit,
  ids: readonly string[],
  mostTogether = 2 * MOST_BYTES_TOGETHER,
): Promise<Map<string, SourceText>> {
  const texts = new Map<string, SourceText>()
  const wanted: { id: string; size: number }[] = []
  const unique = [...new Set(ids)]
  if (unique.length === 0) return texts
  const sizes = (await ask.bytes(['cat-file', '--batch-check'], lines(unique))).split('\n')
  let together = 0
  unique.forEach((id, index) => {
    const [, type, told = ''] = (sizes[index] ?? '').split(' ')
    const size = Number(told)
    const why = type !== 'blob' ? MISSING : size > MOST_SOURCE_BYTES ? tooLarge(size) : undefined
    if (why === undefined) together += size
    if (why === undefined && together <= mostTogether) wanted.push({ id, size })
    else texts.set(id, { kind: 'unread', why: why ?? BEYOND })
  })
  for (const some of portions(wanted)) {
    const output = await ask.bytes(['cat-file', '--batch'], lines(some))
    for (const [id, bytes] of parseBatch(output)) texts.set(id, decodeSource(bytes))
  }
  return texts
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('')
}

function portions(wanted: readonly { id: string; size: number }[]): string[][] {
  const all: string[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const { id, size } of wanted) {
    if (bytes + size > MOST_AT_ONCE) {
      all.push([])
      bytes = 0
    }
    all.at(-1)?.push(id)
    bytes += size + id.length + 16
  }
  return all
}

/** `<id> blob <size>`, a line break, so many bytes, a line break, and again (git-cat-file, "Batch output"). */
function* parseBatch(output: string): Generator<[id: string, bytes: Uint8Array]> {
  let at = 0
  while (at < output.length) {
    const end = output.indexOf('\n', at)
    if (end < 0) return
    const [id = '', type, size = ''] = output.slice(at, end).split(' ')
    at = end + 1
    if (type !== 'blob') continue
    yield [id, Buffer.from(output.slice(at, at + Number(size)), 'latin1')]
    at += Number(size) + 1
  }
}
