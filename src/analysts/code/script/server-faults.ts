import type { CodeFinding } from '../../../core/review.ts'
import { lastName } from '../describe-expression.ts'
import type { CallExpression, Expression } from '../program.ts'
import { nodesOfScope } from '../scopes/nodes-of-scope.ts'
import { placeText } from '../scopes/place-text.ts'
import { lookUp, type Scope } from '../scopes/scopes.ts'
import { expressionsOf, findingAt, holds, isResponse, type Said, type ScriptModule } from './script-module.ts'

const CRASH: Said = {
  rule: 'script/crash-by-request',
  severity: 'low',
  confidence: 0.5,
  cwe: [248, 400, 755],
  message: 'This throws on a malformed request, and nothing catches it, so that one request ends the server.',
  fix: 'Catch what it throws and answer with status 400.',
}

const STACK: Said = {
  rule: 'script/stack-trace-sent',
  severity: 'low',
  confidence: 0.5,
  cwe: [209, 200],
  message: 'The stack of an error is sent to whoever asks, and tells them about paths and versions.',
  fix: 'Log it, and send a plain message.',
}

const THROWS = new Set(['decodeURIComponent', 'decodeURI'])
const REQUEST = /^_?(?:req|request)$/

/** What a request makes a bare server do that it should not: fall over, or show its inside. */
export function findServerFaults(script: ScriptModule): CodeFinding[] {
  const calls = expressionsOf(script, 'call')
  const stacks = calls.flatMap(({ node }) => (sendsStack(node) ? [findingAt(STACK, node.at, script)] : []))
  // Frameworks catch what a handler throws; a server of Node itself does not.
  if (!calls.some(({ node }) => lastName(node.callee) === 'createServer')) return stacks
  const caught = new Map<Scope, ReadonlySet<Expression>>()
  const crashes = calls.flatMap(({ node, scope }) => {
    if (node.callee.kind !== 'name' || !THROWS.has(node.callee.name)) return []
    if (!node.arguments.some((one) => isOfRequest(one, scope))) return []
    const safe = caught.get(scope) ?? caughtIn(scope)
    caught.set(scope, safe)
    return safe.has(node) ? [] : [findingAt(CRASH, node.at, script)]
  })
  return [...stacks, ...crashes]
}

function caughtIn({ nodes }: Scope): ReadonlySet<Expression> {
  return new Set(
    nodes.statements.flatMap((one) =>
      one.kind === 'try' && one.catches.length > 0 ? nodesOfScope(one.body).expressions : [],
    ),
  )
}

function isOfRequest(expression: Expression, scope: Scope, depth = 3): boolean {
  return holds(expression, (one) => {
    if (one.kind !== 'name') return false
    if (REQUEST.test(one.name)) return true
    const sources = depth === 0 ? [] : (lookUp(scope, one.name)?.sources ?? [])
    return sources.some(({ value, scope: at }) => isOfRequest(value, at, depth - 1))
  })
}

const SENDS = new Set(['send', 'json', 'end', 'write'])

function sendsStack({ callee, arguments: given }: CallExpression): boolean {
  if (callee.kind !== 'member' || !SENDS.has(callee.property)) return false
  if (!isResponse(callee.object)) return false
  return given.some((one) => holds(one, (part) => /^(?:e|err|error|ex|exception)\.stack$/.test(placeText(part) ?? '')))
}
