import { isPlaceholder } from './placeholder.ts'
import { entropyOf, wordShare } from './randomness.ts'
import type { Assignment } from './read-assignment.ts'
import { hasKeyWord, isAboutVendor } from './read-name.ts'
import type { NamedForm, SecretMatch, TokenForm } from './secret-rule.ts'

/** Where a token may begin: not inside a longer word, but after an escaped line break or a coded sign of an address. */
const BEGINS = '(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt])|(?<=%[0-9A-F]{2})|(?<=:-))'
const ENDS = '(?![A-Za-z0-9_]|-[A-Za-z0-9])'
const HEAD = /[A-Za-z0-9+/~._-]{0,100}$/
const LEAST_ENTROPY = 3
const LEAST_OF_HEX = 2.6
/** How much of a line is looked at for a word that has to stand near. */
const NEAR = 300

/** Tries one form where one of its starts stands. */
export type FormMatcher = (text: string, at: number) => SecretMatch | undefined

/** Compiled once; the expression runs at the given place only. */
export function formMatcher(form: TokenForm): FormMatcher {
  const starts = form.starts.map(escaped).join('|')
  const expression = new RegExp(`${form.before ?? BEGINS}(?:${starts})(?<rest>${form.rest})${ENDS}`, 'y')
  return (text, at) => {
    expression.lastIndex = at
    const found = expression.exec(text)
    if (found === null) return undefined
    const rest = found.groups?.rest ?? ''
    // What has to stand before belongs to the token as well.
    const head = form.before ? (HEAD.exec(text.slice(Math.max(0, at - 100), at))?.[0] ?? '') : ''
    if (!isLive(head + rest, form.entropy) || !isNear(text, at, form.near)) return undefined
    return { kind: form, start: at - head.length, end: at + found[0].length, rank: 'form', confidence: 0.95 }
  }
}

/** Tries a form without a mark of its own on what is assigned to the vendor's name. */
export type NamedMatcher = (given: Assignment) => SecretMatch | undefined

export function namedMatcher(form: NamedForm): NamedMatcher {
  const expression = new RegExp(`^(?:${form.value})$`)
  return (given) => {
    const { value, start, end, name } = given
    if (value.length > 4000 || !expression.test(value)) return undefined
    if (isAboutVendor(name)) return undefined
    if (form.needsKeyWord === true && !hasKeyWord(withoutVendor(name, form))) return undefined
    if (!isLive(value, form.entropy) || !hasDigitOrMixes(value)) return undefined
    return { kind: form, start, end, rank: 'named', confidence: given.style === 'prose' ? 0.7 : 0.8 }
  }
}

function withoutVendor(name: string, { names }: NamedForm): string {
  const lower = name.toLowerCase()
  const vendor = names.find((one) => lower.includes(one) && !hasKeyWord(one))
  return vendor === undefined ? name : lower.replace(vendor, '')
}

/** An identifier in words has neither. */
function hasDigitOrMixes(value: string): boolean {
  return /\d/.test(value) || (/[a-z][A-Z].*[a-z][A-Z]/.test(value) && /[A-Z]{2}/.test(value))
}

function isLive(value: string, entropy = LEAST_ENTROPY): boolean {
  if (entropy === 0) return !isPlaceholder(value)
  // Short values cannot have as much.
  const most = /^[0-9a-f-]+$/i.test(value) ? Math.min(entropy, LEAST_OF_HEX) : entropy
  const least = Math.min(most, 0.72 * Math.log2(Math.max(2, value.length)))
  return entropyOf(value) >= least && wordShare(value) < (/\d/.test(value) ? 0.75 : 0.6) && !isPlaceholder(value)
}

function isNear(text: string, at: number, near: readonly string[] | undefined): boolean {
  if (near === undefined) return true
  const before = text.slice(Math.max(0, at - NEAR), at)
  const around = (before.slice(before.lastIndexOf('\n') + 1) + text.slice(at, at + NEAR)).toLowerCase()
  return near.some((word) => around.includes(word))
}

function escaped(start: string): string {
  return start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
