import { namesBoundBy } from '../parts-of-node.ts'
import type { Expression, FunctionCode, ModuleCode, Pattern, Statement } from '../program.ts'
import { nodesOfScope, type ScopeNodes } from './nodes-of-scope.ts'

/** A variable or parameter, with all that is ever put into it. */
export interface Binding {
  name: string
  isParameter: boolean
  type?: string
  sources: Source[]
  functions: Scope[]
}

/** `value`: it takes the expression's value; `element`: a part of it; `keys`: names of its members; `number`: an index. */
export interface Source {
  value: Expression
  scope: Scope
  as: 'value' | 'element' | 'keys' | 'number'
}

/** A function with the names declared in it; the outermost is the module. */
export interface Scope {
  parent?: Scope
  code?: FunctionCode
  names: Map<string, Binding>
  nodes: ScopeNodes
  parameters: Binding[]
  returns: Expression[]
  calls: Scope[]
  callers: Set<Scope>
}

export interface ScopeTree {
  all: Scope[]
  bindings: Binding[]
  /** Functions by the member they are called as: `prototype.merge = function`, methods, `exports.merge =`. */
  members: Map<string, Scope[]>
  /** Where a function expression is written → its scope. */
  scopeOf: Map<FunctionCode, Scope>
}

const MOST_NAMESAKES = 3

/** All scopes of a module with their names; what is in the names is not yet filled in. */
export function scopesOf(module: ModuleCode): ScopeTree {
  const tree: ScopeTree = { all: [], bindings: [], members: new Map(), scopeOf: new Map() }
  const waiting: { body: readonly Statement[]; code?: FunctionCode; parent?: Scope }[] = [{ body: module.body }]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const scope = openScope(tree, one.body, one.code, one.parent)
    for (const code of functionsIn(scope.nodes)) waiting.push({ body: code.body, code, parent: scope })
  }
  for (const scope of tree.all) nameFunctions(tree, scope)
  return tree
}

function openScope(tree: ScopeTree, body: readonly Statement[], code?: FunctionCode, parent?: Scope): Scope {
  const presets = code?.parameters.flatMap(({ default: preset }) => (preset === undefined ? [] : [preset])) ?? []
  const nodes = nodesOfScope(body, presets)
  const scope: Scope = {
    ...(parent && { parent }),
    ...(code && { code }),
    names: new Map(),
    nodes,
    parameters: [],
    returns: nodes.statements.flatMap((one) => (one.kind === 'return' && one.value !== undefined ? [one.value] : [])),
    calls: [],
    callers: new Set(),
  }
  tree.all.push(scope)
  if (code !== undefined) {
    tree.scopeOf.set(code, scope)
    declare(tree, scope, 'this')
    if (code.name !== '') declare(tree, scope, code.name).functions.push(scope)
    declareParameters(tree, scope, code)
  }
  for (const statement of nodes.statements) for (const name of declaredBy(statement)) declare(tree, scope, name)
  return scope
}

function declareParameters(tree: ScopeTree, scope: Scope, code: FunctionCode): void {
  declare(tree, scope, 'arguments').isParameter = true
  for (const { target, type, default: preset } of code.parameters) {
    const names = namesBoundBy(target)
    for (const name of names) declare(tree, scope, name).isParameter = true
    const own = scope.names.get(target.kind === 'name' ? target.name : '') ?? newBinding('')
    if (type !== undefined) own.type = type
    if (preset !== undefined) own.sources.push({ value: preset, scope, as: 'value' })
    scope.parameters.push(own)
  }
}

function newBinding(name: string): Binding {
  return { name, isParameter: false, sources: [], functions: [] }
}

function declare(tree: ScopeTree, scope: Scope, name: string): Binding {
  const known = scope.names.get(name)
  if (known !== undefined) return known
  const binding = newBinding(name)
  scope.names.set(name, binding)
  tree.bindings.push(binding)
  return binding
}

