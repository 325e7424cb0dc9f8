import { parseDocument } from 'yaml'
import type { Remark, TouchedFile } from '../change/code-change.ts'
import { type Fence, isMarkdown, type Link, markdownParts } from './markdown-parts.ts'

const LARGEST_EXAMPLE = 20_000
/** What stands for something that is left out or put in. */
const PLACEHOLDER = /\.\.\.|…|<[\w -]+>|\{\{|\$\{|^\s*(?:\/\/|#|\/\*)|\/\/ |\/\* /m

/** What links may lead to. */
export interface LinkedTree {
  paths: ReadonlySet<string>
  /** As `foldersOf` gives them. */
  folders: () => ReadonlySet<string>
}

/** Mistakes in the Markdown that a change touches: links to nothing, examples of data that cannot be read. */
export function markdownMistakes({ file, text, changed }: TouchedFile, tree: LinkedTree | undefined): Remark[] {
  if (!isMarkdown(file.path)) return []
  const { fences, links } = markdownParts(text)
  const examples = fences.filter(({ line, lines }) => changed.touches(line, line + lines.length - 1))
  const fresh = links.filter(({ line }) => changed.isNew(line))
  return [
    ...examples.flatMap(unreadable),
    ...(tree === undefined ? [] : fresh.flatMap((link) => broken(link, file.path, tree))),
  ]
}

function unreadable({ language, line, lines, isClosed }: Fence): Remark[] {
  const text = lines.join('\n')
  if (!isClosed || text.trim() === '' || text.length > LARGEST_EXAMPLE) return []
  const why =
    language === 'json' ? whyNotJson(text) : language === 'yaml' || language === 'yml' ? whyNotYaml(text) : undefined
  if (why === undefined) return []
  return [
    {
      rule: 'documentation/unreadable-example',
      confidence: 0.8,
      line: line - 1,
      endLine: line + lines.length,
      message: `The example is marked as ${language.toUpperCase()} and cannot be read as such: ${why}.`,
      fix: 'Mend the example, or mark it as what it is.',
      effort: 'minutes',
    },
  ]
}

/** Several values below one another, a part of an object, and comments are ways to show, not mistakes. */
function whyNotJson(text: string): string | undefined {
  if (PLACEHOLDER.test(text) || !/^\s*[[{]/.test(text)) return undefined
  const body = text.trim()
  if (!/[\]}]$/.test(body) || /^[\]}]\s*,?\s*\n\s*[[{]/m.test(body) || /\}\s*\n\s*\{/.test(body)) return undefined
  try {
    JSON.parse(body)
    return undefined
  } catch (error) {
    return error instanceof Error ? firstClause(error.message) : 'it is not complete'
  }
}

function whyNotYaml(text: string): string | undefined {
  if (/\{\{|\{%|…|\.\.\.|<[\w -]+>/.test(text)) return undefined
  const { errors } = parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent' })
  const [first] = errors.filter(({ code }) => code !== 'MULTIPLE_DOCS')
  return first === undefined ? undefined : firstClause(first.message)
}

function firstClause(message: string): string {
  return (message.split('\n', 1)[0] ?? '')
    .replace(/[.:,]?\s*$/, '')
    .replace(/,? "?[^"]*"? is not valid JSON$/, ' is not valid')
}

/** Folders, with the ending of each file that they hold: only beside another of its kind can it be told that a file is missing. */
export function foldersOf(paths: ReadonlySet<string>): ReadonlySet<string> {
  const folders = new Set<string>([''])
  for (const path of paths) {
    folders.add(path.slice(0, path.lastIndexOf('/') + 1) + path.slice(path.lastIndexOf('.')))
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

function broken({ target, line }: Link, from: string, { paths, folders: made }: LinkedTree): Remark[] {
  const path = resolved(target, from)
  if (path === undefined || paths.has(path)) return []
  const folders = made()
  if (folders.has(path)) return []
  const kind = path.slice(0, path.lastIndexOf('/') + 1) + path.slice(path.lastIndexOf('.'))
  if (!folders.has(kind)) return []
  if ([`${path}.md`, `${path}.mdx`, `${path}/index.md`, `${path}/README.md`].some((one) => paths.has(one))) return []
  return [
    {
      rule: 'documentation/broken-link',
      confidence: 0.7,
      line,
      message: `The link leads to \`${path}\`, which is not there.`,
      fix: 'Point it at the file it means, or take it out.',
      effort: 'minutes',
    },
  ]
}

/** The path that a relative link to a file means; undefined for every other one. */
function resolved(target: string, from: string): string | undefined {
  if (/^(?:[a-z][a-z\d+.-]*:|\/|#|\{|\$|@)/i.test(target) || !/[./]/.test(target)) return undefined
  const [plain = ''] = target.split(/[?#]/, 1)
  if (!/\.\w{1,5}$/.test(plain)) return undefined
  const parts = from.split('/').slice(0, -1)
  for (const part of decoded(plain).split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined
      parts.pop()
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}
