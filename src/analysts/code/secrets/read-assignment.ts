/** How sure the syntax is: an operator or a tag; a comma, as between arguments; a blank only, before a quote; words of prose between. */
export type AssignmentStyle = 'operator' | 'list' | 'blank' | 'prose'

/** A name and the literal that is given to it, in any language's syntax. `start` and `end` enclose the value. */
export interface Assignment {
  name: string
  start: number
  end: number
  value: string
  quoted: boolean
  style: AssignmentStyle
}

/** An identifier; one of a single word with the word before it, where one blank is between: `API key`. */
export interface NamePlace {
  name: string
  start: number
  end: number
}

const NAME_LIMIT = 64
const QUOTE_AHEAD = '(?=(?:[bBrRuUfFLN]{1,2}|\\$?@)?\\\\{0,3}["\'`])'
const CLOSERS = '\\\\{0,3}["\'`]?(?:[ \\t]{0,2}[\\])]){0,2}[?!]?(?:\\[\\])?'
const OPERATOR =
  '(?::{1,3}=|\\?\\?=?|\\|{1,3}[:=]?|or\\b|\\?:|\\?=|=>|->|<-|={1,3}|!==?|[+.]=|:{1,2}-|:{1,2}|,)[ \\t]{0,30}(?:[|>][-+]?[ \\t]{0,4}\\r?\\n[ \\t]{1,60}|\\r?\\n[ \\t]{1,60}(?=[rbu@]?["\'`]))?'

const TYPED = sticky(`${CLOSERS}\\s{0,3}:\\s{0,3}[A-Za-z_&][\\w.<>[\\]|?&, ']{0,40}?\\s{0,3}=\\s{0,3}${QUOTE_AHEAD}`)
/** `key = options.key || '…'` */
const FALLEN_BACK = sticky(
  `${CLOSERS}[ \\t]{0,10}[:=][ \\t]{1,10}[A-Za-z_][\\w.$[\\]"'()?]{1,80}[ \\t]{0,4}(?:\\|\\||\\?\\?|\\?:|or\\b)[ \\t]{0,4}${QUOTE_AHEAD}`,
)
const OPERATED = sticky(`${CLOSERS}[ \\t]{0,40}${OPERATOR}`)
/** `<add key="name" value="…"`, `{"name": "…", "value": "…"}`, the `name:` and `value:` of a container's environment. */
const PAIRED = sticky(
  '\\\\?["\']?\\s{0,3}(?:,\\s{0,60}|\\s{1,60})(?:- )?\\\\?["\']?(?:string)?value\\\\?["\']?\\s{0,4}[:=]\\s{0,4}',
  'i',
)
/** `variable "name" { default = "…" }` */
const DEFAULTED = sticky('["\']\\s{0,4}\\{[^{}]{0,300}?\\bdefault\\s{0,20}=\\s{0,4}')
const CALLED = sticky(`[({]\\s{0,4}${QUOTE_AHEAD}`)
const BLANK_QUOTED = sticky(`["'\`]?[ \\t]{1,20}${QUOTE_AHEAD}`)
const BLANK = sticky('[ \\t]{1,4}')
const PROSE = sticky(`["'\`]?(?:[ \\t][\\w.-]{1,30}){1,3}?["'\`]?[ \\t]{0,4}(?:is[ \\t]|[:=]>?)[ \\t]{0,4}`)
const PROSE_QUOTED = sticky(`(?:[ \\t][\\w.-]{1,30}){1,2}?[ \\t]{0,4}=[ \\t]{0,4}${QUOTE_AHEAD}`)
const IS = sticky('[ \\t]is[ \\t]{1,2}(?:[:=][ \\t])?')

const ELEMENT = sticky('[^<>\\n]{0,80}>\\s{0,40}')
const NAMED_ELEMENT = sticky('["\'][^<>\\n]{0,80}(?<![=-])>\\s{0,40}(?:<value>\\s{0,40})?')
const NEXT_ELEMENT = sticky('</\\w{1,20}>\\s{0,60}<\\w{1,20}>\\s{0,20}')
const ELEMENT_TEXT = sticky('[^<\\n]{1,4000}(?=\\s{0,40}</)')

