import type { CodeFinding } from '../../../core/review.ts'
import { literalText } from '../describe-expression.ts'
import type { CallExpression, ObjectEntry, Span } from '../program.ts'
import { expressionsOf, findingAt, isLiteral, isResponse, type Said, type ScriptModule } from './script-module.ts'

const READABLE: Said = {
  rule: 'script/readable-cookie',
  severity: 'medium',
  confidence: 0.6,
  cwe: [1004, 614],
  message: 'Scripts of the page can read this cookie, so that one foreign script takes over the session.',
  fix: 'Set httpOnly, and secure, for cookies that say who somebody is.',
}

const UNENCRYPTED: Said = {
  rule: 'script/unencrypted-cookie',
  severity: 'medium',
  confidence: 0.55,
  cwe: [614, 311],
  message: 'This cookie is sent over connections that are not encrypted, too.',
  fix: 'Set secure for it.',
}

const COOKIE_KEYS = new Set(['httpOnly', 'maxAge', 'sameSite', 'expires', 'domain', 'signed', 'path'])
const SAYS_WHO = /sess|token|auth|jwt|sid$|remember|login|user/i

/** Cookies that say who somebody is and that others can get at. */
export function findOpenCookies(script: ScriptModule): CodeFinding[] {
  const said = (what: Said, at: Span) => findingAt(what, at, script)
  const options = expressionsOf(script, 'object').flatMap(({ node }) =>
    node.entries.flatMap((entry) => {
      if (entry.key === 'httpOnly' && isLiteral(entry.value, false)) return [said(READABLE, entry.value.at)]
      if (entry.key !== 'secure' || !isLiteral(entry.value, false)) return []
      return isCookie(node.entries) ? [said(UNENCRYPTED, entry.value.at)] : []
    }),
  )
  const set = expressionsOf(script, 'call').flatMap(({ node }) => (isOpen(node) ? [said(READABLE, node.at)] : []))
  return [...options, ...set]
}

function isCookie(entries: readonly ObjectEntry[]): boolean {
  return entries.some(({ key }) => key !== undefined && COOKIE_KEYS.has(key))
}

/** `res.cookie('session', value)` without options, or with options that leave httpOnly out. */
function isOpen({ callee, arguments: given }: CallExpression): boolean {
  const [name, , options] = given
  if (callee.kind !== 'member' || callee.property !== 'cookie' || given.length < 2) return false
  if (!SAYS_WHO.test(literalText(name) ?? '') || !isResponse(callee.object)) return false
  return options === undefined || (options.kind === 'object' && isSilent(options.entries))
}

function isSilent(entries: readonly ObjectEntry[]): boolean {
  return entries.every(({ key }) => key !== undefined && key !== 'httpOnly')
}