function declaredBy(statement: Statement): readonly string[] {
  if (statement.kind === 'declare') return namesBoundBy(statement.target)
  if (statement.kind === 'function') return [statement.function.name]
  if (statement.kind === 'class') return [statement.class.name]
  if (statement.kind === 'import') return statement.bindings.map(({ local }) => local)
  if (statement.kind === 'try') {
    return statement.catches.flatMap(({ parameter }) => (parameter === undefined ? [] : namesBoundBy(parameter)))
  }
  return []
}

function functionsIn({ statements, expressions }: ScopeNodes): FunctionCode[] {
  return [
    ...statements.flatMap((one) => {
      if (one.kind === 'function') return [one.function]
      return one.kind === 'class' ? one.class.methods : []
    }),
    ...expressions.flatMap((one) => {
      if (one.kind === 'function') return [one.function]
      return one.kind === 'class' ? one.class.methods : []
    }),
  ]
}

/** The variable that a name means in a scope. A name that is assigned without a declaration belongs to the module. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.names.get(name)
    if (found !== undefined) return found
  }
  return undefined
}

export function lookUpOrDeclare(tree: ScopeTree, scope: Scope, name: string): Binding {
  const [module] = tree.all
  return lookUp(scope, name) ?? declare(tree, module ?? scope, name)
}

function nameFunctions(tree: ScopeTree, scope: Scope): void {
  const known = (code: FunctionCode) => tree.scopeOf.get(code)
  const name = (target: Pattern, code: FunctionCode) => {
    const own = known(code)
    if (own === undefined) return
    if (target.kind === 'name') lookUpOrDeclare(tree, scope, target.name).functions.push(own)
    else if (target.kind === 'place' && target.place.kind === 'member') addMember(tree, target.place.property, own)
  }
  for (const one of scope.nodes.statements) {
    if (one.kind === 'function') name({ kind: 'name', at: one.at, name: one.function.name }, one.function)
    if (one.kind === 'declare' && one.value?.kind === 'function') name(one.target, one.value.function)
    if (one.kind === 'class') for (const method of one.class.methods) addMember(tree, method.name, known(method))
  }
  for (const one of scope.nodes.expressions) {
    if (one.kind === 'assign') for (const code of functionsOf(one.value)) name(one.target, code)
    if (one.kind === 'class') for (const method of one.class.methods) addMember(tree, method.name, known(method))
    if (one.kind !== 'object') continue
    for (const { key, value } of one.entries) {
      if (key !== undefined && value.kind === 'function') addMember(tree, key, known(value.function))
    }
  }
}

/** `a = b = function () {}` names it twice. */
function functionsOf(value: Expression): FunctionCode[] {
  if (value.kind === 'assign') return functionsOf(value.value)
  return value.kind === 'function' ? [value.function] : []
}

function addMember(tree: ScopeTree, property: string, scope: Scope | undefined): void {
  if (scope === undefined) return
  const list = tree.members.get(property) ?? []
  list.push(scope)
  tree.members.set(property, list)
}

/** The functions of this module that a call may reach: by name, or as a member of which there are few. */
export function calledBy(tree: ScopeTree, scope: Scope, callee: Expression): Scope[] {
  const inner = throughCall(tree, callee)
  if (inner !== undefined) return calledBy(tree, scope, inner)
  if (callee.kind === 'name') return lookUp(scope, callee.name)?.functions ?? []
  if (callee.kind !== 'member') return []
  const found = tree.members.get(callee.property) ?? []
  return found.length <= MOST_NAMESAKES ? found : []
}

/** The `f` of `f.call(…)` and `f.apply(…)`, where the module has no methods of these names itself. */
export function throughCall(tree: ScopeTree, callee: Expression): Expression | undefined {
  if (callee.kind !== 'member' || (callee.property !== 'call' && callee.property !== 'apply')) return undefined
  return tree.members.has(callee.property) ? undefined : callee.object
}