/** What code wraps a literal in: `[]byte("…")`, `new Secret("…")`, `Some(String::from("…"))`, `["…"]`. */
const WRAPPED = sticky(
  `(?:(?:(?:new[ \\t]{1,3})?&?(?:[A-Za-z_]\\w{0,30}(?:\\.|::|->)){0,2}(?:[A-Z]\\w{0,30}|from\\w{0,10}|of|bytes?|str|string|\\w{0,10}decode\\w{0,6}|unhexlify|to_\\w{1,10}|parse|new|literal|raw|quote|secret|sensitive)(?:<\\w{1,20}>)?!?\\(|\\[\\](?:byte|string|rune)[({]|@?[[({])[ \\t]{0,5}){1,3}${QUOTE_AHEAD}`,
)
const OPENING_QUOTE = sticky('(?:[bBrRuUfFLN]{1,2}|\\$?@)?(\\\\{0,3})("""|\'\'\'|["\'`]|&quot;|\\[\\[|%?q[{(])')
const QUOTED_TEXT = sticky('[^"\'`\\\\\\n]{1,4000}')
const DOUBLE_QUOTED_TEXT = sticky('[^"\\\\\\n]{1,4000}')
const SINGLE_QUOTED_TEXT = sticky("[^'\\\\\\n]{1,4000}")
const BRACKETED_TEXT = sticky('[^\\]})\\\\\\n]{1,4000}')
const ENTITY_QUOTED_TEXT = sticky('[^&<>\\n]{1,4000}')
const QUOTED_TEXTS: Readonly<Record<string, RegExp>> = {
  '"': DOUBLE_QUOTED_TEXT,
  "'": SINGLE_QUOTED_TEXT,
  '&': ENTITY_QUOTED_TEXT,
  '[': BRACKETED_TEXT,
  q: BRACKETED_TEXT,
  '%': BRACKETED_TEXT,
}
const BARE_TEXT = sticky('[^\\s"\'`<>,;(){}[\\]|\\\\&]{1,600}')
const BARE_LIMIT = 600
const SCHEME = sticky('(?:Bearer|Basic|Token|ApiKey|Api-Key|SSWS|OAuth|GenieKey|PRIVATE-TOKEN:)[ \\t]{1,3}', 'i')
const FLAG_BEFORE = /(?:^|[\s"'])--?[\w.-]{0,64}$/
/** `ENV NAME value` of a Dockerfile, `login name password value` of a .netrc. */
const SETTING_BEFORE = /\b(?:ENV|ARG|setenv|setx|set)[ \t]{1,3}$|\blogin\s{1,4}\S{1,80}\s{1,20}$/

function sticky(source: string, flags = ''): RegExp {
  return new RegExp(source, `y${flags}`)
}

function skip(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : undefined
}

const SINGLE_WORD = /^[A-Za-z]+$/
/** What stands before a name in a declaration and says nothing of it. */
const MODIFIER =
  /^(?:public|private|protected|internal|static|final|const|let|var|val|readonly|export|string|def|set|char|new) $/i

/** The whole identifier around `at`, dots and dashes included, at most 64 characters to each side. */
export function nameAt(text: string, at: number): NamePlace {
  let start = at
  while (start > 0 && at - start < NAME_LIMIT && isNameCode(text.charCodeAt(start - 1))) start--
  let end = at
  while (end < text.length && end - at < NAME_LIMIT && isNameCode(text.charCodeAt(end))) end++
  while (end > at && isPunctuation(text.charCodeAt(end - 1))) end--
  const name = text.slice(start, end)
  const before = /[A-Za-z]{2,20} $/.exec(text.slice(Math.max(0, start - 21), start))?.[0] ?? ''
  const isPhrase = SINGLE_WORD.test(name) && (/^keys?$/i.test(name) || !MODIFIER.test(before))
  return { name: isPhrase ? before + name : name, start, end }
}

/** Letters, digits, `_`, `-`, `.`, `$`. */
function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 36
  )
}

