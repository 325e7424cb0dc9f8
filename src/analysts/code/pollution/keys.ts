import type { CallExpression, Expression } from '../program.ts'
import { type Binding, lookUp, type Scope, type ScopeTree, type Source } from '../scopes/scopes.ts'
import { madeMembers } from './made-objects.ts'

/**
 * Where the name of a member comes from, as bits. `enumerated`: the members of some object; `parsed`: cut out of a text; `given`: handed in by
 * the caller; `number`: it counts; `other`: nobody else says it.
 */
export const KEY = { enumerated: 1, parsed: 2, given: 4, number: 8, other: 16 } as const

const FOREIGN = KEY.enumerated | KEY.parsed | KEY.given
const STRONG = KEY.enumerated | KEY.parsed
const MOST_WORK = 400_000
const ROUNDS = 8
const DEEPEST = 40
/** What goes by way of where an object was made may fan out, so that few such steps are taken. */
const BY_MADE = 13

/** What each variable holds when it is used as a key. */
export interface KeyKinds {
  of: Map<Binding, number>
  tree: ScopeTree
  /** Expressions that may still be looked at: a module of functions that call each other has no end of ways. */
  work: { left: number }
}

/** Follows the keys through all variables until nothing changes, or for eight rounds. */
export function keyKindsOf(tree: ScopeTree): KeyKinds {
  const kinds: KeyKinds = { of: new Map(), tree, work: { left: MOST_WORK } }
  for (let round = 0; round < ROUNDS; round += 1) {
    let changed = false
    for (const binding of tree.bindings) {
      const before = kinds.of.get(binding) ?? 0
      const after = before | kindsOfBinding(binding, kinds)
      if (after !== before) kinds.of.set(binding, after)
      changed ||= after !== before
    }
    if (!changed) break
  }
  return kinds
}

const NO_TEXT = /^(?:number|boolean|bigint|symbol|Date|Function|RegExp|Buffer)$/

function kindsOfBinding(binding: Binding, kinds: KeyKinds): number {
  if (binding.type !== undefined && NO_TEXT.test(binding.type)) return KEY.number
  const own = binding.isParameter && !binding.sources.some(({ as }) => as !== 'value') ? KEY.given : 0
  return binding.sources.reduce((all, source) => all | kindsOfSource(source, kinds), own)
}

function kindsOfSource({ value, scope, as }: Source, kinds: KeyKinds): number {
  if (as === 'number') return KEY.number
  return as === 'keys' ? KEY.enumerated : kindsOf(value, scope, kinds)
}

/** Whether somebody else may choose this key, so that it may be `__proto__`. */
export function isForeignKey(key: Expression, scope: Scope, kinds: KeyKinds): boolean {
  return (kindsOf(key, scope, kinds) & FOREIGN) !== 0
}

/** Whether it comes from data: enumerated or cut out of a text. */
export function isDataKey(key: Expression, scope: Scope, kinds: KeyKinds): boolean {
  return (kindsOf(key, scope, kinds) & STRONG) !== 0
}

function kindsOf(expression: Expression, scope: Scope, kinds: KeyKinds, depth = 0): number {
  if (depth > DEEPEST || kinds.work.left-- <= 0) return KEY.other
  const inner = (one: Expression) => kindsOf(one, scope, kinds, depth + 1)
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'number' ? KEY.number : KEY.other
    case 'name': {
      const binding = lookUp(scope, expression.name)
      return binding === undefined ? KEY.other : (kinds.of.get(binding) ?? 0)
    }
    case 'index':
      return inner(expression.object)
    case 'member':
      return kindsOfMember(expression, scope, kinds, depth)
    case 'logical':
      return inner(expression.left) | inner(expression.right)
    case 'conditional':
      return inner(expression.consequent) | inner(expression.alternate)
    case 'assign':
    case 'cast':
    case 'await':
    case 'spread':
      return inner(expression.value)
    case 'list':
      return expression.items.reduce((all, one) => all | inner(one), 0)
    case 'binary':
      return expression.operator === '+' ? sum(inner(expression.left), inner(expression.right)) : KEY.number
    case 'call':
      return kindsOfCall(expression, inner)
    default:
      return KEY.other
  }
}

function kindsOfMember(
  { object, property }: Extract<Expression, { kind: 'member' }>,
  scope: Scope,
  kinds: KeyKinds,
  depth: number,
): number {
  if (property === 'length') return KEY.number
  const made = madeMembers(object, property, scope, kinds.tree)
  if (made.length === 0) return kindsOf(object, scope, kinds, depth + 1)
  return made.reduce((all, one) => all | kindsOf(one.value, one.scope, kinds, depth + BY_MADE), 0)
}

/** A key with something constant in front is no longer `__proto__`; two foreign parts may be. */
function sum(left: number, right: number): number {
  if (left === KEY.number && right === KEY.number) return KEY.number
  return (left & FOREIGN) !== 0 && (right & FOREIGN) !== 0 ? left | right : KEY.other
}

/** What a method gives back of the text or list that it is called on. */
const KEEPS = new Set(
  'entries values shift pop slice splice concat map filter trim toLowerCase toString replace replaceAll substr substring reverse at find sort flat'.split(
    ' ',
  ),
)
const CUTS = new Set(['split', 'match', 'exec', 'matchAll', 'parse', 'toPath', 'stringToPath', 'parsePath', 'castPath'])
const LISTS = new Set(['keys', 'entries', 'ownKeys', 'getOwnPropertyNames'])
const UNPACKS = new Set(['String', 'decodeURIComponent', 'unescape', 'decodeURI', 'Array', 'decode'])

function kindsOfCall({ callee, arguments: given }: CallExpression, inner: (one: Expression) => number): number {
  const [first] = given
  if (callee.kind === 'name') {
    if (CUTS.has(callee.name)) return KEY.parsed
    return UNPACKS.has(callee.name) && first !== undefined ? inner(first) : KEY.other
  }
  if (callee.kind !== 'member') return KEY.other
  const isObject = callee.object.kind === 'name' && /^(?:Object|Reflect|_|lodash)$/.test(callee.object.name)
  if (isObject && LISTS.has(callee.property)) return KEY.enumerated
  if (CUTS.has(callee.property)) return KEY.parsed
  if (callee.property === 'call' && first !== undefined) return inner(first)
  if (callee.object.kind === 'name' && callee.object.name === 'Array' && first !== undefined) return inner(first)
  return KEEPS.has(callee.property) ? inner(callee.object) : KEY.other
}
