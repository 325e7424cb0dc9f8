import type { Remark, TouchedFile } from '../change/code-change.ts'
import { mentions, sameKey } from '../describe-expression.ts'
import { namesBoundBy, some } from '../parts-of-node.ts'
import type { CallExpression, Expression, LanguageName, Statement } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { type RemoteCall, remoteCall } from './remote-calls.ts'

interface Asked {
  call: CallExpression
  remote: RemoteCall
}

const NEAR = 3

/** The same question asked twice with nothing between that could alter the answer. */
export function repeatedCalls({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const remarks: Remark[] = []
  const read = (body: readonly Statement[]) => {
    for (const again of repeatedIn(body, module.language))
      if (changed.isNew(again.call.at.line)) remarks.push(remarkOf(again))
  }
  read(module.body)
  walkProgram(module, {
    function: ({ function: { body } }) => read(body),
    node: (node) => {
      if (node.kind === 'block' || node.kind === 'for-each' || node.kind === 'loop' || node.kind === 'try')
        read(node.body)
      if (node.kind === 'if') for (const body of [node.consequent, node.alternate]) read(body)
    },
  })
  return remarks
}

function repeatedIn(body: readonly Statement[], language: LanguageName): Asked[] {
  const again: Asked[] = []
  let known = new Map<string, number>()
  for (const [index, statement] of body.entries()) {
    const asked = askedBy(statement, language)
    if (asked === undefined) {
      if (mayAlter(statement)) known = new Map()
      continue
    }
    const key = sameKey(asked.call)
    if (!asked.remote.reads || key === undefined) {
      known = new Map()
      continue
    }
    const before = known.get(key)
    if (before !== undefined && index - before <= NEAR) again.push(asked)
    known.set(key, index)
    if (mentionsBound(asked.call, statement)) known.delete(key)
  }
  return again
}

/** What has statements of its own is not looked into: it may do anything. */
function mayAlter(statement: Statement): boolean {
  const isSimple = statement.kind === 'declare' || statement.kind === 'expression' || statement.kind === 'import'
  return !isSimple || some([statement], ({ kind }) => kind === 'call' || kind === 'assign')
}

/** `const answer = await fetch(url)`: a statement that asks and does nothing else. */
function askedBy(statement: Statement, language: LanguageName): Asked | undefined {
  const value = statement.kind === 'declare' || statement.kind === 'expression' ? statement.value : undefined
  const call = value === undefined ? undefined : calledBy(value)
  const remote = call && remoteCall(call, language)
  return call !== undefined && remote !== undefined ? { call, remote } : undefined
}

function calledBy(value: Expression): CallExpression | undefined {
  if (value.kind === 'await') return calledBy(value.value)
  if (value.kind === 'assign' && value.operator === undefined) return calledBy(value.value)
  return value.kind === 'call' ? value : undefined
}

function mentionsBound(call: CallExpression, statement: Statement): boolean {
  if (statement.kind !== 'declare') return false
  const bound = new Set(namesBoundBy(statement.target))
  return mentions(call, (name) => bound.has(name))
}

function remarkOf({ call, remote }: Asked): Remark {
  return {
    rule: 'performance/repeated-call',
    confidence: 0.6,
    cwe: [1073],
    line: call.at.line,
    message: `\`${remote.name}\` is called again with the same arguments as just before: one round trip too many.`,
    fix: 'Keep the first answer and use it twice.',
    effort: 'minutes',
  }
}
