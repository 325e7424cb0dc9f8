import { type BinaryOperator, COMPARISONS } from '../program.ts'
import { foldBinary } from './constants.ts'
import type { Frame } from './frame.ts'
import { joinTaints } from './taint.ts'
import {
  allTaints,
  type Constant,
  constantValue,
  listItems,
  listValue,
  optionsOf,
  prefixOf,
  UNKNOWN,
  type Value,
} from './value.ts'

const COMPARES: ReadonlySet<BinaryOperator> = new Set(COMPARISONS)

/** Whether what it gives can be nothing but true or false. */
export function isComparison(operator: BinaryOperator): boolean {
  return COMPARES.has(operator)
}

const COUNTS: ReadonlySet<BinaryOperator> = new Set(['-', '*', '**', '<<', '>>', '&', '|', '^'])

/** What an operator makes of two values. */
export function binaryValue(operator: BinaryOperator, a: Value, b: Value, frame: Frame): Value {
  const { language } = frame.module.code
  if (a.constant !== undefined && b.constant !== undefined) {
    const folded = foldBinary(
      operator,
      a.constant,
      b.constant,
      language === 'java' || language === 'go' ? 'whole' : 'exact',
    )
    if (folded !== undefined) return constantValue(folded)
  }
  if (operator === '+') return concatenated(a, b)
  if (COMPARES.has(operator)) return UNKNOWN
  if (operator === '%' && language === 'python' && typeof a.constant !== 'number')
    return takesNumbers(a.constant)
      ? UNKNOWN
      : {
          taints: joinTaints(allTaints(a), allTaints(b)),
          isBuilt: true,
          prefix: formatBeginning(prefixOf(a), listItems(b)?.[0] ?? b),
        }
  if (operator === '/' && language === 'python' && typeof b.constant !== 'number')
    return { ...concatenated(a, b), ...(a.name !== undefined && { name: a.name }) }
  if (COUNTS.has(operator) && language !== 'python') return UNKNOWN
  if (COUNTS.has(operator) || operator === '/' || operator === '%') {
    // Python's sets, bytes and lists know these, too; a text times a number stays a text.
    return operator === '*' || operator === '|' ? { taints: joinTaints(allTaints(a), allTaints(b)) } : UNKNOWN
  }
  return { taints: joinTaints(allTaints(a), allTaints(b)) }
}

/** A format of Python that has holes for numbers only. */
function takesNumbers(format: Constant | undefined): boolean {
  if (typeof format !== 'string') return false
  const holes = format.replaceAll('%%', '').match(/%(?:\(\w*\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z]/g) ?? []
  return holes.length > 0 && holes.every((hole) => /[dixXoeEfFgG]$/.test(hole))
}

/** What stands before the first hole of a format. */
function beforeHole(format: string): string {
  return format.split(/[%{]/, 1)[0] ?? ''
}

/** In a prefix: some text that is not known, and that nobody else sets. */
const UNKNOWN_PART = '…'

const LONGEST_PREFIX = 400

/** One text after the other; lists, too. */
export function concatenated(a: Value, b: Value): Value {
  const some = listItems(a)
  const more = listItems(b)
  if (some !== undefined && more !== undefined) return listValue([...some, ...more])
  if (a.constant !== undefined && b.constant !== undefined) {
    const text: Constant = `${a.constant}${b.constant}`
    return text.length <= 4_000 ? constantValue(text) : { taints: [], prefix: text.slice(0, 200) }
  }
  return {
    taints: joinTaints(allTaints(a), allTaints(b)),
    isBuilt: true,
    prefix: beginningOf(a, b),
  }
}

/** How a text begins that is put together; what nobody else sets and is not known stands as `UNKNOWN_PART` in it. */
function beginningOf(a: Value, b: Value): string {
  const known = prefixOf(a)
  const next = isFromOutside(b) ? prefixOf(b) : closed(b)
  if (typeof a.constant === 'string') return a.constant + next
  return isFromOutside(a) ? known : closed(a) + next
}

/** How a text begins that is made after a format with this in its first hole. */
export function formatBeginning(format: string, first: Value | undefined): string {
  const [, before = '', after = ''] = /^([^%{]*)(?:%s|\{0?\})([^%{]*)/.exec(format) ?? [format, beforeHole(format)]
  return first === undefined || isFromOutside(first) ? before : before + closed(first) + after
}

/** Whether somebody who asks from outside can set it. */
function isFromOutside(value: Value): boolean {
  return allTaints(value).some(({ origin }) => origin !== 'local')
}

/** A text with a sign for what may follow. */
function closed(value: Value): string {
  const known = prefixOf(value)
  const isKnown = optionsOf(value).length > 0 || value.fields !== undefined
  return isKnown || known.endsWith(UNKNOWN_PART) || known.length > LONGEST_PREFIX ? known : known + UNKNOWN_PART
}
