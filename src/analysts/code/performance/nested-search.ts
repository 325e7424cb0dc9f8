import type { Remark } from '../change/code-change.ts'
import { dottedName, mentions } from '../describe-expression.ts'
import { namesBoundBy, type ProgramNode, parameterNames, some } from '../parts-of-node.ts'
import type { CallExpression, Expression } from '../program.ts'
import type { Position } from '../walk-program.ts'
import { elementLoop } from './loop-facts.ts'
import type { Scene } from './scene.ts'

const SEARCHES = /^(?:find|findIndex|filter|some)$/
type Comprehension = Extract<Expression, { kind: 'comprehension' }>

/** What was fetched is gone through for each element of something else, to find those whose keys are equal: a join by trial. */
export function nestedSearch(
  node: CallExpression | Comprehension,
  position: Position,
  scene: Scene,
): Remark | undefined {
  const search = node.kind === 'call' ? searchIn(node) : filterIn(node)
  if (search === undefined) return undefined
  const loop = elementLoop(position.loop, scene.known)
  const name = dottedName(search.over)
  if (!scene.fetched.has(name) || loop === undefined || loop.mayEnd || loop.names.has(name)) return undefined
  if (!some(search.tests, (test) => joins(test, search.names, loop.names.difference(search.names)))) return undefined
  return {
    rule: 'performance/nested-search',
    confidence: 0.55,
    cwe: [407],
    line: node.at.line,
    message: `\`${name}\` is searched from its start for each element of the loop in line ${loop.repetition.at.line}: the work grows with the product of the two.`,
    fix: `Build a map of \`${name}\` by that key once before the loop.`,
    effort: 'minutes',
  }
}

interface Search {
  over: Expression
  names: ReadonlySet<string>
  tests: readonly ProgramNode[]
}

function searchIn({ callee, arguments: [first] }: CallExpression): Search | undefined {
  if (callee.kind !== 'member' || !SEARCHES.test(callee.property) || first?.kind !== 'function') return undefined
  const { parameters, body } = first.function
  return { over: callee.object, names: new Set(parameterNames(parameters)), tests: body }
}

function filterIn({ iterable, target, tests }: Comprehension): Search | undefined {
  return tests.length === 0 ? undefined : { over: iterable, names: new Set(namesBoundBy(target)), tests }
}

/** `order.userId === user.id`. */
function joins(node: ProgramNode, inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean {
  if (node.kind !== 'binary' || (node.operator !== '===' && node.operator !== '==')) return false
  const has = (side: Expression, names: ReadonlySet<string>) => mentions(side, (name) => names.has(name))
  const isJoin = (a: Expression, b: Expression) => has(a, inner) && !has(a, outer) && has(b, outer) && !has(b, inner)
  return isJoin(node.left, node.right) || isJoin(node.right, node.left)
}
