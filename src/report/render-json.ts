/**
 * Plain data as JSON with an indentation of two, ending in a line break. Characters that act on a terminal, although
 * JSON allows them bare (C1 controls, DEL, bidirectional overrides, zero-width), are written as `\u` escapes: the value
 * that a reader gets is the same.
 */
export function renderJson(value: object): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)}\n`
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
