import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName, dottedName, isConstant } from '../describe-expression.ts'
import type { ProgramNode } from '../parts-of-node.ts'
import type { Expression, ModuleCode, Statement } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { isOfRequest } from './request-handlers.ts'

const SHRINKS = /^(?:delete|clear|pop|popitem|remove|shift|splice|evict|invalidate|removeIf|removeEldestEntry)$/
const MEASURES = /^(?:size|length|len)$/

/** What gains an entry with a request and never gives one back. */
export function growingCaches({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const held = heldByModule(module)
  if (held.size === 0) return []
  const growing = new Map<string, Remark>()
  walkProgram(module, {
    node(node, position) {
      for (const name of givenBack(node)) held.delete(name)
      const entry = entryOf(node)
      if (entry === undefined || !held.has(entry.into) || growing.has(entry.into)) return
      if (isConstant(entry.key) || !isOfRequest(entry.key, position, module)) return
      growing.set(entry.into, cacheRemark(entry.into, node.at.line))
    },
  })
  return [...growing].flatMap(([name, remark]) => (held.has(name) && changed.isNew(remark.line) ? [remark] : []))
}

/** Maps that live as long as the process and are seen by this module only. */
function heldByModule({ body }: ModuleCode): Set<string> {
  const names = new Set<string>()
  for (const statement of body) {
    if (
      statement.kind === 'declare' &&
      statement.target.kind === 'name' &&
      !statement.exported &&
      isEmptyMap(statement)
    )
      names.add(statement.target.name)
    if (statement.kind === 'expression' && statement.value.kind === 'assign' && statement.value.target.kind === 'name')
      if (isEmpty(statement.value.value)) names.add(statement.value.target.name)
  }
  for (const statement of body) if (statement.kind === 'export') names.delete(dottedName(statement.value))
  return names
}

function isEmptyMap({ value }: Extract<Statement, { kind: 'declare' }>): boolean {
  return value !== undefined && isEmpty(value)
}

function isEmpty(value: Expression): boolean {
  if (value.kind === 'object') return value.entries.length === 0
  if (value.kind !== 'call' || value.arguments.length > 0) return false
  return /^(?:Map|dict|defaultdict|collections\.defaultdict)$/.test(calleeName(value))
}

/** Maps that the node makes smaller, measures, replaces or hands to others. */
function givenBack(node: ProgramNode): string[] {
  if (node.kind === 'call' && node.callee.kind === 'member' && SHRINKS.test(node.callee.property))
    return [dottedName(node.callee.object)]
  if (node.kind === 'member' && MEASURES.test(node.property)) return [dottedName(node.object)]
  if (node.kind === 'call') return node.arguments.map(dottedName).filter((name) => name !== '')
  if (node.kind === 'unary' || node.kind === 'other') return partsNamed(node)
  if (node.kind === 'assign' && node.target.kind === 'name') return [node.target.name]
  if (node.kind === 'return' && node.value !== undefined) return [dottedName(node.value)]
  return node.kind === 'object' ? node.entries.map(({ value }) => dottedName(value)) : []
}

/** `delete cache[key]`, `del cache[key]`. */
function partsNamed(node: Extract<Expression, { kind: 'unary' | 'other' }>): string[] {
  const parts = node.kind === 'unary' ? [node.operand] : node.parts
  return parts.flatMap((part) => (part.kind === 'index' || part.kind === 'member' ? [dottedName(part.object)] : []))
}

function entryOf(node: ProgramNode): { into: string; key: Expression } | undefined {
  if (node.kind === 'assign' && node.target.kind === 'place' && node.target.place.kind === 'index')
    return { into: dottedName(node.target.place.object), key: node.target.place.index }
  if (node.kind !== 'call' || node.callee.kind !== 'member' || !/^(?:set|put)$/.test(node.callee.property))
    return undefined
  const [key] = node.arguments
  return key === undefined || node.arguments.length < 2 ? undefined : { into: dottedName(node.callee.object), key }
}

function cacheRemark(name: string, line: number): Remark {
  return {
    rule: 'performance/unbounded-cache',
    confidence: 0.6,
    cwe: [770, 401],
    line,
    message: `\`${name}\` gains an entry for each new key of a request and never loses one: memory grows until the process ends.`,
    fix: 'Bound it: a largest size, an age, or a cache that evicts.',
    effort: 'minutes',
  }
}
