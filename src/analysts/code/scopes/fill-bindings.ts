import { lastName } from '../describe-expression.ts'
import type { CallExpression, Expression, Pattern } from '../program.ts'
import { calledBy, lookUpOrDeclare, type Scope, type ScopeTree, type Source, throughCall } from './scopes.ts'

type As = Source['as']

/** Notes for every variable what is put into it: assignments, loops, arguments of calls, and what is handed to callbacks. */
export function fillBindings(tree: ScopeTree): void {
  for (const scope of tree.all) {
    for (const one of scope.nodes.statements) {
      if (one.kind === 'declare' && one.value !== undefined) bind(tree, scope, one.target, one.value)
      else if (one.kind === 'for-each') {
        bind(tree, scope, one.target, one.iterable, one.over === 'values' ? 'element' : 'keys')
      }
    }
    for (const one of scope.nodes.expressions) {
      if (one.kind === 'assign')
        bind(tree, scope, one.target, one.value, one.operator === undefined ? 'value' : 'element')
      else if (one.kind === 'call') fillCall(tree, scope, one)
    }
  }
}

function bind(tree: ScopeTree, scope: Scope, target: Pattern, value: Expression, as: As = 'value'): void {
  if (target.kind === 'name') lookUpOrDeclare(tree, scope, target.name).sources.push({ value, scope, as })
  else if (target.kind === 'list') {
    for (const item of target.items) if (item !== undefined) bind(tree, scope, item, value, 'element')
    if (target.rest !== undefined) bind(tree, scope, target.rest, value, 'element')
  } else if (target.kind === 'fields') {
    for (const entry of target.entries) bind(tree, scope, entry.target, value, 'element')
    if (target.rest !== undefined) bind(tree, scope, target.rest, value, 'element')
  }
}

function fillCall(tree: ScopeTree, scope: Scope, call: CallExpression): void {
  const isThrough = throughCall(tree, call.callee) !== undefined
  const given = isThrough ? argumentsOf(call) : call.arguments
  for (const to of calledBy(tree, scope, call.callee)) {
    scope.calls.push(to)
    to.callers.add(scope)
    if (isThrough) setThis(to, call.arguments[0], scope)
    const all = to.names.get('arguments')
    for (const [index, value] of given.entries()) {
      to.parameters[index]?.sources.push({ value, scope, as: 'value' })
      all?.sources.push({ value, scope, as: 'value' })
    }
  }
  for (const [index, argument] of call.arguments.entries()) {
    for (const callback of callbacksOf(tree, scope, argument)) {
      fillCallback(scope, call, callback, index)
      setThis(callback, call.arguments[index + 1], scope)
    }
  }
}

/** A function that is handed over, written there or by its name. */
function callbacksOf(tree: ScopeTree, scope: Scope, argument: Expression): Scope[] {
  if (argument.kind === 'name') return calledBy(tree, scope, argument)
  const written = argument.kind === 'function' ? tree.scopeOf.get(argument.function) : undefined
  return written === undefined ? [] : [written]
}

/** What `this` is in a function: handed over after it, or first of all. */
function setThis(to: Scope, value: Expression | undefined, scope: Scope): void {
  if (value !== undefined) to.names.get('this')?.sources.push({ value, scope, as: 'value' })
}

/** `f.call(this, a, b)` and `f.apply(this, [a, b])` give a and b. */
function argumentsOf({ callee, arguments: given }: CallExpression): readonly Expression[] {
  if (callee.kind !== 'member') return given
  if (callee.property === 'call') return given.slice(1)
  if (callee.property !== 'apply') return given
  const [, list] = given
  return list?.kind === 'list' ? list.items : list === undefined ? [] : [list]
}

const OVER_ELEMENTS = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'flatMap',
  'findIndex',
  'forEachRight',
])
const OVER_MEMBERS = new Set([
  'each',
  'forEach',
  'forOwn',
  'forIn',
  'eachOf',
  'mapValues',
  'mapKeys',
  'transform',
  'objectEach',
])

function fillCallback(scope: Scope, call: CallExpression, callback: Scope, index: number): void {
  const { callee } = call
  const name = lastName(callee)
  const [first, second] = call.arguments
  const put = (position: number, value: Expression | undefined, as: As, where = scope) => {
    if (value !== undefined) callback.parameters[position]?.sources.push({ value, scope: where, as })
  }
  if (callee.kind === 'member' && index === 0 && (name === 'reduce' || name === 'reduceRight')) {
    put(0, second, 'value')
    for (const value of callback.returns) put(0, value, 'value', callback)
    put(1, callee.object, 'element')
    put(2, callee.object, 'number')
  } else if (callee.kind === 'member' && index === 0 && OVER_ELEMENTS.has(name)) {
    put(0, callee.object, 'element')
    put(1, callee.object, 'number')
  } else if (index === 1 && OVER_MEMBERS.has(name)) {
    put(0, first, 'keys')
    put(1, first, 'keys')
  } else if (name === 'replace' && index === 1 && callee.kind === 'member') {
    for (const position of callback.parameters.keys()) put(position, callee.object, 'element')
  }
}
