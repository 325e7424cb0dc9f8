import { shapeTokens } from './shape-tokens.ts'

const MOST_LOOKED_AT = 50

/** The text that shapes of one template share, with `<*>` where they differ or hold a variable. */
export function patternText(shapes: readonly string[]): string {
  const [first = '', ...others] = shapes.slice(0, MOST_LOOKED_AT).map((shape) => shapeTokens(shape))
  const tokens = [...first]
  for (const other of others) {
    if (other.length !== tokens.length) continue
    for (let i = 0; i < tokens.length; i++) if (tokens[i] !== other[i]) tokens[i] = '\u0001'
  }
  return decode(tokens.join('')).replaceAll('\u0001', '<*>')
}

/** Latin-1 text of UTF-8 bytes as what it says; invalid bytes become the replacement character. */
function decode(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text)) return text
  return new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
}
