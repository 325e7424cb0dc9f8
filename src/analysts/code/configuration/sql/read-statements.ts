/** One statement of a file of SQL. */
export interface SqlStatement {
  /** Without comments, runs of white space as one blank; texts in quotes as they are. */
  text: string
  /** The same with every text in quotes emptied: `''`. */
  bare: string
  line: number
  endLine: number
}

/** Longer statements are data: only their beginning is kept. Characters. */
const LONGEST = 4_000

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^'\\]+|\\[\s\S]|'')*(?:'|$)|"[^"]*(?:"|$)|`[^`]*(?:`|$)|\$([A-Za-z_]*)\$|[;\n]|[^'"`$;\n/-]+|[\s\S]/g

/** The statements of a file, split where a semicolon stands outside of quotes, comments and bodies of functions. */
export function readStatements(text: string): SqlStatement[] {
  const statements: SqlStatement[] = []
  let parts: string[] = []
  let bare: string[] = []
  let length = 0
  let line = 1
  let start = 0
  const end = () => {
    const whole = parts.join('').replace(/\s+/g, ' ').trim()
    if (whole !== '')
      statements.push({ text: whole, bare: bare.join('').replace(/\s+/g, ' ').trim(), line: start, endLine: line })
    parts = []
    bare = []
    length = 0
    start = 0
  }
  let body: string | undefined
  for (const { 0: token, 1: tag } of text.matchAll(TOKEN)) {
    const isComment = token.startsWith('--') || token.startsWith('/*')
    if (tag !== undefined) body = body === undefined ? token : body === token ? undefined : body
    else if (body === undefined && token === ';') end()
    else if (body === undefined && !isComment) {
      if (start === 0 && token.trim() !== '') start = line
      length += token.length
      if (length <= LONGEST) {
        parts.push(token)
        bare.push(token.startsWith("'") ? "''" : token)
      }
    }
    line += token.length === 1 ? Number(token === '\n') : token.split('\n').length - 1
  }
  end()
  return statements
}
