import type { CodeFinding } from '../../../core/review.ts'
import { lastName, literalText } from '../describe-expression.ts'
import type { CallExpression, Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { expressionsOf, findingAt, type Said, type ScriptModule } from './script-module.ts'

const SAID: Said = {
  rule: 'script/incomplete-host-check',
  severity: 'medium',
  confidence: 0.6,
  cwe: [20, 184, 601],
  message: 'A foreign address passes this check as well: it only has to hold the expected name somewhere.',
  fix: 'Parse the address with new URL and compare its hostname with the names that are allowed.',
}

const ENDS = '(?:com|org|net|io|dev|app|co|gov|edu|info|local|cloud|me)'
const HOST = new RegExp(`^(?:\\w+:)?(?://)?(?:[\\w-]+\\.)+${ENDS}(?::\\d+)?$`, 'i')
const ADDRESS = /url|uri|href|host|origin|refer|address|domain|link|src|target|endpoint|site/i

/** Tests of addresses that look for a name where a foreign address can hold it too. */
export function findHostChecks(script: ScriptModule): CodeFinding[] {
  const calls = expressionsOf(script, 'call').flatMap(({ node }) => (isIncomplete(node) ? [node.at] : []))
  return calls.map((at) => findingAt(SAID, at, script))
}

function isIncomplete(node: CallExpression): boolean {
  const { callee, arguments: given } = node
  if (callee.kind !== 'member') return false
  const [first] = given
  const text = literalText(first)
  const method = callee.property
  if (method === 'test') return callee.object.kind === 'regex' && isAddress(first) && isLoose(callee.object.source)
  if (method === 'match') return first?.kind === 'regex' && isAddress(callee.object) && isLoose(first.source)
  if (text === undefined || !HOST.test(text) || !isAddress(callee.object)) return false
  if (method === 'startsWith') return text.includes('//')
  if (method === 'endsWith') return !text.startsWith('.') && !text.includes('//')
  return method === 'indexOf' || method === 'includes'
}

/** Not a list of addresses: that one holds whole names. */
function isAddress(expression: Expression | undefined): boolean {
  if (expression === undefined) return false
  const inner =
    expression.kind === 'call' && expression.callee.kind === 'member' ? expression.callee.object : expression
  const name = placeText(inner) ?? (inner.kind === 'call' ? lastName(inner.callee) : '')
  return ADDRESS.test(name) && !/(?:list|[^s]s|allowed|white)$/i.test(name)
}

/** Names a host, but does not begin at the beginning, or lets any character stand for its dot, or does not end it. */
function isLoose(source: string): boolean {
  const names = new RegExp(`[\\w-](?:\\\\?\\.)${ENDS}(?![\\w-])`, 'i').exec(source)
  if (names === null) return false
  if (!source.startsWith('^')) return true
  const dot = new RegExp(`[\\w-]\\.(?:[\\w-]+\\\\?\\.)*${ENDS}`, 'i')
  const after = source.slice(names.index + names[0].length)
  return dot.test(source) || after === ''
}
