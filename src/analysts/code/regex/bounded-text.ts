import type { Expression } from '../program.ts'
import { placeText } from '../scopes/place-text.ts'
import { lookUp, type Scope } from '../scopes/scopes.ts'
import type { Subject } from './regex-uses.ts'

/** Texts that no stranger writes. */
const TRUSTED =
  /^(?:process\.(?!argv|env|stdin)|navigator\.|__dirname$|__filename$|import\.meta|os\.|location\.protocol)|\.(?:stack|fileName|nodeName|tagName|className)$/
const SHORT_CALLS = new Set(['toFixed', 'toISOString', 'getTime', 'hrtime', 'cwd', 'charAt', 'toPrecision'])
const CUTS = new Set(['slice', 'substring', 'substr'])
const SHORTEST_LIMIT = 16
const DEEPEST = 10

/** Whether a text is short or the program's own, so that it cannot make a slow match take long. */
export function isBounded({ text, scope }: Subject, depth = 0): boolean {
  if (depth > DEEPEST) return false
  const inner = (one: Expression) => isBounded({ text: one, scope }, depth + 1)
  if (text.kind === 'literal') return true
  if (text.kind === 'binary' && text.operator === '+') return inner(text.left) && inner(text.right)
  if (text.kind === 'template') return text.parts.every(inner)
  if (text.kind === 'call') return isShortCall(text, inner)
  const place = placeText(text)
  if (place === undefined) return false
  if (TRUSTED.test(place) || isLengthChecked(place, scope)) return true
  if (text.kind !== 'name') return false
  const binding = lookUp(scope, text.name)
  if (binding === undefined || binding.isParameter || binding.sources.length === 0) return false
  return binding.sources.every(
    (one) => one.as === 'value' && isBounded({ text: one.value, scope: one.scope }, depth + 1),
  )
}

function isShortCall(
  { callee, arguments: given }: Extract<Expression, { kind: 'call' }>,
  inner: (one: Expression) => boolean,
): boolean {
  if (callee.kind !== 'member') return false
  if (SHORT_CALLS.has(callee.property)) return true
  if (CUTS.has(callee.property) && isNumber(given[0]) && isNumber(given[1])) return true
  return /^(?:trim|toLowerCase|toUpperCase|toString)$/.test(callee.property) && inner(callee.object)
}

function isNumber(expression: Expression | undefined): boolean {
  if (expression?.kind === 'name') return /^[A-Z\d_]+$/.test(expression.name)
  return expression?.kind === 'literal' && typeof expression.value === 'number' && expression.value >= 0
}

/** Whether the function, or one around it, compares the length of this text with a limit. */
function isLengthChecked(place: string, scope: Scope): boolean {
  const length = `${place}.length`
  for (let at: Scope | undefined = scope; at?.code !== undefined; at = at.parent) {
    const checks = at.nodes.expressions.some(
      (one) =>
        one.kind === 'binary' &&
        /^[<>]=?$/.test(one.operator) &&
        ((placeText(one.left) === length && isLimit(one.right)) ||
          (placeText(one.right) === length && isLimit(one.left))),
    )
    if (checks) return true
  }
  return false
}

function isLimit(expression: Expression): boolean {
  if (expression.kind === 'literal') return typeof expression.value === 'number' && expression.value >= SHORTEST_LIMIT
  return /max|limit|length|size|[A-Z]{3}/i.test(placeText(expression) ?? '') && expression.kind !== 'index'
}
