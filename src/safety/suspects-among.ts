import { MASK_RULES } from './mask-rules.ts'

/** A text, and the field that it is the value of. */
interface Field {
  key: string | undefined
  text: string
}

/** A line of its own: no rule reads past it but for what it marks with it, and none takes a part of it for the end of the text before. */
const BORDER = '\n"\u0001\n'
/** A quote would end the value before it has begun, an option has to begin a text, and a placeholder has to be counted. */
const ALWAYS = /^["'\\-]|‹/

/**
 * Those of many short texts that a masker may change: none that it would is missing, and some that it would not may be there. They are read as one text,
 * which is many times quicker than each alone.
 */
export function suspectsAmong<T extends Field>(fields: readonly T[]): Set<T> {
  const suspects = new Set<T>()
  const ends: number[] = []
  let joined = ''
  for (const field of fields) {
    if (ALWAYS.test(field.text)) suspects.add(field)
    joined += field.key === undefined ? field.text : `"${field.key}":"${field.text}`
    joined += BORDER
    ends.push(joined.length)
  }
  for (const rule of MASK_RULES) {
    let place = 0
    for (const { start, end } of rule(joined)) {
      while ((ends[place] ?? joined.length) <= start) place += 1
      // A stretch over several texts hides what else is in them.
      for (let at = place; at < fields.length && (ends[at - 1] ?? 0) < end; at += 1) {
        const field = fields[at]
        if (field) suspects.add(field)
      }
    }
  }
  return suspects
}
