import type { Expression, Pattern } from '../../program.ts'
import { fieldOf, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { stringText } from './literals.ts'
import type { Lowering } from './lowering.ts'

type Entry = Extract<Pattern, { kind: 'fields' }>['entries'][number]

const NO_NAME = ''

/** What is assigned to, as a pattern: names, places and destructuring, in declarations and in assignments. */
export function lowerPattern(node: SyntaxNode, lowering: Lowering): Pattern {
  const lower = PATTERNS[node.type]
  return lower === undefined ? place(node, lowering) : lower(node, lowering)
}

function place(node: SyntaxNode, lowering: Lowering): Pattern {
  const lowered = lowering.expression(node)
  if (lowered.kind === 'name') return { kind: 'name', at: lowered.at, name: lowered.name }
  return { kind: 'place', at: lowered.at, place: lowered }
}

function name(node: SyntaxNode): Pattern {
  return { kind: 'name', at: spanOf(node), name: node.text }
}

function inner(node: SyntaxNode, lowering: Lowering): Pattern {
  const [first] = partsOf(node)
  return first === undefined ? { kind: 'name', at: spanOf(node), name: NO_NAME } : lowering.pattern(first)
}

function left(node: SyntaxNode, lowering: Lowering): Pattern {
  const target = fieldOf(node, 'left')
  return target === undefined ? inner(node, lowering) : lowering.pattern(target)
}

/** Commas count: `[, a]` leaves out the first. */
function list(node: SyntaxNode, lowering: Lowering): Pattern {
  const items: (Pattern | undefined)[] = []
  let rest: Pattern | undefined
  let waiting = true
  for (const child of node.children) {
    if (child === null || child.isExtra || child.isError) continue
    if (child.type === ',') {
      if (waiting) items.push(undefined)
      waiting = true
    } else if (child.type === 'rest_pattern' || child.type === 'spread_element') rest = inner(child, lowering)
    else if (child.isNamed) {
      items.push(lowering.pattern(child))
      waiting = false
    }
  }
  return { kind: 'list', at: spanOf(node), items, ...(rest && { rest }) }
}

function fields(node: SyntaxNode, lowering: Lowering): Pattern {
  const entries: Entry[] = []
  let rest: Pattern | undefined
  for (const child of partsOf(node)) {
    if (child.type === 'rest_pattern' || child.type === 'spread_element') rest = inner(child, lowering)
    else entries.push(entry(child, lowering))
  }
  return { kind: 'fields', at: spanOf(node), entries, ...(rest && { rest }) }
}

function entry(node: SyntaxNode, lowering: Lowering): Entry {
  const value = fieldOf(node, 'value')
  const [target, preset] = value === undefined ? withDefault(node, lowering) : withDefault(value, lowering)
  const key = fieldOf(node, 'key')
  const named = key === undefined ? nameOf(target) : keyText(key)
  return { key: named ?? NO_NAME, target, ...(preset && { default: preset }) }
}

function nameOf(target: Pattern): string | undefined {
  return target.kind === 'name' ? target.name : undefined
}

/** A pattern and what it takes where nothing is given: `a = 1`. */
export function withDefault(node: SyntaxNode, lowering: Lowering): [Pattern, Expression | undefined] {
  const preset = /assignment_(?:pattern|expression)$/.test(node.type) ? fieldOf(node, 'right') : undefined
  return [lowering.pattern(node), preset === undefined ? undefined : lowering.expression(preset)]
}

/** The constant key of a pair or member; undefined where it is computed. */
export function keyText(node: SyntaxNode): string | undefined {
  if (node.type === 'string') return stringText(node)
  if (node.type !== 'computed_property_name') return node.text
  const [computed] = partsOf(node)
  return computed?.type === 'string' ? stringText(computed) : undefined
}

const PATTERNS: Readonly<Record<string, (node: SyntaxNode, lowering: Lowering) => Pattern>> = {
  identifier: name,
  shorthand_property_identifier_pattern: name,
  shorthand_property_identifier: name,
  undefined: name,
  this: name,
  array_pattern: list,
  array: list,
  object_pattern: fields,
  object: fields,
  rest_pattern: inner,
  parenthesized_expression: inner,
  non_null_expression: inner,
  as_expression: inner,
  satisfies_expression: inner,
  assignment_pattern: left,
  object_assignment_pattern: left,
  assignment_expression: left,
}
