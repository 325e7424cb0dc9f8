import type { CodeFinding } from '../../../core/review.ts'
import type { Expression, Pattern } from '../program.ts'
import type { Scope } from '../scopes/scopes.ts'
import { findingAt, holds, type Said, type ScriptModule } from './script-module.ts'

const SECRET =
  /token|secret|passw|passphrase|session_?id|sess(?:ion)?_?key|nonce|salt|csrf|xsrf|otp|api_?key|credential|auth_?code|uuid|guid|verif|invite_?code|reset_?code|challenge|private_?key|rand(?:om)?_?(?:string|str|bytes|hex|chars|id)|cookie_?id|state_?param/i

const SAID: Said = {
  rule: 'script/weak-random',
  severity: 'medium',
  confidence: 0.6,
  cwe: [338, 330],
  message: 'Math.random can be foreseen, so what is made here can be guessed by others.',
  fix: 'Use crypto.randomBytes, crypto.randomInt or crypto.randomUUID.',
}

/** Random numbers that can be foreseen, where something secret is made of them: the name of what takes them says so. */
export function findWeakRandom(script: ScriptModule): CodeFinding[] {
  const names = namesOf(script)
  return script.tree.all.flatMap((scope) => {
    const calls = scope.nodes.expressions.filter(isRandom)
    if (calls.length === 0) return []
    if (
      !enclosing(scope).some((one) => (names.get(one) ?? []).some((name) => SECRET.test(name))) &&
      !takesSecret(scope)
    )
      return []
    return calls.slice(0, 1).map(({ at }) => findingAt(SAID, at, script))
  })
}

function isRandom(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return false
  const { object, property } = expression.callee
  return property === 'random' && object.kind === 'name' && object.name === 'Math'
}

function enclosing(scope: Scope): Scope[] {
  const found: Scope[] = []
  for (let at: Scope | undefined = scope; at?.code !== undefined; at = at.parent) found.push(at)
  return found
}

/** What each function is called, by its own name and by whatever it is kept in. */
function namesOf({ tree }: ScriptModule): Map<Scope, string[]> {
  const names = new Map<Scope, string[]>()
  const add = (scope: Scope, name: string) => names.set(scope, [...(names.get(scope) ?? []), name])
  for (const scope of tree.all) if (scope.code !== undefined) add(scope, scope.code.name)
  for (const binding of tree.bindings) for (const scope of binding.functions) add(scope, binding.name)
  for (const [name, scopes] of tree.members) for (const scope of scopes) add(scope, name)
  return names
}

function takesSecret({ nodes }: Scope): boolean {
  const declares = nodes.statements.some(
    (one) =>
      one.kind === 'declare' && one.value !== undefined && isNamedSecret(one.target) && holds(one.value, isRandom),
  )
  return (
    declares ||
    nodes.expressions.some((one) => {
      if (one.kind === 'assign') return isNamedSecret(one.target) && holds(one.value, isRandom)
      if (one.kind !== 'object') return false
      return one.entries.some(({ key, value }) => key !== undefined && SECRET.test(key) && holds(value, isRandom))
    })
  )
}

function isNamedSecret(target: Pattern): boolean {
  if (target.kind === 'name') return SECRET.test(target.name)
  return target.kind === 'place' && target.place.kind === 'member' && SECRET.test(target.place.property)
}
