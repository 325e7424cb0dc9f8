import { dottedName, isConstant, lastPart, mentions } from '../describe-expression.ts'
import { namesBoundBy, parameterNames } from '../parts-of-node.ts'
import type { Expression, ModuleCode, Statement } from '../program.ts'
import type { Repetition } from '../walk-program.ts'

/** Rounds that are no elements: of trying again, of pages, of batches. */
const ROUNDS = /attempt|retr(?:y|ies)|\btries|page|batch|chunk|slice|migrat|backoff|offset|cursor/i
const FEW = 10

/** Whether a loop runs as often as its data is long, and not a fixed few times. */
export function isOverElements(repetition: Repetition, constants: ReadonlySet<string>): boolean {
  if (repetition.kind === 'loop') return isCounted(repetition)
  const over = repetition.kind === 'callback' ? repetition.over : repetition.iterable
  const bound =
    repetition.kind === 'callback' ? parameterNames(repetition.function.parameters) : namesBoundBy(repetition.target)
  if (isSmall(over, constants)) return false
  return (
    !bound.some((name) => ROUNDS.test(name)) &&
    !mentions(over, (name) => ROUNDS.test(name)) &&
    !ROUNDS.test(dottedName(over))
  )
}

/** Constants, names in capitals, and ranges of a few numbers. */
function isSmall(over: Expression, constants: ReadonlySet<string>): boolean {
  if (isConstant(over)) return true
  const name = dottedName(over)
  if (constants.has(name) || /^[A-Z][A-Z0-9_]+$/.test(lastPart(name))) return true
  if (over.kind !== 'call') return false
  if (
    /^(?:Object\.(?:keys|values|entries)|enumerate|List\.of|Arrays\.asList|Stream\.of|sorted|list|tuple|set)$/.test(
      dottedName(over.callee),
    )
  )
    return over.arguments.length > 0 && over.arguments.every((one) => isSmall(one, constants))
  if (over.callee.kind === 'member' && /^(?:items|keys|values|entries|stream)$/.test(over.callee.property))
    return isSmall(over.callee.object, constants)
  return (
    /^range$/.test(dottedName(over.callee)) &&
    over.arguments.every((one) => one.kind === 'literal' || ROUNDS.test(dottedName(one)))
  )
}

/** `for (let i = 0; i < items.length; i += 1)`: over the elements of `items`, if the end is no constant. */
function isCounted({ init, test, update }: Extract<Statement, { kind: 'loop' }>): boolean {
  if (init.length === 0 || update.length === 0 || test?.kind !== 'binary') return false
  if (mentions(test, (name) => ROUNDS.test(name))) return false
  const end = test.right
  if (end.kind === 'literal') return typeof end.value === 'number' && end.value > FEW
  return end.kind === 'member' || end.kind === 'call'
}

/** Names of a module that hold a few constants. */
export function fewConstants({ body }: Pick<ModuleCode, 'body'>): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of body) {
    const declared = statement.kind === 'declare' ? statement : undefined
    if (declared?.value !== undefined && declared.target.kind === 'name' && isFew(declared.value)) {
      names.add(declared.target.name)
    }
  }
  return names
}

function isFew(value: Expression): boolean {
  const inner = value.kind === 'cast' ? value.value : value
  if (inner.kind === 'call' && /^(?:Object\.freeze|Set|frozenset|tuple|List\.of)$/.test(dottedName(inner.callee)))
    return inner.arguments.every(isFew)
  return (inner.kind === 'list' || inner.kind === 'object') && isConstant(inner)
}
