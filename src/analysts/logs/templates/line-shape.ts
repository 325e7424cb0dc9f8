import { softWord } from './soft-words.ts'

/** Stands for a variable in a shape. */
export const VARIABLE = 1

/** What follows in a longer shape is left out. */
const LONGEST_SHAPE = 2000

const BLANK = 0
const JOINT = 1
const WORD = 2
const DIGIT = 3
const SPACE = 32
const DOT = 46
const SLASH = 47
const COLON = 58
const EQUALS = 61

/** What each byte is: blanks part tokens, joints part words within a token and stay, words are the rest. */
const CLASS = classes()

function classes(): Uint8Array {
  const table = new Uint8Array(256).fill(WORD)
  for (let code = 0; code <= 32; code++) table[code] = BLANK
  table[127] = BLANK
  for (const character of '=,;()[]{}"\'<>|') table[character.charCodeAt(0)] = JOINT
  for (let code = 48; code <= 57; code++) table[code] = DIGIT
  return table
}

/**
 * Writes the shape of the message `bytes[start, end)` to `out` and returns its length: words stay, words that are
 * variables by their spelling (digits, paths, addresses) become VARIABLE with the unit after them, and neighbouring
 * variables become one. `out` must have room for `end - start + 1` bytes.
 */
export function writeShape(bytes: Uint8Array, start: number, end: number, out: Uint8Array): number {
  let n = 0
  let i = start
  /** Length of `out` after the last variable; -1 before the first. */
  let mark = -1
  /** Whether something that is not punctuation or a date word stands after `mark`. */
  let solid = true
  /** Where a run of date words started, that a number may swallow. */
  let dates = -1
  /** Brackets that were left out when variables became one, so that their closers are too. */
  let dropped = 0
  while (i < end && n < LONGEST_SHAPE) {
    const code = bytes[i] ?? 0
    const kind = CLASS[code] ?? WORD
    if (kind === BLANK) {
      if (n > 0 && out[n - 1] !== SPACE) out[n++] = SPACE
      i++
      continue
    }
    if (kind === JOINT) {
      i++
      if (!solid && isCloser(code) && dropped > 0) dropped--
      else if (!solid && isCloser(code) && opens(out, mark, n) >= 0) n = opens(out, mark, n)
      else out[n++] = code
      if (code === EQUALS) solid = true
      continue
    }
    const from = i
    i = wordEnd(bytes, i, end)
    let to = i
    while (to > from + 1 && isTail(bytes[to - 1] ?? 0)) to--
    const value = valueStart(bytes, from, to)
    if (value >= 0) {
      if (value > from) {
        for (let j = from; j < value; j++) out[n++] = bytes[j] ?? 0
        solid = true
      } else if (dates >= 0) n = dates
      if (!solid && mark >= 0) {
        if (opens(out, mark, n) >= 0) dropped++
        n = mark
      } else {
        dropped = 0
        if (out[n - 1] === 60 || out[n - 1] === 62) n--
        out[n++] = VARIABLE
      }
      mark = n
      solid = false
      dates = -1
    } else {
      const soft = softWord(bytes, from, to)
      if (soft === 1 && !solid && mark >= 0) {
        n = mark
      } else {
        if (soft === 2) {
          if (dates < 0) dates = n
        } else {
          solid = true
          dates = -1
        }
        for (let j = from; j < to; j++) out[n++] = bytes[j] ?? 0
      }
    }
    for (let j = to; j < i; j++) out[n++] = bytes[j] ?? 0
  }
  while (n > 0 && out[n - 1] === SPACE) n--
  return n
}

/** The end of the word at `from`: a blank or a joint; within a path or address only what cannot stand in a URL. */
function wordEnd(bytes: Uint8Array, from: number, end: number): number {
  let slashes = bytes[from] === SLASH ? 2 : 0
  for (let i = from; i < end; i++) {
    const code = bytes[i] ?? 0
    const kind = CLASS[code] ?? WORD
    if (kind === BLANK) return i
    if (kind === JOINT && (slashes < 2 || !(code === EQUALS || code === 59))) return i
    if (code === SLASH) slashes++
  }
  return end
}

/**
 * Where the variable part of the word starts: after the colon of `key:value`. -1: the word is no variable.
 */
function valueStart(bytes: Uint8Array, from: number, to: number): number {
  let digits = 0
  let slashes = 0
  let dots = 0
  let colon = -1
  for (let i = from; i < to; i++) {
    const code = bytes[i] ?? 0
    if (CLASS[code] === DIGIT) digits++
    else if (code === SLASH) slashes++
    else if (code === DOT && colon < 0) dots++
    else if (code === COLON && colon < 0 && digits === 0 && slashes === 0) colon = i
  }
  const variable = digits > 0 || slashes > 1 || (bytes[from] === SLASH && to - from > 1)
  if (!variable) return -1
  return colon > from && colon < to - 1 && dots === 0 ? colon + 1 : from
}

/** Where in `out[from, n)` a bracket stands open: the one that the closer at hand closes. -1: none. */
function opens(out: Uint8Array, from: number, n: number): number {
  if (from < 0) return -1
  for (let i = n - 1; i >= from; i--) {
    const code = out[i]
    if (code === 40 || code === 91 || code === 123 || code === 60) return i > from && out[i - 1] === SPACE ? i - 1 : i
  }
  return -1
}

function isCloser(code: number): boolean {
  return code === 41 || code === 93 || code === 125 || code === 62
}

/** Punctuation that ends a word without being part of it: . : ! ? */
function isTail(code: number): boolean {
  return code === DOT || code === COLON || code === 33 || code === 63
}
