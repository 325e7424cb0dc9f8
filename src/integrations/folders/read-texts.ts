import { MOST_BYTES_TOGETHER, MOST_SOURCE_BYTES, type SourceText, sourceOf } from '../../formats/source-text.ts'
import { readAllInside } from '../../safety/read-inside.ts'

/** The texts of files below a root, by their paths. What is not there is left out. */
export async function readTexts(
  root: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, SourceText>> {
  const read = await readAllInside(root, paths, {
    mostBytes: MOST_SOURCE_BYTES,
    mostTogether: MOST_BYTES_TOGETHER,
    signal,
  })
  const texts = new Map<string, SourceText>()
  read.forEach((file, index) => {
    if (file.kind !== 'missing') texts.set(paths[index] ?? '', sourceOf(file))
  })
  return texts
}
