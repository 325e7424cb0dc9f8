import type { CallExpression, Expression } from '../../program.ts'
import { callOf, nameOf } from '../build.ts'
import { fieldOf, fieldsOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression, tokenSpan } from './frame.ts'

interface Arguments {
  values: Expression[]
  named: { name: string; value: Expression }[]
}

export function lowerCall(node: SyntaxNode, frame: Frame): Expression {
  const callee = lowerExpression(fieldOf(node, 'function'), frame, node)
  return callWith(node, callee, argumentsOf(fieldOf(node, 'arguments'), frame))
}

function callWith(node: SyntaxNode, callee: Expression, { values, named }: Arguments): CallExpression {
  return { kind: 'call', at: spanOf(node), callee, arguments: values, named, new: false }
}

function argumentsOf(node: SyntaxNode | undefined, frame: Frame): Arguments {
  const result: Arguments = { values: [], named: [] }
  if (node === undefined) return result
  if (node.type !== 'argument_list') result.values.push(lowerExpression(node, frame, node))
  else for (const part of partsOf(node)) addArgument(part, frame, result)
  return result
}

function addArgument(part: SyntaxNode, frame: Frame, { values, named }: Arguments): void {
  if (part.type === 'keyword_argument') {
    const name = fieldOf(part, 'name')?.text ?? ''
    named.push({ name, value: lowerExpression(fieldOf(part, 'value'), frame, part) })
    return
  }
  const value = lowerExpression(part, frame, part)
  if (part.type === 'dictionary_splat' && value.kind === 'spread' && value.value.kind === 'object') {
    for (const entry of value.value.entries) {
      if (entry.key === undefined) values.push(entry.value)
      else named.push({ name: entry.key, value: entry.value })
    }
  } else values.push(value)
}

/** Python 2's `print a, b` and `exec code`: calls of what they became. */
export function lowerPrint(node: SyntaxNode, frame: Frame): Expression {
  const name = node.type === 'exec_statement' ? 'exec' : 'print'
  const values = fieldsOf(node, name === 'exec' ? 'code' : 'argument')
  return callOf(
    spanOf(node),
    nameOf(tokenSpan(node), name),
    values.map((part) => lowerExpression(part, frame, part)),
  )
}
