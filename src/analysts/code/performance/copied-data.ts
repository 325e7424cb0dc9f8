import type { Remark } from '../change/code-change.ts'
import { isConstant } from '../describe-expression.ts'
import { namesBoundBy, some } from '../parts-of-node.ts'
import type { CallExpression, Expression, FunctionCode } from '../program.ts'
import type { Position } from '../walk-program.ts'
import { elementLoop } from './loop-facts.ts'
import type { Scene } from './scene.ts'

type Assignment = Extract<Expression, { kind: 'assign' }>

/** `all = [...all, x]`, `all = { ...all, x }`, `all = all.concat(x)`. */
export function copied(node: Assignment, { loop }: Position, { known }: Scene): Remark | undefined {
  if (known.language === 'go') return undefined
  const around = elementLoop(loop, known)
  if (around === undefined || node.target.kind !== 'name' || node.operator !== undefined) return undefined
  const { name } = node.target
  if (around.made.has(name) || !isCopyOf(node.value, name)) return undefined
  return copyRemark(name, node.at.line, 'each round of the loop')
}

function copyRemark(name: string, line: number, when: string): Remark {
  return {
    rule: 'performance/copied-accumulator',
    confidence: 0.7,
    cwe: [407],
    line,
    message: `All of \`${name}\` is copied in ${when}: the work grows with the square of the data.`,
    fix: 'Add to one list, object or map that belongs to the loop.',
    effort: 'minutes',
  }
}

function isCopyOf(value: Expression, name: string): boolean {
  if (value.kind === 'list') return value.items.some((item) => item.kind === 'spread' && isName(item.value, name))
  if (value.kind === 'object')
    return value.entries.some(
      (entry) => entry.key === undefined && entry.computed === undefined && isName(unspread(entry.value), name),
    )
  if (value.kind !== 'call' || value.callee.kind !== 'member') return false
  return value.callee.property === 'concat' && isName(value.callee.object, name) && value.arguments.length > 0
}

function unspread(value: Expression): Expression {
  return value.kind === 'spread' ? value.value : value
}

function isName(expression: Expression, name: string): boolean {
  return expression.kind === 'name' && expression.name === name
}

/** `items.reduce((all, x) => ({ ...all, [x.key]: x }), {})`. */
export function reducedCopy(call: CallExpression): Remark | undefined {
  const { callee } = call
  const [first] = call.arguments
  if (callee.kind !== 'member' || !/^reduce(?:Right)?$/.test(callee.property) || first?.kind !== 'function')
    return undefined
  if (isConstant(callee.object)) return undefined
  const name = namesBoundBy(first.function.parameters[0]?.target ?? { kind: 'list', at: call.at, items: [] })[0]
  const copy =
    name === undefined ? undefined : returnedBy(first.function).find((value) => isListOrObjectCopy(value, name))
  return copy === undefined || name === undefined ? undefined : copyRemark(name, copy.at.line, 'each step of `reduce`')
}

function isListOrObjectCopy(value: Expression, name: string): boolean {
  return (value.kind === 'list' || value.kind === 'object') && isCopyOf(value, name)
}

function returnedBy({ body }: FunctionCode): Expression[] {
  const values: Expression[] = []
  some(body, (node) => {
    if (node.kind === 'return' && node.value !== undefined) values.push(node.value)
    return false
  })
  return values
}

/** Java and Go copy the whole text for each `+=`. */
export function joinedText(node: Assignment, { loop }: Position, scene: Scene): Remark | undefined {
  if (scene.language !== 'java' && scene.language !== 'go') return undefined
  const around = elementLoop(loop, scene.known)
  if (around === undefined || around.mayEnd || node.target.kind !== 'name') return undefined
  const { name } = node.target
  const isJoin =
    node.operator === '+' ||
    (node.operator === undefined &&
      node.value.kind === 'binary' &&
      node.value.operator === '+' &&
      isName(node.value.left, name))
  if (!isJoin || scene.kinds.get(name) !== 'text' || around.made.has(name)) return undefined
  return {
    rule: 'performance/joined-text',
    confidence: 0.6,
    cwe: [407],
    line: node.at.line,
    message: `\`${name}\` is copied as a whole each time that the loop adds to it.`,
    fix: `Use ${scene.language === 'java' ? '`StringBuilder`' : '`strings.Builder`'} and build the text once after the loop.`,
    effort: 'minutes',
  }
}
