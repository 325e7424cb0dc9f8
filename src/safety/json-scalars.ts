/** A string or a number in a JSON text; the name of a field is a string as well. */
export interface JsonScalar {
  /** Where it stands, with its quotes: `start` inclusive, `end` exclusive. */
  start: number
  end: number
  isNumber: boolean
  /** What a string says; of a number, how it is written. */
  text: string
  /** The field that it is the value of, also in a list. */
  key: string | undefined
  /** In a list, the string right before. */
  before: string | undefined
}

/** An object or a list that has begun. */
interface Open extends Pick<JsonScalar, 'key' | 'before'> {
  isList: boolean
}

const TOKEN = /["{}[\],]|-?[0-9][0-9.eE+-]*/g
const COLON = /[ \t\r\n]*:/y

/** The strings and numbers of a JSON text, or of several one after the other. Throws a `SyntaxError` for a string that is none. */
export function* scalarsOf(text: string): Generator<JsonScalar> {
  const open: Open[] = [{ isList: true, key: undefined, before: undefined }]
  for (let from = 0; ; ) {
    TOKEN.lastIndex = from
    const start = TOKEN.exec(text)?.index
    if (start === undefined) return
    const first = text.charAt(start)
    const isString = first === '"'
    from = isString ? endOfString(text, start) : TOKEN.lastIndex
    const within = open.at(-1)
    if (first === '{') open.push({ isList: false, key: undefined, before: undefined })
    else if (first === '[') open.push({ isList: true, key: within?.key, before: undefined })
    else if (first === '}' || first === ']') open.pop()
    else if (first !== ',') {
      const written = text.slice(start, from)
      const said: string = isString ? JSON.parse(written) : written
      const isName = isString && isBeforeColon(text, from)
      yield {
        start,
        end: from,
        isNumber: !isString,
        text: said,
        key: isName ? undefined : within?.key,
        before: within?.before,
      }
      if (isName && within) within.key = said
      else if (within?.isList) within.before = isString ? said : undefined
    }
  }
}

/** Past the quote that ends the string that begins there. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return quote + 1
  }
  return text.length
}

function isBeforeColon(text: string, end: number): boolean {
  COLON.lastIndex = end
  return COLON.test(text)
}
