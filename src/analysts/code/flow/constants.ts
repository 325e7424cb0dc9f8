import { own } from '../../../core/own.ts'
import type { BinaryOperator } from '../program.ts'
import type { Constant } from './value.ts'

/** Longer texts are not followed. Characters. */
const LONGEST = 4_000

type Fold = (left: Constant, right: Constant) => Constant | undefined

const numeric =
  (fold: (a: number, b: number) => number | boolean): Fold =>
  (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? fold(a, b) : undefined

const ordered =
  (fold: (a: number | string, b: number | string) => boolean): Fold =>
  (a, b) =>
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')
      ? fold(a, b)
      : undefined

const FOLDS: Partial<Record<BinaryOperator, Fold>> = {
  '+': (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a + b
    if (typeof a === 'string' || typeof b === 'string') {
      const text = `${a}${b}`
      return text.length <= LONGEST ? text : undefined
    }
    return undefined
  },
  '-': numeric((a, b) => a - b),
  '*': (a, b) =>
    typeof a === 'string' && typeof b === 'number' && b >= 0 && a.length * b <= LONGEST
      ? a.repeat(Math.trunc(b))
      : numeric((x, y) => x * y)(a, b),
  '%': numeric((a, b) => a % b),
  '**': numeric((a, b) => a ** b),
  '<<': numeric((a, b) => a << b),
  '>>': numeric((a, b) => a >> b),
  '&': numeric((a, b) => a & b),
  '|': numeric((a, b) => a | b),
  '^': numeric((a, b) => a ^ b),
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
  in: (a, b) => (typeof a === 'string' && typeof b === 'string' ? b.includes(a) : undefined),
  'not-in': (a, b) => (typeof a === 'string' && typeof b === 'string' ? !b.includes(a) : undefined),
}

/** The value of an operation on constants; undefined where it has none here. Whole numbers divide as whole ones where the language does. */
export function foldBinary(
  operator: BinaryOperator,
  left: Constant,
  right: Constant,
  divides: 'whole' | 'exact',
): Constant | undefined {
  if (operator === '/' && typeof left === 'number' && typeof right === 'number' && right !== 0)
    return divides === 'whole' && Number.isInteger(left) && Number.isInteger(right)
      ? Math.trunc(left / right)
      : left / right
  const folded = FOLDS[operator]?.(left, right)
  return typeof folded === 'number' && !Number.isFinite(folded) ? undefined : folded
}

const text = (value: Constant | undefined): string => String(value)
const whole = (value: Constant | undefined): number | undefined => (typeof value === 'number' ? value : undefined)

/** Methods of texts that Java, Python, JavaScript and Go programs call, on constants. */
const TEXT_METHODS: Readonly<Record<string, (self: string, args: readonly Constant[]) => Constant | undefined>> = {
  charAt: (self, [index]) => (whole(index) === undefined ? undefined : self.charAt(Number(index))),
  substring: (self, [from, to]) => self.substring(Number(from), to === undefined ? undefined : Number(to)),
  slice: (self, [from, to]) => self.slice(Number(from), to === undefined ? undefined : Number(to)),
  indexOf: (self, [part]) => self.indexOf(text(part)),
  find: (self, [part]) => self.indexOf(text(part)),
  lastIndexOf: (self, [part]) => self.lastIndexOf(text(part)),
  length: (self) => self.length,
  toUpperCase: (self) => self.toUpperCase(),
  toLowerCase: (self) => self.toLowerCase(),
  upper: (self) => self.toUpperCase(),
  lower: (self) => self.toLowerCase(),
  trim: (self) => self.trim(),
  strip: (self) => self.trim(),
  equals: (self, [other]) => self === other,
  equalsIgnoreCase: (self, [other]) => self.toLowerCase() === text(other).toLowerCase(),
  startsWith: (self, [part]) => self.startsWith(text(part)),
  startswith: (self, [part]) => self.startsWith(text(part)),
  endsWith: (self, [part]) => self.endsWith(text(part)),
  endswith: (self, [part]) => self.endsWith(text(part)),
  contains: (self, [part]) => self.includes(text(part)),
  includes: (self, [part]) => self.includes(text(part)),
  isEmpty: (self) => self === '',
  concat: (self, parts) => self + parts.map(text).join(''),
  toString: (self: string) => self,
  intern: (self) => self,
  replace: (self, [from, to]) =>
    typeof from === 'string' && typeof to === 'string' ? self.replaceAll(from, to) : undefined,
  encode: (self) => self,
  getBytes: (self) => self,
  toCharArray: (self) => self,
}

/** What a method of a constant text gives on constant arguments; undefined where that is not known. */
export function foldTextMethod(method: string, self: string, args: readonly Constant[]): Constant | undefined {
  const folded = own(TEXT_METHODS, method)?.(self, args)
  return typeof folded === 'string' && folded.length > LONGEST ? undefined : folded
}

/** Whether a constant counts as true in a test; Python and JavaScript agree on all that constants can be. */
export function isTruthy(constant: Constant): boolean {
  return Boolean(constant)
}
