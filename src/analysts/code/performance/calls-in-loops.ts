import type { Remark, TouchedFile } from '../change/code-change.ts'
import { mentions } from '../describe-expression.ts'
import type { CallExpression, ModuleCode } from '../program.ts'
import { isScript } from '../program.ts'
import { type Position, walkProgram } from '../walk-program.ts'
import { type ElementLoop, elementLoop, loopKnowledge } from './loop-facts.ts'
import { type RemoteCall, remoteCall } from './remote-calls.ts'

const LIMITERS =
  /\b(?:p-?[lL]imit|p-?[mM]ap|p-?[qQ]ueue|[sS]emaphore|bottleneck|Bottleneck|limiter|concurrency|DataLoader|dataloader)\b/

/** Queries and requests that are made once for each element of a collection. */
export function callsInLoops({ changed, module, text }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const known = loopKnowledge(module)
  const isLimited = LIMITERS.test(text)
  const remarks = new Map<number, Remark>()
  walkProgram(module, {
    node(node, position) {
      if (node.kind !== 'call' || position.loop === undefined) return
      const remote = remoteCall(node, module.language)
      if (remote === undefined || !isWaitedFor(module, position)) return
      const loop = elementLoop(position.loop, known)
      if (loop === undefined || !isOfElement(node, remote, loop)) return
      if (isMeant(remote, loop, position) || (remote.what === 'request' && isLimited)) return
      const { line } = node.at
      if (!changed.isNew(line) && !changed.isNew(loop.repetition.at.line)) return
      if (!remarks.has(line)) remarks.set(line, remarkOf(remote, loop, line))
    },
  })
  return [...remarks.values()]
}

/** Script: what is not waited for in the round runs beside the others. */
function isWaitedFor({ language }: ModuleCode, position: Position): boolean {
  if (!isScript(language)) return true
  for (let at: Position | undefined = position; at?.parent !== undefined; at = at.up) {
    const { kind } = at.parent
    if (kind === 'await') return true
    if (kind !== 'member' && kind !== 'call') return kind === 'return' && at.loop?.repetition.kind === 'callback'
  }
  return false
}

function isOfElement(call: CallExpression, { prepared }: RemoteCall, { names }: ElementLoop): boolean {
  return prepared || mentions(call, (name) => names.has(name))
}

/** Trying one after the other until one serves is no waste. */
function isMeant({ what }: RemoteCall, { repetition, endsAtOnce, mayEnd }: ElementLoop, position: Position): boolean {
  if (endsAtOnce || (what === 'request' && mayEnd)) return true
  if (repetition.kind === 'callback') return false
  for (let at: Position | undefined = position; at?.parent !== undefined; at = at.up)
    if (at.parent.kind === 'return') return true
  return false
}

function remarkOf({ what, name }: RemoteCall, { repetition }: ElementLoop, line: number): Remark {
  const where = `for each element of the loop in line ${repetition.at.line}`
  if (what === 'query')
    return {
      rule: 'performance/query-in-loop',
      confidence: repetition.kind === 'callback' ? 0.6 : 0.7,
      cwe: [1073],
      line,
      message: `\`${name}\` asks the data store ${where}: the number of round trips grows with the data.`,
      fix: 'Ask once for all elements (a list of keys, a join, a batch) and look up the answers by key.',
      effort: 'hours',
    }
  return {
    rule: 'performance/request-in-loop',
    confidence: repetition.kind === 'callback' ? 0.4 : 0.5,
    cwe: [1050],
    line,
    message:
      repetition.kind === 'callback'
        ? `\`${name}\` sends a request ${where}, without a limit to how many run at once.`
        : `\`${name}\` sends a request ${where} and waits for each: the time adds up.`,
    fix: 'Ask for many elements in one request where the service offers it; else run a limited number at once.',
    effort: 'hours',
  }
}
