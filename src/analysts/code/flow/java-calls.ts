import type { CallExpression } from '../program.ts'
import type { Frame } from './frame.ts'
import { type Arguments, placeOf } from './machine.ts'
import { bitsOf, cleared, type Taint } from './taint.ts'
import { allTaints, type Constant, constantValue, type Value } from './value.ts'

interface JavaCall {
  call: CallExpression
  name: string
  method: string
  receiver: Value | undefined
  args: Arguments
}

type Fold = (args: readonly Constant[]) => Constant | undefined

const whole: Fold = ([text]) =>
  typeof text === 'string' && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : asNumber(text)
const asNumber = (value: Constant | undefined): number | undefined => (typeof value === 'number' ? value : undefined)
const ofNumbers =
  (fold: (...numbers: number[]) => number): Fold =>
  (args) =>
    args.every((one) => typeof one === 'number') ? fold(...args) : undefined
const truth: Fold = ([text]) => (typeof text === 'boolean' ? text : String(text).toLowerCase() === 'true')
const asText: Fold = ([value]) => String(value)

/** Static methods on constants, by their last two words. */
const FOLDS: Readonly<Record<string, Fold>> = {
  'Integer.parseInt': whole,
  'Integer.valueOf': whole,
  'Long.parseLong': whole,
  'Long.valueOf': whole,
  'Boolean.parseBoolean': truth,
  'Boolean.valueOf': truth,
  'Math.max': ofNumbers(Math.max),
  'Math.min': ofNumbers(Math.min),
  'Math.abs': ofNumbers(Math.abs),
  'String.valueOf': asText,
  'Integer.toString': asText,
  'Long.toString': asText,
}

/** What a static method of Java's library gives on constants. */
export function foldStatic(name: string, { positional, spread }: Arguments): Value | undefined {
  const [method = '', type = ''] = name.split('.').reverse()
  const key = `${type}.${method}`
  if (spread !== undefined || positional.length === 0 || !Object.hasOwn(FOLDS, key)) return undefined
  const constants = positional.flatMap(({ constant }) =>
    constant === undefined || constant === null ? [] : [constant],
  )
  const folded = constants.length === positional.length ? FOLDS[key]?.(constants) : undefined
  return folded === undefined ? undefined : constantValue(folded)
}

/** Methods whose result holds what a function makes of each element, and nothing else. */
const MAPPING: ReadonlySet<string> = new Set([
  'map',
  'mapToObj',
  'mapToInt',
  'mapToLong',
  'mapToDouble',
  'flatMap',
  'thenApply',
  'thenCompose',
])

/** `stream.map(f)`: what `f` gave, or what the rules say of `f` where it is a method outside: `Integer::parseInt`. */
export function mappedStream(
  { name, method, receiver, args }: JavaCall,
  given: Value | undefined,
  frame: Frame,
): Value | undefined {
  const [made] = args.positional
  if (!MAPPING.has(method) || receiver === undefined || made === undefined) return undefined
  const result = `${name}()`
  if (given !== undefined) return { taints: allTaints(given), name: result }
  const { known } = frame.module
  const sanitisers = made.name === undefined ? [] : known.call(made.name).sanitisers
  if (made.name !== undefined && known.value(made.name).isClean) return { taints: [], name: result }
  if (sanitisers.length === 0) return undefined
  const bits = sanitisers.reduce((all, { clears }) => all | bitsOf(clears), 0)
  return { taints: cleared(allTaints(receiver), bits), name: result }
}

/**
 * What code of the same people, that is not here to be read, makes of a request: `new Params(request)`, `Params.read(request, "name")`. It
 * holds what the request holds.
 */
export function madeOfRequest({ call, name, args }: JavaCall, frame: Frame): readonly Taint[] {
  const { known, code } = frame.module
  if (code.language !== 'java' || !isOfSamePeople(name, code.package)) return []
  const isRequest = args.positional.some(
    (value) => value.name !== undefined && known.value(`${value.name}.getParameter()`).source !== undefined,
  )
  const asks = call.new || args.positional.some(({ constant }) => typeof constant === 'string')
  if (!isRequest || !asks) return []
  return [{ origin: 'remote', what: 'the request', at: placeOf(call.at, frame), cleared: 0 }]
}

/** Names of packages begin with whose they are: `org.acme`, or a single word of their own. */
function isOfSamePeople(name: string, own: string): boolean {
  const count = /^(?:com|org|net|io|de|eu|dev|edu|gov|me|co|app)\./.test(own) ? 2 : 1
  const start = own.split('.').slice(0, count).join('.')
  return start !== '' && name.startsWith(`${start}.`)
}
