import type { CodeFinding } from '../../core/review.ts'
import { asksForOwn, refusesPrototypes } from './pollution/guards.ts'
import { isDataKey, isForeignKey, keyKindsOf } from './pollution/keys.ts'
import { isBare, isOwnKey, type Walked, type Walks, walksOf, walkTo, waysOf } from './pollution/walks.ts'
import type { CallExpression, Expression, Span } from './program.ts'
import { placeText } from './scopes/place-text.ts'
import type { Scope } from './scopes/scopes.ts'
import type { ScriptModule } from './script/script-module.ts'

/**
 * Writes that let a stranger change the prototype of all objects: an object is reached by following keys that come from outside, and then
 * written to under such a key, and nothing refuses `__proto__` on the way. Deep merges, setting by path, parsers of nested settings.
 */
export function findPrototypePollution({ module, tree }: ScriptModule): CodeFinding[] {
  const writes = tree.all.flatMap((scope) =>
    scope.nodes.expressions.flatMap(writesIn).map((write) => ({ write, scope })),
  )
  if (writes.length === 0) return []
  const walks = walksOf(tree, keyKindsOf(tree))
  return writes.flatMap(({ write, scope }) => judge(write, scope, walks, module.file))
}

/** A member with a name that is not constant is set. */
interface Write {
  at: Span
  object: Expression
  index: Expression
  value: Expression
}

/** `a[b] = c`, and `Object.assign(a, { [b]: c })`. */
function writesIn(expression: Expression): Write[] {
  if (expression.kind === 'call') return assignedByCall(expression)
  if (expression.kind !== 'assign' || expression.operator !== undefined) return []
  const { target, value, at } = expression
  if (target.kind !== 'place' || target.place.kind !== 'index') return []
  const { object, index } = target.place
  return [{ at, object, index, value }]
}

function assignedByCall({ callee, arguments: given }: CallExpression): Write[] {
  if (callee.kind !== 'member' || !/^(?:assign|extend)$/.test(callee.property)) return []
  const [object, ...sources] = given
  if (object === undefined) return []
  return sources.flatMap((source) => {
    if (source.kind !== 'object') return []
    return source.entries.flatMap(({ computed, value }) =>
      computed === undefined ? [] : [{ at: value.at, object, index: computed, value }],
    )
  })
}

function judge({ at, object, index, value }: Write, scope: Scope, walks: Walks, file: string): CodeFinding[] {
  if (!isForeignKey(index, scope, walks.keys) || isOwnKey(object, index, scope) || isBare(object, scope)) return []
  if (isHarmless(value, placeText({ kind: 'index', at, object, index }))) return []
  const walked = walkTo(waysOf(object, scope, walks), walks)
  if (walked === undefined || !matters(walked, index, scope, walks)) return []
  if (asksForOwn(placesOf(object), scope) || refusesPrototypes(scope, walks.tree)) return []
  return [finding(at, walked, file)]
}

/** Two levels alone are everywhere; they count where data says both keys. */
function matters(walked: Walked, key: Expression, scope: Scope, walks: Walks): boolean {
  return walked.deep || (walked.data && isDataKey(key, scope, walks.keys))
}

/** An empty object put where nothing was, or a constant. */
function isHarmless(value: Expression, place: string | undefined): boolean {
  if (value.kind === 'literal' || value.kind === 'function') return true
  if (value.kind === 'object') return value.entries.length === 0
  if (value.kind === 'list') return value.items.length === 0
  if (value.kind === 'call') return value.new || (value.callee.kind === 'member' && value.callee.property === 'create')
  const isSame = (one: Expression) => place !== undefined && placeText(one) === place
  if (value.kind === 'logical') return isSame(value.left) && isHarmless(value.right, place)
  if (value.kind !== 'conditional') return isSame(value)
  return [value.consequent, value.alternate].every((one) => isSame(one) || isHarmless(one, place))
}

function placesOf(object: Expression): ReadonlySet<string> {
  const own = placeText(object)
  const outer = object.kind === 'index' ? placeText(object.object) : undefined
  return new Set([own, outer].filter((text) => text !== undefined))
}

function finding({ line, endLine, column }: Span, { deep }: Walked, file: string): CodeFinding {
  return {
    rule: 'script/prototype-pollution',
    reviewer: 'security',
    severity: deep ? 'high' : 'medium',
    confidence: deep ? 0.75 : 0.5,
    cwe: [1321, 915, 471],
    at: { file, line, endLine, column },
    message:
      'Keys from outside lead to the object that is written here, so a key like __proto__ changes the prototype of every object',
    fix: 'Refuse the keys __proto__, constructor and prototype before following them, or keep the data in a Map or in objects without a prototype.',
  }
}
