import type { Expression, Statement, SwitchCase } from '../../program.ts'
import { allOf, binaryOf, callOf, declareName, literalOf, nameOf } from '../build.ts'
import { DEEPEST, fieldOf, otherExpression, partsOf, type SyntaxNode, spanOf } from '../syntax.ts'
import { DEEPEST_LADDER, type Frame, lowerBlock, lowerExpression } from './frame.ts'

/** Under this name, which no program can use, the value is kept that a `match` looks at. */
const SUBJECT = 'match subject'
const LITERALS: ReadonlySet<string> = new Set([
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
])
const SEQUENCES: ReadonlySet<string> = new Set(['list_pattern', 'tuple_pattern'])

/** `match`: a switch where its cases are constants, else a ladder of ifs that binds what the cases capture. */
export function lowerMatch(node: SyntaxNode, frame: Frame, into: Statement[]): void {
  const subject = lowerExpression(fieldOf(node, 'subject'), frame, node)
  const body = fieldOf(node, 'body')
  const clauses = body === undefined ? [] : partsOf(body).filter(({ type }) => type === 'case_clause')
  const tests = clauses.map((clause) => testsOf(clause, frame))
  // Only then are the bodies gone through: each once, whatever the cases ask.
  if (tests.every((one) => one !== undefined)) {
    const cases = clauses.map((clause, index): SwitchCase => {
      const body = lowerBlock(fieldOf(clause, 'consequence'), frame)
      return { at: spanOf(clause), tests: tests[index] ?? [], body, falls: false }
    })
    into.push({ kind: 'switch', at: spanOf(node), subject, cases })
    return
  }
  into.push(declareName(spanOf(node), SUBJECT, subject))
  const rungs = clauses.map((clause) => rungOf(clause, nameOf(spanOf(node), SUBJECT), frame))
  into.push(...ladderOf(rungs))
}

type Rung = (rest: readonly Statement[]) => Statement[]

/** Each case in the else of the one before it; after so many, one after the other. */
function ladderOf(rungs: readonly Rung[]): readonly Statement[] {
  return rungs.reduceRight<readonly Statement[]>((rest, rung, index) => {
    const nested = index % DEEPEST_LADDER !== DEEPEST_LADDER - 1
    return nested ? rung(rest) : rung([]).concat(rest)
  }, [])
}

/** The constants that a case asks for; undefined where it asks for more. */
function testsOf(clause: SyntaxNode, frame: Frame): Expression[] | undefined {
  const patterns = partsOf(clause).filter(({ type }) => type === 'case_pattern')
  const [only] = patterns
  if (only === undefined || patterns.length > 1 || fieldOf(clause, 'guard') !== undefined) return undefined
  return constantsOf(only, frame)
}

/** None for `_`, undefined for what is more than constants. */
function constantsOf(pattern: SyntaxNode, frame: Frame): Expression[] | undefined {
  const [inner] = partsOf(pattern)
  if (inner === undefined) return pattern.text === '_' ? [] : undefined
  const options = inner.type === 'union_pattern' ? partsOf(inner) : [inner]
  if (!options.every(({ type }) => LITERALS.has(type))) return undefined
  return options.map((option) => literalPattern(pattern, option, frame))
}

function literalPattern(pattern: SyntaxNode, option: SyntaxNode, frame: Frame): Expression {
  const value = lowerExpression(option, frame, option)
  const negative = value.kind === 'literal' && typeof value.value === 'number' && pattern.text.startsWith('-')
  return negative ? literalOf(value.at, -Number(value.value)) : value
}

/** What a pattern asks of a value, and the names that it gives to its parts. */
interface Asked {
  tests: Expression[]
  binds: Statement[]
}

/** Gives the statements of one case, for the ones of all later cases. */
function rungOf(clause: SyntaxNode, subject: Expression, frame: Frame): Rung {
  const at = spanOf(clause)
  const patterns = partsOf(clause).filter(({ type }) => type === 'case_pattern')
  const asked: Asked = { tests: [], binds: [] }
  if (patterns.length === 1) ask(patterns[0], subject, asked, frame)
  else askItems(patterns, clause, subject, asked, frame)
  const guard = fieldOf(clause, 'guard')
  if (guard !== undefined) asked.tests.push(lowerExpression(partsOf(guard)[0], frame, guard))
  const test = allOf(at, asked.tests)
  const consequent = lowerBlock(fieldOf(clause, 'consequence'), frame)
  return (rest) =>
    test === undefined
      ? [...asked.binds, ...consequent]
      : [...asked.binds, { kind: 'if', at, test, consequent, alternate: rest }]
}

