import type { ReviewedFile } from '../core/review.ts'

/**
 * Makes one renamed file of a removed and an added one with the same text; the rest stays as it is. Of several with the same text
 * the first are paired, in the order of their paths. Empty files say nothing of where they come from.
 */
export function pairRenames(files: readonly ReviewedFile[]): ReviewedFile[] {
  const removed = new Map<string, ReviewedFile[]>()
  for (const file of files) {
    if (file.status !== 'removed' || file.baseText === undefined || file.baseText === '') continue
    const same = removed.get(file.baseText)
    if (same === undefined) removed.set(file.baseText, [file])
    else same.push(file)
  }
  const taken = new Set<ReviewedFile>()
  const paired = files.map((file): ReviewedFile => {
    const before = file.status === 'added' && file.text !== undefined ? removed.get(file.text)?.shift() : undefined
    if (before === undefined || file.text === undefined) return file
    taken.add(before)
    return {
      path: file.path,
      oldPath: before.path,
      status: 'renamed',
      text: file.text,
      baseText: file.text,
      changed: [],
    }
  })
  return paired.filter((file) => !taken.has(file))
}
