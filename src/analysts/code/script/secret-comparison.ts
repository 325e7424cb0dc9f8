import type { CodeFinding } from '../../../core/review.ts'
import type { Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { lookUp, type Scope } from '../scopes/scopes.ts'
import { expressionsOf, findingAt, type Said, type ScriptModule } from './script-module.ts'

const SAID: Said = {
  rule: 'script/timing-unsafe-comparison',
  severity: 'low',
  confidence: 0.5,
  cwe: [208, 203],
  message: 'A secret is compared sign by sign, and the time that this takes tells how much of a guess is right.',
  fix: 'Compare with crypto.timingSafeEqual.',
}

const SECRET =
  /^(?:expected|computed|actual|given|provided|received|calculated)?_?(?:hmac|signature|digest|csrf_?token|xsrf_?token|api_?key|secret_?key|auth_?token)$/i

/** Signatures and keys that are compared with `===`. */
export function findSecretComparisons(script: ScriptModule): CodeFinding[] {
  return expressionsOf(script, 'binary').flatMap(({ node, scope }) => {
    if (!/^[!=]==?$/.test(node.operator)) return []
    const sides = [node.left, node.right]
    if (sides.some(isPlain) || !sides.some((side) => isSecret(side, scope))) return []
    return [findingAt(SAID, node.at, script)]
  })
}

function isPlain(side: Expression): boolean {
  if (side.kind === 'literal' || (side.kind === 'unary' && side.operator === 'typeof')) return true
  return side.kind === 'member' && side.property === 'length'
}

function isSecret(side: Expression, scope: Scope): boolean {
  if (isDigest(side)) return true
  const text = placeText(side)
  if (text !== undefined && SECRET.test(text.slice(text.lastIndexOf('.') + 1))) return true
  if (side.kind !== 'name') return false
  return lookUp(scope, side.name)?.sources.some(({ value, as }) => as === 'value' && isDigest(value)) ?? false
}

/** Of a keyed hash: `createHmac(…).update(…).digest()`. */
function isDigest(value: Expression): boolean {
  if (value.kind !== 'call' || value.callee.kind !== 'member') return false
  const { object, property } = value.callee
  if (property === 'createHmac') return true
  return object.kind === 'call' && /^(?:digest|update|createHmac|concat|toString)$/.test(property) && isDigest(object)
}
