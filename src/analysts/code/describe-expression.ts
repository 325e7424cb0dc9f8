import { type ProgramNode, partsOfNode } from './parts-of-node.ts'
import type { CallExpression, Expression } from './program.ts'

const DEEPEST_NAME = 20
const LARGEST_KEY = 200

/** `a.b().c` for a chain of names, members and calls, arguments left out; empty for anything else. */
export function dottedName(expression: Expression): string {
  const parts: string[] = []
  let called = ''
  let next: Expression = expression
  for (let depth = 0; depth < DEEPEST_NAME; depth += 1) {
    if (next.kind === 'name') return [next.name + called, ...parts].join('.')
    if (next.kind === 'member') {
      parts.unshift(next.property + called)
      called = ''
      next = next.object
    } else if (next.kind === 'call') {
      called = `()${called}`
      next = next.callee
    } else if (next.kind === 'await' || next.kind === 'cast') next = next.value
    else if (next.kind === 'index') {
      called = `[]${called}`
      next = next.object
    } else return ''
  }
  return ''
}

/** The name of what is called: `fetch`, `db.users.findOne`, `db.collection().find`. */
export function calleeName({ callee }: CallExpression): string {
  return dottedName(callee)
}

/** `f` of `f` and of `a.f`; empty for anything else. */
export function lastName(expression: Expression): string {
  if (expression.kind === 'name') return expression.name
  return expression.kind === 'member' ? expression.property : ''
}

/** The text of a string that is written as it is. */
export function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined
}

/** The last part of a dotted name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** The same for two nodes that say the same, wherever they stand; undefined for what is too large to compare. */
export function sameKey(node: ProgramNode): string | undefined {
  const words: string[] = []
  const open: (ProgramNode | string)[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      words.push(next)
      continue
    }
    if (words.length > LARGEST_KEY || next.kind === 'function' || next.kind === 'class') return undefined
    words.push(wordOf(next))
    const parts = Array.from(partsOfNode(next))
    if (parts.length > LARGEST_KEY) return undefined
    if (parts.length > 0) open.push(')', ...parts.toReversed(), '(')
  }
  return words.join(' ')
}

function wordOf(node: ProgramNode): string {
  switch (node.kind) {
    case 'literal':
      return `literal:${typeof node.value}:${JSON.stringify(node.value)}`
    case 'regex':
      return `regex:${node.source}/${node.flags}`
    case 'name':
      return `name:${node.name}`
    case 'member':
      return `member:${node.property}`
    case 'binary':
    case 'logical':
    case 'unary':
      return `${node.kind}:${node.operator}`
    case 'object':
      return `object:${node.entries.map(({ key }) => key ?? '?').join(',')}`
    case 'call':
      return `${node.new ? 'new' : 'call'}:${node.named.map(({ name }) => name).join(',')}`
    default:
      return node.kind
  }
}

/** Whether the expression holds a name that passes; looks into everything but functions. */
export function mentions(expression: ProgramNode, isWanted: (name: string) => boolean): boolean {
  const open: ProgramNode[] = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'name' && isWanted(next.name)) return true
    for (const part of partsOfNode(next)) open.push(part)
  }
  return false
}

/** Constants and lists and objects of them. */
export function isConstant(expression: Expression): boolean {
  const open: Expression[] = [expression]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'list') for (const item of next.items) open.push(item)
    else if (next.kind === 'object') for (const { value } of next.entries) open.push(value)
    else if (next.kind === 'unary') open.push(next.operand)
    else if (next.kind !== 'literal' && next.kind !== 'regex') return false
  }
  return true
}

/** The text of a string that is constant; the constant parts of a template, with `?` for what is put in. */
export function textIn(expression: Expression): string | undefined {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : undefined
  if (expression.kind === 'template') return expression.parts.map((part) => textIn(part) ?? '?').join('')
  if (expression.kind !== 'binary' || expression.operator !== '+') return undefined
  return sumOf(expression)
}

function sumOf(sum: Expression): string {
  const parts: string[] = []
  let next = sum
  for (; next.kind === 'binary' && next.operator === '+'; next = next.left) parts.push(piece(next.right))
  parts.push(piece(next))
  return parts.toReversed().join('')
}

function piece(part: Expression): string {
  return part.kind === 'literal' ? String(part.value) : '?'
}
