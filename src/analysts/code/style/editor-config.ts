/** What an `.editorconfig` asks of one file; what is absent is not asked. */
export interface EditorRules {
  indentStyle?: 'tab' | 'space'
  trimTrailingWhitespace?: boolean
  insertFinalNewline?: boolean
  maxLineLength?: number
}

/** An `.editorconfig` with its place in the tree. */
export interface EditorConfigFile {
  path: string
  text: string
}

interface Section {
  glob: string
  settings: ReadonlyMap<string, string>
}

/** Reads what the configuration files ask of a path: those nearer to it and later sections win, `root = true` ends the way up. */
export function editorRules(path: string, configs: readonly ParsedConfig[]): EditorRules {
  const settings = new Map<string, string>()
  for (const { folder, sections } of above(path, configs))
    for (const section of sections) {
      const inner = folder === '' ? path : path.slice(folder.length + 1)
      if (matches(section.glob, inner)) for (const [key, value] of section.settings) settings.set(key, value)
    }
  return rulesOf(settings)
}

/** One of them, read. */
export interface ParsedConfig {
  folder: string
  isRoot: boolean
  sections: Section[]
}

/** From the root inwards, beginning with the innermost that calls itself root. */
function above(path: string, configs: readonly ParsedConfig[]): ParsedConfig[] {
  const near = configs
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .toSorted((a, b) => a.folder.length - b.folder.length)
  return near.slice(
    Math.max(
      0,
      near.findLastIndex(({ isRoot }) => isRoot),
    ),
  )
}

export function parseEditorConfig({ path, text }: EditorConfigFile): ParsedConfig {
  const sections: { glob: string; settings: Map<string, string> }[] = []
  let isRoot = false
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim()
    if (line === '' || /^[#;]/.test(line)) continue
    if (line.startsWith('[') && line.endsWith(']')) {
      sections.push({ glob: line.slice(1, -1), settings: new Map() })
      continue
    }
    const equals = line.indexOf('=')
    if (equals < 0) continue
    const key = line.slice(0, equals).trim().toLowerCase()
    const value = line
      .slice(equals + 1)
      .trim()
      .toLowerCase()
    const section = sections.at(-1)
    if (section !== undefined) section.settings.set(key, value)
    else if (key === 'root') isRoot = value === 'true'
  }
  return { folder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '', isRoot, sections }
}

function rulesOf(settings: ReadonlyMap<string, string>): EditorRules {
  const style = settings.get('indent_style')
  const length = Number(settings.get('max_line_length'))
  return {
    ...(style === 'tab' || style === 'space' ? { indentStyle: style } : {}),
    ...(Number.isInteger(length) && length > 0 ? { maxLineLength: length } : {}),
    ...asked(settings.get('trim_trailing_whitespace'), 'trimTrailingWhitespace'),
    ...asked(settings.get('insert_final_newline'), 'insertFinalNewline'),
  }
}

function asked(value: string | undefined, key: 'trimTrailingWhitespace' | 'insertFinalNewline'): EditorRules {
  return value === 'true' ? { [key]: true } : value === 'false' ? { [key]: false } : {}
}

const MOST_WAYS = 200

/** A glob with a slash is about the path from the configuration's folder, any other about the name. */
function matches(glob: string, path: string): boolean {
  const subject = glob.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1)
  return alternatives(glob.replace(/^\//, '')).some((one) => matchesPlain(one, subject))
}

/** `*.{js,ts}` as `*.js` and `*.ts`; `{1..9}` stays as it is and matches nothing. */
function alternatives(glob: string): string[] {
  let ways = [glob]
  for (let round = 0; round < 8; round += 1) {
    const next = ways.flatMap((way) => {
      const inner = /\{([^{}]*,[^{}]*)\}/.exec(way)
      if (inner === null) return [way]
      const [whole, list = ''] = inner
      return list.split(',').map((part) => way.slice(0, inner.index) + part + way.slice(inner.index + whole.length))
    })
    if (next.length === ways.length || next.length > MOST_WAYS) return next.slice(0, MOST_WAYS)
    ways = next
  }
  return ways
}

/** Without going back: a star that was wrong is widened by one, which is linear in glob times path. */
function matchesPlain(glob: string, path: string): boolean {
  let [at, inGlob, star, mark] = [0, 0, -1, 0]
  let isDeep = false
  while (at < path.length) {
    const sign = glob[inGlob]
    if (sign === '*') {
      isDeep = glob[inGlob + 1] === '*'
      inGlob += isDeep ? (glob[inGlob + 2] === '/' ? 3 : 2) : 1
      star = inGlob
      mark = at
    } else if (sign !== undefined && (sign === path[at] || (sign === '?' && path[at] !== '/'))) {
      inGlob += 1
      at += 1
    } else if (star >= 0 && (isDeep || path[mark] !== '/')) {
      mark += 1
      at = mark
      inGlob = star
    } else return false
  }
  return /^\**$/.test(glob.slice(inGlob))
}
