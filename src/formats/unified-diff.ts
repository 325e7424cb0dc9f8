import type { LineRange } from '../core/review.ts'
import { extendRanges } from './source-text.ts'
import { endOfQuotedPath, unquoteGitPath } from './unquote-git-path.ts'

/** One file of a diff. A path is absent where the file is not there on that side. */
export interface DiffedFile {
  oldPath?: string
  newPath?: string
  isBinary: boolean
  /** Lines of the new text that were added, ascending; empty where lines were only taken away. */
  added: LineRange[]
  /** Lines of the old text that were taken away, ascending. */
  removed: LineRange[]
}

/** What a diff says, and which of its lines could not be read (1-based), so that nothing is lost in silence. */
export interface ParsedDiff {
  files: DiffedFile[]
  unread: number[]
}

interface Section {
  file: DiffedFile
  /** A header without `diff --git` begins a file with `---`; a second one in the same section begins the next. */
  hasNames: boolean
}

interface Cursor {
  lines: readonly string[]
  at: number
  unread: number[]
}

/** Named by some tools where a side is missing. */
const NOWHERE = '/dev/null'
const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/

/**
 * Reads a unified diff (POSIX diff -u, with git's extended headers where there are any). The prefixes `a/` and `b/` are taken off
 * where both sides bear them. Linear; throws on nothing.
 */
export function parseUnifiedDiff(text: string): ParsedDiff {
  const cursor: Cursor = { lines: text.split('\n'), at: 0, unread: [] }
  const files: DiffedFile[] = []
  let section: Section | undefined
  const open = (): Section => {
    const opened: Section = { file: { isBinary: false, added: [], removed: [] }, hasNames: false }
    files.push(opened.file)
    return opened
  }
  while (cursor.at < cursor.lines.length) {
    const line = withoutReturn(cursor.lines[cursor.at] ?? '')
    const next = withoutReturn(cursor.lines[cursor.at + 1] ?? '')
    if (line.startsWith('diff --git ')) {
      section = open()
      Object.assign(section.file, pathsOfGitLine(line.slice(11)))
      cursor.at++
    } else if (line.startsWith('--- ') && next.startsWith('+++ ')) {
      if (section === undefined || section.hasNames) section = open()
      section.hasNames = true
      name(section.file, line.slice(4), next.slice(4))
      cursor.at += 2
    } else if (section !== undefined && HUNK.test(line)) {
      readHunk(cursor, section.file, line)
    } else {
      if (section !== undefined) readExtended(section.file, line)
      if (line.startsWith('@@ ')) cursor.unread.push(cursor.at + 1)
      cursor.at++
    }
  }
  return { files: files.filter(({ oldPath, newPath }) => (oldPath ?? newPath) !== undefined), unread: cursor.unread }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** The paths after `diff --git`: needed where neither names nor a rename follow, as for an empty or binary file. */
function pathsOfGitLine(rest: string): Pick<DiffedFile, 'oldPath' | 'newPath'> {
  if (rest.startsWith('"')) {
    const end = endOfQuotedPath(rest, 0)
    if (end < 0) return {}
    return bothSides(unquoteGitPath(rest.slice(0, end)), unquoteGitPath(rest.slice(end + 1)))
  }
  const quoted = rest.endsWith('"') ? rest.indexOf(' "') : -1
  if (quoted > 0) return bothSides(rest.slice(0, quoted), unquoteGitPath(rest.slice(quoted + 1)))
  // Unquoted names may hold blanks. Without a rename both are the same, so that the line is cut in the middle.
  const middle = (rest.length - 1) / 2
  const [before, after] = [rest.slice(0, middle), rest.slice(middle + 1)]
  return rest[middle] === ' ' && withoutPrefix(before, 'a/') === withoutPrefix(after, 'b/')
    ? bothSides(before, after)
    : {}
}

function bothSides(before: string, after: string): Pick<DiffedFile, 'oldPath' | 'newPath'> {
  const arePrefixed = before.startsWith('a/') && after.startsWith('b/')
  return arePrefixed ? { oldPath: before.slice(2), newPath: after.slice(2) } : { oldPath: before, newPath: after }
}

function withoutPrefix(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path
}

function name(file: DiffedFile, before: string, after: string): void {
  const [old, now] = [pathOfName(before), pathOfName(after)]
  delete file.oldPath
  delete file.newPath
  if (old !== NOWHERE && now !== NOWHERE) Object.assign(file, bothSides(old, now))
  else if (old !== NOWHERE) file.oldPath = withoutPrefix(old, 'a/')
  else if (now !== NOWHERE) file.newPath = withoutPrefix(now, 'b/')
}

/** A name ends with a tab where a time follows it, or where it holds a blank. */
function pathOfName(shown: string): string {
  if (shown.startsWith('"')) {
    const end = endOfQuotedPath(shown, 0)
    return unquoteGitPath(end < 0 ? shown : shown.slice(0, end))
  }
  const tab = shown.indexOf('\t')
  return tab < 0 ? shown : shown.slice(0, tab)
}

/** The extended headers of git (git-diff, "Generating patch text with -p"), each with what it says of the file. */
const EXTENDED: readonly [prefix: string, read: (file: DiffedFile, rest: string) => void][] = [
  [
    'rename from ',
    (file, rest) => {
      file.oldPath = unquoteGitPath(rest)
    },
  ],
  [
    'rename to ',
    (file, rest) => {
      file.newPath = unquoteGitPath(rest)
    },
  ],
  [
    'copy from ',
    (file, rest) => {
      file.oldPath = unquoteGitPath(rest)
    },
  ],
  [
    'copy to ',
    (file, rest) => {
      file.newPath = unquoteGitPath(rest)
    },
  ],
  ['new file mode ', (file) => void delete file.oldPath],
  ['deleted file mode ', (file) => void delete file.newPath],
  [
    'Binary files ',
    (file) => {
      file.isBinary = true
    },
  ],
  [
    'GIT binary patch',
    (file) => {
      file.isBinary = true
    },
  ],
]

function readExtended(file: DiffedFile, line: string): void {
  for (const [prefix, read] of EXTENDED) if (line.startsWith(prefix)) read(file, line.slice(prefix.length))
}

/** Follows the counts of the hunk and not the look of its lines: a line that was taken away may begin with `--- `. */
function readHunk(cursor: Cursor, file: DiffedFile, header: string): void {
  const [, oldStart = '', oldCount = '1', newStart = '', newCount = '1'] = HUNK.exec(header) ?? []
  // With a count of 0 the number is that of the line before, and no line of that side follows.
  const place = { old: Number(oldStart), now: Number(newStart) }
  const left = { old: Number(oldCount), now: Number(newCount) }
  cursor.at++
  while ((left.old > 0 || left.now > 0) && cursor.at < cursor.lines.length) {
    const sign = (cursor.lines[cursor.at] ?? '')[0]
    // An empty line stands for an empty line of both sides where a mailer took off the blank.
    const isBoth = sign === ' ' || sign === undefined || sign === '\r'
    if (!isBoth && sign !== '+' && sign !== '-' && sign !== '\\') {
      cursor.unread.push(cursor.at + 1)
      return
    }
    cursor.at++
    if (sign === '+') extendRanges(file.added, place.now)
    if (sign === '-') extendRanges(file.removed, place.old)
    if (isBoth || sign === '+') [place.now, left.now] = [place.now + 1, left.now - 1]
    if (isBoth || sign === '-') [place.old, left.old] = [place.old + 1, left.old - 1]
  }
}