function isPunctuation(code: number): boolean {
  return code === 45 || code === 46
}

/** What is given to the name, or nothing where no literal follows. Looks at most a few thousand characters ahead. */
export function readAssignment(text: string, place: NamePlace): Assignment | undefined {
  const found = afterElement(text, place) ?? afterOperator(text, place) ?? afterBlank(text, place)
  return found === undefined ? undefined : { name: place.name, ...found }
}

type Value = Omit<Assignment, 'name'>

function afterElement(text: string, { start, end }: NamePlace): Value | undefined {
  const at =
    (text[start - 1] === '<' ? skip(ELEMENT, text, end) : undefined) ??
    skip(NEXT_ELEMENT, text, end) ??
    skip(NAMED_ELEMENT, text, end)
  const to = at === undefined ? undefined : skip(ELEMENT_TEXT, text, at)
  if (at === undefined || to === undefined) return undefined
  const value = text.slice(at, to).trimEnd()
  return { start: at, end: at + value.length, value, quoted: true, style: 'operator' }
}

function afterOperator(text: string, { end }: NamePlace): Value | undefined {
  for (const expression of [TYPED, FALLEN_BACK, DEFAULTED, PAIRED, OPERATED, CALLED]) {
    const at = skip(expression, text, end)
    if (at === undefined) continue
    const isList = expression === OPERATED && /(?:,|(?<!\|)\|)\s*$/.test(text.slice(end, at))
    const value = valueAt(text, at, isList ? 'list' : 'operator')
    if (value !== undefined && (value.quoted || !isList)) return value
  }
  return undefined
}

function afterBlank(text: string, { start, end }: NamePlace): Value | undefined {
  const before = text.slice(Math.max(0, start - 100), start)
  const isSetting =
    SETTING_BEFORE.test(before) ||
    /^bearer$/i.test(text.slice(start, end)) ||
    FLAG_BEFORE.test(before + text.slice(start, start + 3))
  const bare = isSetting ? skip(BLANK, text, end) : undefined
  if (bare !== undefined) return valueAt(text, bare, 'operator')
  const at = skip(PROSE_QUOTED, text, end) ?? skip(BLANK_QUOTED, text, end)
  if (at !== undefined) return valueAt(text, at, 'blank')
  const prose = skip(IS, text, end) ?? skip(PROSE, text, end) ?? skip(BLANK, text, end)
  return prose === undefined ? undefined : valueAt(text, prose, 'prose')
}

function valueAt(text: string, at: number, style: AssignmentStyle): Value | undefined {
  const opened = skip(WRAPPED, text, at) ?? at
  OPENING_QUOTE.lastIndex = opened
  const quote = OPENING_QUOTE.exec(text)
  return quote === null
    ? bareValue(text, at, style)
    : quotedValue(text, OPENING_QUOTE.lastIndex, quote[2] ?? '"', (quote[1] ?? '') !== '', style)
}

function quotedValue(
  text: string,
  at: number,
  quote: string,
  isEscaped: boolean,
  style: AssignmentStyle,
): Value | undefined {
  const start = skip(SCHEME, text, at) ?? at
  const inner = isEscaped ? QUOTED_TEXT : (QUOTED_TEXTS[quote[0] ?? ''] ?? QUOTED_TEXT)
  const end = skip(inner, text, start)
  if (end === undefined) return undefined
  const closes = inner === BRACKETED_TEXT || text.startsWith(quote, end) || text[end] === '\\'
  return closes ? { start, end, value: text.slice(start, end), quoted: true, style } : undefined
}

function bareValue(text: string, at: number, style: AssignmentStyle): Value | undefined {
  const start = skip(SCHEME, text, at) ?? at
  const to = skip(BARE_TEXT, text, start)
  // What goes on with a bracket is a call or a template.
  if (to === undefined || to - start === BARE_LIMIT || '([{'.includes(text[to] ?? ' ')) return undefined
  const value = text.slice(start, to).replace(/[.:!?*]{1,3}$/, '')
  return value === '' ? undefined : { start, end: start + value.length, value, quoted: false, style }
}
