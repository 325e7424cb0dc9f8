import { own } from '../core/own.ts'
/** A tag that opens, closes, or does both (`isEmpty`). */
export interface XmlTag {
  name: string
  isClosing: boolean
  isEmpty: boolean
  attributes: ReadonlyMap<string, string>
  /** What stands between this tag and the next, where that is wanted: its place in the text. */
  end: number
}

/** What is no element is passed over as a whole: it is neither read nor expanded. */
const PASSED_OVER: readonly [opens: string, closes: string][] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/**
 * The tags of an XML text in their order, for formats that keep everything in attributes. It is linear, knows the five entities of
 * XML and characters by number, and defines none: a document type is passed over. Broken XML ends it, and it throws on nothing.
 */
export function* xmlTags(text: string): Generator<XmlTag> {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const passed = PASSED_OVER.find(([opens]) => text.startsWith(opens, at))
    if (passed !== undefined) {
      const end = text.indexOf(passed[1], at + passed[0].length)
      if (end < 0) return
      at = end + passed[1].length
      continue
    }
    if (text.startsWith('<!', at)) {
      at = endOfDeclaration(text, at + 2)
      if (at < 0) return
      continue
    }
    const tag = readTag(text, at + 1)
    if (tag === undefined) return
    yield tag
    at = tag.end
  }
}

/** A document type may hold declarations in brackets, and `>` in quotes. */
function endOfDeclaration(text: string, from: number): number {
  let depth = 0
  const stop = /["'[\]>]/g
  stop.lastIndex = from
  for (let found = stop.exec(text); found !== null; found = stop.exec(text)) {
    const [character] = found
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, stop.lastIndex)
      if (end < 0) return -1
      stop.lastIndex = end + 1
    } else if (character === '[') depth++
    else if (character === ']') depth--
    else if (depth <= 0) return stop.lastIndex
  }
  return -1
}

const NAME = /[^\s=/>"'<]+/y
const BLANK = /\s*/y

function readTag(text: string, from: number): XmlTag | undefined {
  const isClosing = text[from] === '/'
  const name = matchAt(NAME, text, isClosing ? from + 1 : from)
  const attributes = new Map<string, string>()
  let at = from + (isClosing ? 1 : 0) + name.length
  while (at < text.length) {
    at += matchAt(BLANK, text, at).length
    if (text[at] === '>') return { name, isClosing, isEmpty: text[at - 1] === '/', attributes, end: at + 1 }
    const key = matchAt(NAME, text, at)
    if (key === '') {
      at++
      continue
    }
    at += key.length
    at += matchAt(BLANK, text, at).length
    if (text[at] !== '=') continue
    at++
    at += matchAt(BLANK, text, at).length
    const quote = text[at]
    if (quote !== '"' && quote !== "'") continue
    const end = text.indexOf(quote, at + 1)
    if (end < 0) return undefined
    attributes.set(key, unescapeXml(text.slice(at + 1, end)))
    at = end + 1
  }
  return undefined
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Replaced once and never again, so that nothing grows. What is not known stays as it is. */
export function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]{1,6}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return own(ENTITIES, name) ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return Number.isInteger(code) && code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
  })
}
