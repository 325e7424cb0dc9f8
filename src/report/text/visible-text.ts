/**
 * Controls, format characters (bidirectional overrides, zero-width characters, soft hyphens, tags), line and paragraph
 * separators, lone surrogates, and letters that are drawn as nothing. Whatever acts on a terminal or a reader unseen.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu
/** Piles of combining marks grow over the lines above and below; three suffice for any written language. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu

/**
 * Text from evidence as one line on which nothing acts: control characters become their pictures (`␛`, `⏎` for a line
 * break), other unseen characters their escape (`\u202e`), a tab one blank. Cut to `limit` characters with an ellipsis.
 */
export function visibleText(text: string, limit = Number.POSITIVE_INFINITY): string {
  // Cut first: a hostile text may be megabytes long.
  const head = Number.isFinite(limit) ? text.slice(0, limit * 2 + 2) : text
  return cutText(head.replace(/\r\n?/g, '\n').replace(UNSEEN, picture).replace(PILED_MARKS, '$1…'), limit)
}

/** At most `limit` characters (code points), the last of them `…` if some were left out. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  // A character takes at most two units.
  const characters = [...text.slice(0, 2 * limit + 2)]
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (character === '\n') return '⏎'
  if (character === '\t') return ' '
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}
