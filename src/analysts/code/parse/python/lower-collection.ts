import type { Expression, ObjectEntry } from '../../program.ts'
import { fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { type Frame, lowerExpression } from './frame.ts'
import { lowerPattern } from './lower-pattern.ts'

/** Lists, tuples and sets. */
export function lowerList(node: SyntaxNode, frame: Frame): Expression {
  const items = partsOf(node).map((part) => lowerExpression(part, frame, part))
  return { kind: 'list', at: spanOf(node), items }
}

export function lowerDictionary(node: SyntaxNode, frame: Frame): Expression {
  const entries = partsOf(node).map((part) =>
    part.type === 'pair' ? entryOf(part, frame) : { value: lowerExpression(part, frame, part) },
  )
  return { kind: 'object', at: spanOf(node), entries }
}

function entryOf(pair: SyntaxNode, frame: Frame): ObjectEntry {
  const key = lowerExpression(fieldOf(pair, 'key'), frame, pair)
  const value = lowerExpression(fieldOf(pair, 'value'), frame, pair)
  return key.kind === 'literal' ? { key: String(key.value), value } : { computed: key, value }
}

interface Clause {
  target: SyntaxNode | undefined
  iterable: SyntaxNode | undefined
  tests: SyntaxNode[]
}

/** Comprehensions and generators; of several `for` the later ones stand inside the value of the earlier. */
export function lowerComprehension(node: SyntaxNode, frame: Frame): Expression {
  const [body, ...rest] = partsOf(node)
  const clauses: Clause[] = []
  for (const part of rest) {
    if (part.type === 'for_in_clause')
      clauses.push({ target: fieldOf(part, 'left'), iterable: fieldOf(part, 'right'), tests: [] })
    else if (part.type === 'if_clause') clauses.at(-1)?.tests.push(...partsOf(part))
  }
  return clauses.reduceRight(
    (value, clause) => comprehensionOf(node, clause, value, frame),
    elementOf(node, body, frame),
  )
}

function comprehensionOf(node: SyntaxNode, clause: Clause, value: Expression, frame: Frame): Expression {
  const target = lowerPattern(clause.target, frame)
  const iterable = lowerExpression(clause.iterable, frame, node)
  const tests = clause.tests.map((test) => lowerExpression(test, frame, test))
  const at = spanOf(node)
  if (target === undefined) return otherExpression(at, [iterable, ...tests, value])
  return { kind: 'comprehension', at, target, iterable, tests, value }
}

function elementOf(node: SyntaxNode, body: SyntaxNode | undefined, frame: Frame): Expression {
  if (body?.type !== 'pair') return lowerExpression(body, frame, node)
  return { kind: 'object', at: spanOf(body), entries: [entryOf(body, frame)] }
}
