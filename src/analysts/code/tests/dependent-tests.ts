import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName } from '../describe-expression.ts'
import { namesBoundBy } from '../parts-of-node.ts'
import type { FunctionCode, ModuleCode } from '../program.ts'
import { isScript } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { type TestCase, testCases } from './test-cases.ts'

const HOOKS = /^(?:before|beforeEach|beforeAll|after|afterEach|afterAll|setup|suiteSetup|t\.beforeEach|t\.before)$/

interface Use {
  test: TestCase
  writes: ReadonlySet<string>
  reads: ReadonlySet<string>
}

/** Tests that read what an earlier one wrote: alone, or in another order, they fail. */
export function dependentTests({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined || !isScript(module.language)) return []
  const shared = sharedNames(module)
  if (shared.size === 0) return []
  const written = new Map<string, TestCase>()
  const remarks: Remark[] = []
  for (const test of testCases(module)) {
    const use = useOf(test, shared)
    const [name] = [...use.reads].filter((one) => !use.writes.has(one) && written.has(one))
    const earlier = name === undefined ? undefined : written.get(name)
    if (name !== undefined && earlier !== undefined && changed.isNew(test.at.line))
      remarks.push(remarkOf(test, earlier, name))
    for (const one of use.writes) if (!written.has(one)) written.set(one, test)
  }
  return remarks.slice(0, 1)
}

/** Names declared outside of the tests without a value that no hook sets. */
function sharedNames(module: ModuleCode): ReadonlySet<string> {
  const names = new Set<string>()
  const set = new Set<string>()
  const tests = new Set<FunctionCode>(testCases(module).map((test) => test.function))
  walkProgram(module, {
    node(node, { function: frame }) {
      if (node.kind === 'declare' && node.value === undefined && (frame === undefined || !tests.has(frame.function)))
        for (const name of namesBoundBy(node.target)) names.add(name)
    },
    function: ({ function: code, givenTo }) => {
      if (givenTo !== undefined && HOOKS.test(calleeName(givenTo))) for (const name of writtenIn(code)) set.add(name)
    },
  })
  return names.difference(set)
}

function writtenIn({ body }: FunctionCode): Set<string> {
  const names = new Set<string>()
  walkProgram(
    { body },
    {
      node(node) {
        if (node.kind === 'assign') for (const name of namesBoundBy(node.target)) names.add(name)
      },
    },
  )
  return names
}

function useOf(test: TestCase, shared: ReadonlySet<string>): Use {
  const reads = new Set<string>()
  const own = new Set(test.given)
  walkProgram(
    { body: test.function.body },
    {
      node(node) {
        if (node.kind === 'declare') for (const name of namesBoundBy(node.target)) own.add(name)
        else if (node.kind === 'name' && shared.has(node.name)) reads.add(node.name)
      },
    },
  )
  const isShared = (name: string) => shared.has(name) && !own.has(name)
  return {
    test,
    writes: new Set([...writtenIn(test.function)].filter(isShared)),
    reads: new Set([...reads].filter(isShared)),
  }
}

function remarkOf({ title, at }: TestCase, earlier: TestCase, name: string): Remark {
  return {
    rule: 'tests/order-dependence',
    confidence: 0.55,
    line: at.line,
    message: `The test \`${title}\` reads \`${name}\`, which only the test \`${earlier.title}\` sets: alone it fails.`,
    fix: 'Set up what it needs in the test itself or in a hook that runs before each.',
    effort: 'minutes',
  }
}
