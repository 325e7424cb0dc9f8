import type { HeaderModel } from './header-model.ts'

const BLANK = 32
const TAB = 9

/**
 * Where the message starts in `bytes[start, end)`: after the fields of the model. A line whose fields are not as the
 * model says (the continuation of a message, say) is all message.
 */
export function contentStart(bytes: Uint8Array, start: number, end: number, model: HeaderModel): number {
  const { fields, separator } = model
  let i = start
  for (let k = 0; k < fields.length; k++) {
    while (i < end && isBlank(bytes[i])) i++
    const kind = fields[k]
    const from = i
    if (kind === 'name') return afterMark(bytes, i, end)
    i = fieldEnd(bytes, i, end, separator)
    if (i >= end) return kind === 'tag' || kind === 'any' ? from : start
    if (kind === 'number' && !startsLikeTime(bytes, from, i)) return start
    if (kind === 'tag') {
      const after = afterTag(bytes, from, i, end)
      return after
    }
    i++
  }
  while (i < end && isBlank(bytes[i])) i++
  return i
}

/** Dates and months: a digit in the field, or a word of three to ten letters. */
function startsLikeTime(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = bytes[i] ?? 0
    if (code >= 48 && code <= 57) return true
  }
  return to - from >= 3 && to - from <= 10
}

/** After the tag's colon; a tag of two words is allowed; without a colon the field itself is skipped if it has a digit. */
function afterTag(bytes: Uint8Array, from: number, fieldEndsAt: number, end: number): number {
  let i = fieldEndsAt
  if (bytes[i - 1] !== 58) {
    const next = fieldEnd(bytes, i + 1, end, BLANK)
    if (bytes[next - 1] !== 58) return from
    i = next
  }
  while (i < end && isBlank(bytes[i])) i++
  return i
}

function afterMark(bytes: Uint8Array, from: number, end: number): number {
  const limit = Math.min(end - 2, from + 120)
  for (let i = from; i < limit; i++) {
    const code = bytes[i + 1]
    if (bytes[i] === BLANK && bytes[i + 2] === BLANK && (code === 45 || code === 124 || code === 58)) return i + 3
  }
  return from
}

function fieldEnd(bytes: Uint8Array, from: number, end: number, separator: number): number {
  let depth = bytes[from] === 91 && separator === BLANK ? 1 : 0
  if (depth === 1) {
    const limit = Math.min(end, from + 200)
    for (let i = from + 1; i < limit; i++) {
      if (bytes[i] === 91) depth++
      else if (bytes[i] === 93 && --depth === 0) return i + 1
    }
  }
  for (let i = from; i < end; i++) {
    const code = bytes[i]
    if (code === separator || (separator === BLANK && code === TAB)) return i
  }
  return end
}

function isBlank(code: number | undefined): boolean {
  return code === BLANK || code === TAB
}
