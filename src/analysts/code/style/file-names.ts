import type { CodeFinding } from '../../../core/review.ts'
import { firstSayingLine } from '../change/changed-lines.ts'
import { findingIn, type TouchedFile } from '../change/code-change.ts'

type NameStyle = 'kebab-case' | 'snake_case' | 'camelCase' | 'PascalCase'

const STYLES: readonly [NameStyle, RegExp][] = [
  ['kebab-case', /^[a-z\d]+(?:-[a-z\d]+)+$/],
  ['snake_case', /^[a-z\d]+(?:_[a-z\d]+)+$/],
  ['camelCase', /^[a-z][a-z\d]*(?:[A-Z][a-z\d]*)+$/],
  ['PascalCase', /^(?:[A-Z][a-z\d]+){2,}$/],
]
const FEWEST = 8
const AGREEING = 0.95

/** New files whose names are not written as nearly all others of their folder are. One word is in any style. */
export function strangeFileNames(files: readonly TouchedFile[], paths: ReadonlySet<string>): CodeFinding[] {
  const added = files.filter(({ file }) => file.status === 'added')
  if (added.length === 0) return []
  const fresh = new Set(added.map(({ file }) => file.path))
  const folders = stylesByFolder([...paths].filter((path) => !fresh.has(path)))
  return added.flatMap(({ file, text }) => {
    const own = styleOf(file.path)
    const usual = usualStyle(folders.get(folderAndEnding(file.path)))
    if (own === undefined || usual === undefined || own === usual) return []
    return [
      findingIn(file.path, 'style', {
        rule: 'style/file-name',
        confidence: 0.7,
        line: firstSayingLine(text),
        message: `The name is in ${own}; the others in this folder are in ${usual}.`,
        fix: `Name the file in ${usual}.`,
        effort: 'minutes',
      }),
    ]
  })
}

function folderAndEnding(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)} ${path.slice(path.lastIndexOf('.') + 1)}`
}

function styleOf(path: string): NameStyle | undefined {
  const name =
    path
      .slice(path.lastIndexOf('/') + 1)
      .replace(/^[._]+/, '')
      .split('.', 1)[0] ?? ''
  return STYLES.find(([, pattern]) => pattern.test(name))?.[0]
}

function stylesByFolder(paths: readonly string[]): Map<string, Map<NameStyle, number>> {
  const folders = new Map<string, Map<NameStyle, number>>()
  for (const path of paths) {
    const style = styleOf(path)
    if (style === undefined) continue
    const counts = folders.get(folderAndEnding(path)) ?? new Map<NameStyle, number>()
    counts.set(style, (counts.get(style) ?? 0) + 1)
    folders.set(folderAndEnding(path), counts)
  }
  return folders
}

function usualStyle(counts: ReadonlyMap<NameStyle, number> | undefined): NameStyle | undefined {
  if (counts === undefined) return undefined
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const usual = [...counts].find(([, count]) => count / all > AGREEING)
  return all >= FEWEST ? usual?.[0] : undefined
}
