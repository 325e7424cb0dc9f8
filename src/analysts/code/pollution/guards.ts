import { lastName } from '../describe-expression.ts'
import type { CallExpression, Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { calledBy, lookUp, type Scope, type ScopeTree } from '../scopes/scopes.ts'

const NAMES_PROTOTYPE = /__proto__|^constructor$|^prototype$/
/** What a function that refuses such keys is called where its code is elsewhere. */
const REFUSES =
  /unsafe|proto(?:type)?poll|is_?proto|dangerous|forbidden|(?:dis|not)_?allowed|black_?list|deny|(?:is|assert|check|ensure|valid\w*)_?(?:safe|valid)?_?(?:key|prop|path|segment)|safe_?(?:key|prop|path)/i
const OWNS = /^(?:has|has_?own|has_?own_?prop(?:erty)?|own_?prop)$/i
const CALLEES_DEEP = 2

/** Whether keys that reach a prototype are refused here, in what encloses it, in what it calls or in who calls it. */
export function refusesPrototypes(scope: Scope, tree: ScopeTree): boolean {
  for (let at: Scope | undefined = scope; at?.code !== undefined; at = at.parent) {
    if (mentions(at, tree, CALLEES_DEEP, new Set())) return true
    if ([...at.callers].some((caller) => caller.code !== undefined && mentions(caller, tree, 1, new Set()))) return true
  }
  return false
}

function mentions(scope: Scope, tree: ScopeTree, deeper: number, seen: Set<Scope>): boolean {
  if (seen.has(scope)) return false
  seen.add(scope)
  const { expressions } = scope.nodes
  if (expressions.some(namesPrototype)) return true
  if (expressions.some((one) => one.kind === 'name' && holdsName(one.name, scope, tree))) return true
  if (expressions.some((one) => one.kind === 'call' && REFUSES.test(lastName(one.callee)))) return true
  if (deeper === 0) return false
  const reached = [
    ...scope.calls,
    ...expressions.flatMap((one) => (one.kind === 'function' ? (tree.scopeOf.get(one.function) ?? []) : [])),
    ...expressions.flatMap((one) =>
      one.kind === 'call' ? one.arguments.flatMap((arg) => calledBy(tree, scope, arg)) : [],
    ),
  ]
  return reached.some((to) => mentions(to, tree, deeper - 1, seen))
}

function namesPrototype(expression: Expression): boolean {
  if (expression.kind === 'literal')
    return typeof expression.value === 'string' && NAMES_PROTOTYPE.test(expression.value)
  if (expression.kind === 'regex') return /proto/.test(expression.source)
  if (expression.kind !== 'binary' || !/^[!=]==?$/.test(expression.operator)) return false
  return [expression.left, expression.right].some((side) => placeText(side)?.endsWith('bject.prototype') === true)
}

/** A constant of the module that lists the keys to refuse. */
function holdsName(name: string, scope: Scope, tree: ScopeTree): boolean {
  const [module] = tree.all
  const binding = lookUp(scope, name)
  if (binding === undefined || module?.names.get(name) !== binding) return false
  return binding.sources.some(({ value }) => constantParts(value).some(namesPrototype))
}

function constantParts(value: Expression): readonly Expression[] {
  if (value.kind === 'list') return value.items
  if (value.kind === 'call') return value.arguments.flatMap((one) => (one.kind === 'list' ? one.items : [one]))
  if (value.kind !== 'object') return [value]
  const { at } = value
  return value.entries.map(({ key }) => ({ kind: 'literal' as const, at, value: key ?? '' }))
}

/** Whether only members that the object owns are followed: `hasOwnProperty` is asked of the object itself. */
export function asksForOwn(objects: ReadonlySet<string>, scope: Scope): boolean {
  return scope.nodes.expressions.some((one) => {
    if (one.kind !== 'call') return false
    const asked = askedObject(one)
    const text = asked === undefined ? undefined : placeText(asked)
    return text !== undefined && objects.has(text)
  })
}

function askedObject({ callee, arguments: given }: CallExpression): Expression | undefined {
  if (callee.kind === 'name') return OWNS.test(callee.name) ? given[0] : undefined
  if (callee.kind !== 'member') return undefined
  if (callee.property === 'call') return OWNS.test(lastName(callee.object)) ? given[0] : undefined
  if (!OWNS.test(callee.property)) return undefined
  return given.length > 1 ? given[0] : callee.object
}
