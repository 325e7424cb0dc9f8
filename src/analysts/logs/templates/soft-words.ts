/** Words that belong to a number next to them. Small sets of the language, not of any log: units, zones, days, months. */
const UNITS =
  'b kb mb gb tb kib mib gib byte bytes bit bits s sec secs second seconds ms msec msecs us usec ns min mins minute minutes h hr hrs hour hours d day days hz khz mhz ghz percent am pm utc gmt pst pdt est edt cst cdt cet cest'
const DATE_WORDS =
  'jan feb mar apr may jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday'

const UNIT_CODES = new Set(UNITS.split(' ').map(codeOfText))
const DATE_CODES = new Set(DATE_WORDS.split(' ').map(codeOfText))
/** Ten letters of five bits are a whole number that a double holds exactly. */
const LONGEST = 10

function codeOfText(word: string): number {
  let code = 0
  for (let i = 0; i < word.length; i++) code = code * 32 + (word.charCodeAt(i) & 31)
  return code
}

/** 0: no such word · 1: follows a number (a unit, a time zone) · 2: precedes one (a day, a month). */
export function softWord(bytes: Uint8Array, from: number, to: number): 0 | 1 | 2 {
  if (to - from > LONGEST) return 0
  let code = 0
  for (let i = from; i < to; i++) {
    const letter = (bytes[i] ?? 0) | 32
    if (letter < 97 || letter > 122) return 0
    code = code * 32 + (letter & 31)
  }
  if (UNIT_CODES.has(code)) return 1
  return DATE_CODES.has(code) ? 2 : 0
}
