import type { Matter } from './rules.ts'

interface Matching {
  /** The whole text has to match, as `matches` in Java and `fullmatch` in Python. */
  isWhole: boolean
  /** It has to match from the beginning, as `match` in Python. */
  isBeginning: boolean
}

/**
 * What a text can no longer do that matches (or does not) a regular expression. Matching clears where the expression spans the whole
 * text and allows no character by which a text leaves its place; not matching clears what the expression looks for.
 */
export function restrictedBy(
  source: string,
  truth: boolean,
  { isWhole, isBeginning }: Matching,
): readonly Matter[] | 'all' {
  if (!truth) return refusedBy(source)
  const restricted = restrictedWhole(source, isWhole, isBeginning)
  return restricted === 'all' || !staysHere(source) ? restricted : [...restricted, 'redirect', 'url']
}

/** It begins with a path of this site, or with a host that is constant. */
function staysHere(source: string): boolean {
  return (
    /^\^\\?\/(?:\(\?!\[?\\?\/|\[(?!\^)[^\]/]*\]|\\w|[a-z])/i.test(source) ||
    /^\^(?:https?\??|\(\?:https\?\)):\\?\/\\?\/(?:\w|-|\\\.)+(?:\\?\/|\$)/.test(source)
  )
}

function restrictedWhole(source: string, isWhole: boolean, isBeginning: boolean): readonly Matter[] | 'all' {
  const isAnchored = isWhole || ((isBeginning || /^(?:\\A|\^)/.test(source)) && /(?:\$|\\z|\\Z)$/.test(source))
  if (!isAnchored) return []
  const body = source.replace(/^(?:\\A|\^)/, '').replace(/(?:\$|\\z|\\Z)$/, '')
  if (/(?<!\\)(?:\\\\)*\.(?!\\)/.test(body.replace(/\[[^\]]*\]/g, '')) || /\\[DSW]|\[\^/.test(body)) return []
  const harmful = /[<>'"`;|&$(){}\\\s]/.test(lettersOf(body))
  if (!harmful)
    return lettersOf(body).includes('/') ? ['sql', 'command', 'code', 'html', 'ldap', 'xpath', 'header', 'log'] : 'all'
  return []
}

/** The characters that it names itself, without its own signs. */
function lettersOf(body: string): string {
  return body
    .replace(/\\[wdbB]/g, '')
    .replace(/\\([^\w\s])/g, '$1')
    .replace(/\{\d+(?:,\d*)?\}/g, '')
    .replace(/\(\?[:=!]/g, '')
    .replace(/[()|?+*[\]^$]/g, '')
}

/** What a text can no longer do that an expression does not match, or whose matches are gone. */
export function refusedBy(source: string): Matter[] {
  const matters: Matter[] = []
  if (/\\\.\\\.|\\\.\{2|\.\./.test(source)) matters.push('path')
  if (/[\r\n]|\\[rnRsv]/.test(source)) matters.push('log', 'header')
  if (/__proto__/.test(source)) matters.push('prototype')
  if (source.includes('<')) matters.push('html')
  // No slash is left at the beginning.
  if (/^\^\(?(?:\?:)?(?:\[[^\]^]*\/[^\]]*\]|\\?\/)\)?[+*{]/.test(source)) matters.push('redirect')
  // A class of refused characters that holds what a shell acts on, or all but letters.
  if (/\[[^\]]*[;&|`$][^\]]*\]/.test(source) || /\[\^[\\\w-]+\]|\\W/.test(source)) matters.push('command')
  if (/\[\^[\\\w-]+\]|\\W/.test(source))
    matters.push('sql', 'html', 'path', 'code', 'ldap', 'xpath', 'xml', 'template', 'nosql', 'format', 'log', 'header')
  const kept = /^\[\^([^\]]+)\]/.exec(source)?.[1]
  if (kept !== undefined) matters.push(...harmlessIn(kept))
  return matters
}

const HARMFUL: readonly (readonly [RegExp, readonly Matter[]])[] = [
  [/[<>"'&]/, ['html']],
  [/['"`;\s]/, ['sql', 'ldap', 'xpath']],
  [/[;&|`$()<>\s"'*?~#\n]/, ['command']],
  [/\//, ['path', 'redirect', 'url']],
]

/** What a text cannot do that holds only characters of this class. A backslash begins one of its short forms. */
function harmlessIn(kept: string): Matter[] {
  if (/\\[SDWs]/.test(kept)) return []
  return HARMFUL.flatMap(([harmful, matters]) => (harmful.test(kept) ? [] : matters))
}
