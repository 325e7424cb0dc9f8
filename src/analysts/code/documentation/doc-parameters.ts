/** Names of parameters that a documentation comment speaks of, with the line in the comment, from 0. */
export interface DocumentedParameter {
  name: string
  line: number
}

/** `@param` of JSDoc and Javadoc. Names of fields (`options.size`) stand for the parameter. */
export function blockParameters(comment: string): DocumentedParameter[] {
  return comment.split('\n').flatMap((text, line) => {
    const tag = /@param(?:eter)?\s+/.exec(text)
    if (tag === null || /[`'"]@param/.test(text)) return []
    const name = nameAfterType(text.slice(tag.index + tag[0].length))
    return name === undefined ? [] : [{ name, line }]
  })
}

/** `{{ a: string }} [name=1] words`: the name after the type in braces. */
function nameAfterType(text: string): string | undefined {
  let at = 0
  let depth = 0
  do {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth > 0 || text[at] === '}') at += 1
  } while (depth > 0 && at < text.length)
  if (depth > 0) return undefined
  return /^\s*\[?\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(text.slice(at))?.[1]
}

const GOOGLE_SECTION = /^(\s*)(?:Args|Arguments|Parameters|Params):\s*$/
const GOOGLE_ENTRY = /^(\s+)\*{0,2}([A-Za-z_]\w*)\s*(?:\([^)]*\))?\s*:/
const NUMPY_ENTRY = /^(\s*)\*{0,2}([A-Za-z_]\w*(?:\s*,\s*\*{0,2}[A-Za-z_]\w*)*)\s*:\s/

/** Parameters that a docstring of Python speaks of, in the styles of Sphinx, Google and numpy. */
export function docstringParameters(docstring: string): DocumentedParameter[] {
  const lines = docstring.split('\n')
  return [...sphinx(lines), ...google(lines), ...numpy(lines)]
}

function sphinx(lines: readonly string[]): DocumentedParameter[] {
  return lines.flatMap((text, line) => {
    const name = /^\s*:(?:param|parameter|arg|argument)\s+(?:[^:]*\s)?\*{0,2}([A-Za-z_]\w*)\s*:/.exec(text)?.[1]
    return name === undefined ? [] : [{ name, line }]
  })
}

/** The entries are those that are indented as the first one is. */
function google(lines: readonly string[]): DocumentedParameter[] {
  const start = lines.findIndex((text) => GOOGLE_SECTION.test(text))
  if (start < 0) return []
  const indent = GOOGLE_SECTION.exec(lines[start] ?? '')?.[1]?.length ?? 0
  const found: DocumentedParameter[] = []
  let own: number | undefined
  for (const [offset, text] of lines.slice(start + 1).entries()) {
    if (text.trim() === '') continue
    const depth = text.length - text.trimStart().length
    if (depth <= indent) break
    own ??= depth
    const name = depth === own ? GOOGLE_ENTRY.exec(text)?.[2] : undefined
    if (name !== undefined) found.push({ name, line: start + 1 + offset })
  }
  return found
}

function numpy(lines: readonly string[]): DocumentedParameter[] {
  const start = lines.findIndex((text, at) => text.trim() === 'Parameters' && /^\s*-{3,}\s*$/.test(lines[at + 1] ?? ''))
  if (start < 0) return []
  const indent = (lines[start] ?? '').length - (lines[start] ?? '').trimStart().length
  const found: DocumentedParameter[] = []
  for (const [offset, text] of lines.slice(start + 2).entries()) {
    if (/^\s*-{3,}\s*$/.test(lines[start + 3 + offset] ?? '')) break
    const names = text.length - text.trimStart().length === indent ? NUMPY_ENTRY.exec(text)?.[2] : undefined
    for (const name of names?.split(',') ?? [])
      found.push({ name: name.replace(/[*\s]/g, ''), line: start + 2 + offset })
  }
  return found
}