function ask(node: SyntaxNode | undefined, value: Expression, asked: Asked, frame: Frame): void {
  if (node === undefined || frame.depth >= DEEPEST) return
  const at = spanOf(node)
  const parts = partsOf(node)
  frame.depth += 1
  if (node.type === 'case_pattern') ask(parts[0], value, asked, frame)
  else if (node.type === 'identifier') asked.binds.push(declareName(at, node.text, value))
  else if (node.type === 'dotted_name') askName(node, value, asked, frame)
  else if (SEQUENCES.has(node.type)) askItems(parts, node, value, asked, frame)
  else if (node.type === 'as_pattern') for (const part of parts) ask(part, value, asked, frame)
  else if (node.type === 'class_pattern') askClass(parts, node, value, asked, frame)
  else if (node.type === 'dict_pattern') askEntries(node, value, asked, frame)
  else if (node.type === 'union_pattern') askUnion(parts, node, value, asked, frame)
  else if (node.type === 'splat_pattern') ask(parts[0], value, asked, frame)
  else if (LITERALS.has(node.type)) asked.tests.push(binaryOf(at, '==', value, lowerExpression(node, frame, node)))
  else asked.tests.push(otherExpression(at, [value]))
  frame.depth -= 1
}

function askName(node: SyntaxNode, value: Expression, asked: Asked, frame: Frame): void {
  const at = spanOf(node)
  if (partsOf(node).length > 1) asked.tests.push(binaryOf(at, '==', value, lowerExpression(node, frame, node)))
  else asked.binds.push(declareName(at, node.text, value))
}

function askItems(items: readonly SyntaxNode[], node: SyntaxNode, value: Expression, asked: Asked, frame: Frame): void {
  const at = spanOf(node)
  asked.tests.push(otherExpression(at, [value]))
  items.forEach((item, index) => {
    const starred = partsOf(item)[0]?.type === 'splat_pattern'
    const start = literalOf(at, index)
    const part: Expression = starred
      ? { kind: 'slice', at, object: value, parts: [start, literalOf(at, null)] }
      : { kind: 'index', at, object: value, index: start }
    ask(item, part, asked, frame)
  })
}

/** `Point(x, y=z)`: an `isinstance`, then its members by name; those by position are not known. */
function askClass(parts: readonly SyntaxNode[], node: SyntaxNode, value: Expression, asked: Asked, frame: Frame): void {
  const at = spanOf(node)
  const [name, ...rest] = parts
  asked.tests.push(callOf(at, nameOf(at, 'isinstance'), [value, lowerExpression(name, frame, node)]))
  for (const item of rest) {
    const [inner] = partsOf(item)
    if (inner?.type !== 'keyword_pattern') {
      ask(item, value, asked, frame)
      continue
    }
    const [property, pattern] = partsOf(inner)
    ask(pattern, { kind: 'member', at, object: value, property: property?.text ?? '' }, asked, frame)
  }
}

function askEntries(node: SyntaxNode, value: Expression, asked: Asked, frame: Frame): void {
  const at = spanOf(node)
  asked.tests.push(otherExpression(at, [value]))
  let key: SyntaxNode | undefined
  for (const part of partsOf(node)) {
    if (part.type === 'splat_pattern') ask(part, value, asked, frame)
    else if (key === undefined) key = part
    else {
      const index = lowerExpression(key, frame, key)
      ask(part, { kind: 'index', at, object: value, index }, asked, frame)
      key = undefined
    }
  }
}

function askUnion(parts: readonly SyntaxNode[], node: SyntaxNode, value: Expression, asked: Asked, frame: Frame): void {
  const at = spanOf(node)
  const options = parts.map((part) => {
    const one: Asked = { tests: [], binds: asked.binds }
    ask(part, value, one, frame)
    return allOf(at, one.tests) ?? literalOf(at, true)
  })
  asked.tests.push(options.reduce((left, right) => ({ kind: 'logical', at, operator: 'or', left, right })))
}
