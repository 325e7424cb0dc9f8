import type { Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { type Binding, calledBy, lookUp, type Scope, type ScopeTree, type Source } from '../scopes/scopes.ts'
import { isDataKey, isForeignKey, type KeyKinds } from './keys.ts'
import { madeMembers } from './made-objects.ts'

/**
 * One way that an object comes to be: out of a variable (`from`, absent where it is a member or unknown), and whether a member with a foreign
 * name was read on the way; `data` where that name came from data.
 */
export interface Way {
  from?: Binding
  read: boolean
  data: boolean
}

export interface Walks {
  tree: ScopeTree
  keys: KeyKinds
  ways: Map<Binding, Way[]>
}

const DEEPEST = 30
const MOST_STEPS = 500

export function walksOf(tree: ScopeTree, keys: KeyKinds): Walks {
  const walks: Walks = { tree, keys, ways: new Map() }
  for (const binding of tree.bindings) {
    const values = binding.sources.filter(({ as }) => as === 'value')
    walks.ways.set(
      binding,
      values.flatMap(({ value, scope }) => waysOf(value, scope, walks)),
    )
  }
  return walks
}

/** How the object that an expression gives comes to be. */
export function waysOf(expression: Expression, scope: Scope, walks: Walks, depth = 0): Way[] {
  if (depth > DEEPEST || walks.keys.work.left-- <= 0) return []
  const inner = (one: Expression) => waysOf(one, scope, walks, depth + 1)
  switch (expression.kind) {
    case 'name': {
      const from = lookUp(scope, expression.name)
      return [{ ...(from && { from }), read: false, data: false }]
    }
    case 'member': {
      const made = madeMembers(expression.object, expression.property, scope, walks.tree)
      if (made.length === 0) return [{ read: false, data: false }]
      return made.flatMap((one) => waysOf(one.value, one.scope, walks, depth + 10))
    }
    case 'index':
      if (expression.object.kind === 'name' && expression.object.name === 'arguments') return inner(expression.object)
      return readWays(expression.object, expression.index, scope, walks, depth)
    case 'logical':
      return [...inner(expression.left), ...inner(expression.right)]
    case 'conditional':
      return [...inner(expression.consequent), ...inner(expression.alternate)]
    case 'assign':
    case 'cast':
    case 'await':
      return inner(expression.value)
    case 'call': {
      const { callee, arguments: given } = expression
      if (callee.kind === 'name' && callee.name === 'Object' && given[0] !== undefined) return inner(given[0])
      return calledBy(walks.tree, scope, callee).flatMap((to) =>
        to === scope ? [] : to.returns.flatMap((one) => waysOf(one, to, walks, depth + 10)),
      )
    }
    default:
      return []
  }
}

function readWays(object: Expression, key: Expression, scope: Scope, walks: Walks, depth: number): Way[] {
  if (!isForeignKey(key, scope, walks.keys) || isOwnKey(object, key, scope)) return []
  if (isBare(object, scope)) return []
  const data = isDataKey(key, scope, walks.keys)
  return waysOf(object, scope, walks, depth + 1).map((way) => ({ ...way, read: true, data: way.data || data }))
}

/** Whether it was made without a prototype: `Object.create(null)`. */
export function isBare(object: Expression, scope: Scope): boolean {
  if (object.kind !== 'name') return false
  return lookUp(scope, object.name)?.sources.some(({ value }) => isBareObject(value)) ?? false
}

function isBareObject(value: Expression): boolean {
  if (value.kind === 'object') {
    return value.entries.some(
      (one) => one.key === '__proto__' && one.value.kind === 'literal' && one.value.value === null,
    )
  }
  if (value.kind === 'logical') return isBareObject(value.left) || isBareObject(value.right)
  if (value.kind !== 'call' || value.callee.kind !== 'member' || value.callee.property !== 'create') return false
  const [prototype] = value.arguments
  return prototype?.kind === 'literal' && prototype.value === null
}

/** Whether the key was enumerated from this very object: then it reads what the object owns. */
export function isOwnKey(object: Expression, key: Expression, scope: Scope): boolean {
  if (key.kind !== 'name') return false
  const text = placeText(object)
  const sources = lookUp(scope, key.name)?.sources ?? []
  return text !== undefined && sources.length > 0 && sources.every((source) => enumeratedText(listOf(source)) === text)
}

/** `const names = Object.keys(a)`, and then `for (const name of names)`. */
function listOf(source: Source): Source {
  if (source.as !== 'element' || source.value.kind !== 'name') return source
  const lists = lookUp(source.scope, source.value.name)?.sources ?? []
  const [only] = lists
  return lists.length === 1 && only !== undefined ? { ...only, as: 'element' } : source
}

function enumeratedText({ value, as }: Source): string | undefined {
  if (as === 'keys') return placeText(value)
  if (as !== 'element' || value.kind !== 'call' || value.callee.kind !== 'member') return undefined
  const [first] = value.arguments
  const { object, property } = value.callee
  if (object.kind !== 'name' || object.name !== 'Object' || first === undefined) return undefined
  return /^(?:keys|entries|getOwnPropertyNames)$/.test(property) ? placeText(first) : undefined
}

export interface Walked {
  /** A step of the walk is repeated: a loop, a recursion, or a fold along the keys. */
  deep: boolean
  /** A key on the way came from data. */
  data: boolean
}

/** Whether foreign keys were followed to come to this object; undefined where none was. */
export function walkTo(ways: readonly Way[], walks: Walks): Walked | undefined {
  const seen = new Set<Binding>()
  const waiting = [...ways]
  let found: Walked | undefined
  for (let one = waiting.pop(); one !== undefined && seen.size < MOST_STEPS; one = waiting.pop()) {
    if (one.read) found = { deep: found?.deep ?? false, data: (found?.data ?? false) || one.data }
    if (one.from === undefined || seen.has(one.from)) continue
    seen.add(one.from)
    waiting.push(...(walks.ways.get(one.from) ?? []))
  }
  if (found === undefined) return undefined
  return { ...found, deep: [...seen].some((binding) => comesBack(binding, walks)) }
}

/** Whether a variable takes, over a read by a foreign key, what it held before. */
function comesBack(start: Binding, walks: Walks): boolean {
  const seen = new Set<string>()
  const waiting = (walks.ways.get(start) ?? []).map(({ from, read }) => ({ from, read }))
  const ids = new Map<Binding, number>()
  for (let one = waiting.pop(); one !== undefined && seen.size < MOST_STEPS; one = waiting.pop()) {
    if (one.from === undefined) continue
    if (one.from === start && one.read) return true
    const id = ids.get(one.from) ?? ids.size
    ids.set(one.from, id)
    if (seen.has(`${id}${one.read}`)) continue
    seen.add(`${id}${one.read}`)
    for (const next of walks.ways.get(one.from) ?? []) waiting.push({ from: next.from, read: one.read || next.read })
  }
  return false
}
