import { calleeName, lastPart, sameKey } from '../describe-expression.ts'
import type { ProgramNode } from '../parts-of-node.ts'
import type { CallExpression, Expression, ModuleCode, Statement } from '../program.ts'
import { type FunctionFrame, walkProgram } from '../walk-program.ts'
import type { TestCase } from './test-cases.ts'

const ASSERTING =
  /(?:^|[._])(?:assert|expect|should|must|verify|ensure|check|validate|fail|throws|rejects|raises|warns|snapshot|match|to(?:Be|Equal|Have|Throw|Match|Contain)|and(?:Expect)|is(?:Equal|True|False)|equal|compare|approve|golden|pass)\w*$|\.should\.|^cy\./i
/** Libraries whose every call asserts: `assert.strictEqual`, `t.assert.ok`. */
const ASSERTING_ROOT = /(?:^|\.)(?:assert|expect|should|chai|Assertions?)(?:\(\))?\./
const ASSERTING_WORD = /(?:assert|expect|verify|should|validate|check)/i
/** What a test may call of what it is given without asserting anything. */
const NO_ASSERTION =
  /^(?:test|teardown|tearDown|context|after|afterEach|before|beforeEach|comment|diagnostic|timeout|setTimeout|log|Log|Logf|Helper|Parallel|Cleanup|Setenv|TempDir|skip|todo|name|mock|Name)$/
/** How far helpers that call helpers are followed. */
const ROUNDS = 3
const HELPER_MODULE = /test|helper|util|support|fixture|mock|assert|common|spec/i

/** `assert x` of Python, as its front end writes it: the operand; undefined for other statements. */
export function assertedBy(statement: ProgramNode): Expression | undefined {
  if (statement.kind !== 'if' || statement.alternate.length > 0 || statement.consequent.length !== 1) return undefined
  const [only] = statement.consequent
  if (only?.kind !== 'throw' || only.value !== undefined) return undefined
  return statement.test.kind === 'unary' && statement.test.operator === 'not' ? statement.test.operand : undefined
}

/** Whether a call asserts something, by its name. */
export function isAssertion(call: CallExpression): boolean {
  const name = calleeName(call)
  return ASSERTING.test(name) || ASSERTING_ROOT.test(name) || ASSERTING_WORD.test(lastPart(name))
}

/** The assertions of a test as comparable text, in their order; what cannot be compared counts by its place. */
export function assertionKeys({ function: { body } }: TestCase): string[] {
  const keys: string[] = []
  walkProgram(
    { body },
    {
      node(node, { parent }) {
        const asserted = assertedBy(node)
        if (asserted !== undefined) keys.push(sameKey(asserted) ?? `line ${node.at.line}`)
        else if (node.kind === 'call' && isAssertion(node) && !isPartOfChain(parent))
          keys.push(sameKey(node) ?? `line ${node.at.line}`)
      },
    },
  )
  return keys
}

function isPartOfChain(parent: ProgramNode | undefined): boolean {
  return parent?.kind === 'member' || parent?.kind === 'call'
}

/** Names of functions of the module that assert, by themselves or through one another. */
export function assertingFunctions(module: ModuleCode): ReadonlySet<string> {
  const asserting = new Set<FunctionFrame>()
  const calls: { frame: FunctionFrame; name: string }[] = []
  const mark = (frame: FunctionFrame) => {
    for (let at: FunctionFrame | undefined = frame; at !== undefined && !asserting.has(at); at = at.up)
      asserting.add(at)
  }
  walkProgram(module, {
    node(node, { function: frame }) {
      if (frame === undefined) return
      if (assertedBy(node) !== undefined || node.kind === 'throw') mark(frame)
      else if (node.kind === 'call' && isAssertion(node)) mark(frame)
      else if (node.kind === 'call') calls.push({ frame, name: lastPart(calleeName(node)) })
    },
  })
  for (let round = 0; round < ROUNDS; round += 1) {
    const names = namesOf(asserting)
    for (const { frame, name } of calls) if (names.has(name)) mark(frame)
  }
  return namesOf(asserting)
}

function namesOf(frames: ReadonlySet<FunctionFrame>): Set<string> {
  return new Set([...frames].map(({ name }) => name).filter((name) => name !== ''))
}

function assertsIn(body: readonly Statement[], helpers: ReadonlySet<string>): boolean {
  let asserts = false
  walkProgram(
    { body },
    {
      node(node) {
        if (asserts) return
        asserts =
          assertedBy(node) !== undefined ||
          node.kind === 'throw' ||
          (node.kind === 'call' && (isAssertion(node) || helpers.has(lastPart(calleeName(node)))))
      },
    },
  )
  return asserts
}

/** Names that come from modules that help tests. What they do is not known. */
export function importedHelpers({ body }: ModuleCode): ReadonlySet<string> {
  const names = new Set<string>()
  for (const statement of body)
    if (statement.kind === 'import' && HELPER_MODULE.test(statement.module))
      for (const { local } of statement.bindings) names.add(local)
    else if (statement.kind === 'declare' && isHelperRequire(statement.value) && statement.target.kind === 'name')
      names.add(statement.target.name)
  return names
}

function isHelperRequire(value: Expression | undefined): boolean {
  if (value?.kind !== 'call' || calleeName(value) !== 'require') return false
  const [module] = value.arguments
  return module?.kind === 'literal' && HELPER_MODULE.test(String(module.value))
}

/** Whether a test may assert something: an assertion, a helper that asserts or is not known, or what the framework handed to it. */
export function mayAssert({ function: { body }, given }: TestCase, helpers: ReadonlySet<string>): boolean {
  const handed = new Set(given)
  let may = assertsIn(body, helpers)
  walkProgram(
    { body },
    {
      node(node) {
        if (may || node.kind !== 'call') return
        const name = calleeName(node)
        const root = name.split(/[.([]/, 1)[0] ?? ''
        may =
          name === '' ||
          helpers.has(root) ||
          (handed.has(root) && !NO_ASSERTION.test(lastPart(name))) ||
          node.arguments.some((one) => one.kind === 'name' && handed.has(one.name))
      },
    },
  )
  return may
}
