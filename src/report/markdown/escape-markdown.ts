import { visibleText } from '../text/visible-text.ts'

/** What begins markup anywhere in a line, in CommonMark, GFM or the additions of GitHub and GitLab (`$` for mathematics). */
const MARKUP = /[\\`*_{}[\]<>#|~$^&]/g
/** What begins a block only at the start of a line, which any word may come to stand at: lists, rules, underlines. */
const BLOCK_START = /^[-+=]/
const LIST_NUMBER = /^(\d{1,9})([.)])$/

/**
 * A word that a renderer might turn into a link or a mention even though it is escaped, because autolinking runs over
 * the finished text: addresses, mail addresses, domain names, mentions, numbers of issues, ids of commits.
 */
const LINKABLE =
  /[:/]\/|www\.|@|\w\.[a-z]{2}|(?:mailto|xmpp|tel|javascript|data):|#\d|gh-\d|^\W*(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\W*$/i

/** Where a text stands: a pipe ends the cell of a table even inside a code span. */
export type Place = 'flow' | 'cell'

/** Plain text as inline Markdown on one line: it shows as it reads and is neither link, image, HTML nor block. */
export function escapeInline(text: string, limit?: number, place: Place = 'flow'): string {
  const words = visibleText(text, limit)
    .split(/\s+/)
    .filter((word) => word !== '')
  return words.map((word) => (LINKABLE.test(word) ? codeWord(word, place) : escapeWord(word))).join(' ')
}

/** The punctuation of the sentence around the word stays outside of the code span. */
function codeWord(word: string, place: Place): string {
  const [, before = '', inner = word, after = ''] = /^([("']*)(.+?)([)"',;:!?.]*)$/.exec(word) ?? []
  return `${escapeWord(before)}${codeSpan(inner, undefined, place)}${escapeWord(after)}`
}

/** Text as a code span (CommonMark 0.31.2, section 6.1), with a fence longer than any run of backticks in it. */
export function codeSpan(text: string, limit?: number, place: Place = 'flow'): string {
  const shown = visibleText(text, limit).trim()
  if (shown === '') return '` `'
  const fence = '`'.repeat(longestRun(shown) + 1)
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${place === 'cell' ? escapePipes(shown) : shown}${pad}${fence}`
}

/** `\|` is a pipe in a cell; behind a backslash of the text itself no escape works everywhere, so it becomes `¦`. */
function escapePipes(text: string): string {
  return text.replaceAll('\\|', '\\¦').replaceAll('|', '\\|')
}

/** Lines as a fenced code block with a fence that none of them can close. `language` is a word of ours. */
export function fencedBlock(lines: readonly string[], language: string): string {
  const shown = lines.map((line) => visibleText(line))
  const fence = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)))
  return [`${fence}${language}`, ...shown, fence].join('\n')
}

function escapeWord(word: string): string {
  return word.replace(MARKUP, '\\$&').replace(BLOCK_START, '\\$&').replace(LIST_NUMBER, '$1\\$2')
}

function longestRun(text: string): number {
  return [...text.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), 0)
}
