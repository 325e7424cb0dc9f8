import { decodeSource, MOST_SOURCE_BYTES, type SourceText, tooLarge } from '../../formats/source-text.ts'
import { type InsideFile, readAllInside } from '../../safety/read-inside.ts'

/** The texts of files below a root, by their paths. What is not there is left out. */
export async function readTexts(
  root: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, SourceText>> {
  const read = await readAllInside(root, paths, { mostBytes: MOST_SOURCE_BYTES, signal })
  const texts = new Map<string, SourceText>()
  read.forEach((file, index) => {
    const text = toText(file)
    if (text !== undefined) texts.set(paths[index] ?? '', text)
  })
  return texts
}

function toText(file: InsideFile): SourceText | undefined {
  if (file.kind === 'missing') return undefined
  if (file.kind === 'bytes') return decodeSource(file.bytes)
  return { kind: 'unread', why: file.kind === 'too-large' ? tooLarge(file.size) : file.why }
}
