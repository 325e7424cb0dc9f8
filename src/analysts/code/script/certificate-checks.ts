import type { CodeFinding } from '../../../core/review.ts'
import type { Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { expressionsOf, findingAt, isLiteral, type Said, type ScriptModule } from './script-module.ts'

const SAID: Said = {
  rule: 'script/certificate-not-checked',
  severity: 'high',
  confidence: 0.85,
  cwe: [295, 297],
  message:
    'The certificate of the other side is not checked, so that anybody between may read and change what is sent.',
  fix: 'Leave the check on, and add the authority of your own certificates with the option ca.',
}

const CHECKS = new Set(['rejectUnauthorized', 'strictSSL', 'rejectUnauthorizedCertificate', 'verifyCertificate'])

/** Options and variables that turn the check of certificates off. */
export function findUncheckedCertificates(script: ScriptModule): CodeFinding[] {
  const options = expressionsOf(script, 'object').flatMap(({ node }) =>
    node.entries.flatMap(({ key, value }) => (key !== undefined && turnsOff(key, value) ? [value.at] : [])),
  )
  const assigned = expressionsOf(script, 'assign').flatMap(({ node }) => {
    if (node.target.kind !== 'place' || node.target.place.kind === 'name') return []
    const place = placeText(node.target.place) ?? ''
    const isVariable =
      place.endsWith('NODE_TLS_REJECT_UNAUTHORIZED') || place.endsWith('NODE_TLS_REJECT_UNAUTHORIZED"]')
    if (isVariable) return isLiteral(node.value, '0') || isLiteral(node.value, 0) ? [node.at] : []
    return turnsOff(place.slice(place.lastIndexOf('.') + 1), node.value) ? [node.at] : []
  })
  return [...options, ...assigned].map((at) => findingAt(SAID, at, script))
}

function turnsOff(key: string, value: Expression): boolean {
  if (CHECKS.has(key)) return isLiteral(value, false) || isLiteral(value, 0)
  if (key !== 'checkServerIdentity' || value.kind !== 'function') return false
  return value.function.body.every(
    (one) => one.kind === 'return' && (one.value === undefined || one.value.kind === 'literal'),
  )
}
