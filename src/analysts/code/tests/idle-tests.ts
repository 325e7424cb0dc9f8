import type { Remark, TouchedFile } from '../change/code-change.ts'
import { calleeName } from '../describe-expression.ts'
import { walkProgram } from '../walk-program.ts'
import { assertingFunctions, importedHelpers, mayAssert } from './assertions.ts'
import { annotationName, type TestCase, testCases } from './test-cases.ts'

/** A test whose point is that nothing is thrown says so. */
const ONLY_RUNS =
  /\b(?:not? (?:throw|fail|crash|raise|error)\w*|n't (?:throw|fail|crash|raise|error)\w*|without (?:an? )?(?:error|throwing|crash\w*|exception)|smoke|compiles?|types?|loads?|imports?|renders?|runs?|works?|pass(?:es)?|succeeds?|accepts?|allows?|avoids?|benchmark)\b/i

/** New tests that cannot fail but by a thrown error: they assert nothing. */
export function idleTests({ changed, module }: TouchedFile): Remark[] {
  if (module === undefined) return []
  const cases = testCases(module).filter(({ at }) => changed.isNew(at.line))
  if (cases.length === 0) return []
  const helpers = new Set([...assertingFunctions(module), ...importedHelpers(module)])
  return cases.filter((test) => isIdle(test, helpers)).map(remarkOf)
}

function isIdle(test: TestCase, helpers: ReadonlySet<string>): boolean {
  if (ONLY_RUNS.test(test.title.replace(/[_.]|(?<=[a-z])(?=[A-Z])/g, ' ')) || expectsError(test)) return false
  return !mayAssert(test, helpers) && !callsOwnMethod(test)
}

/** `@Test(expected = …)`, `@pytest.mark.xfail`. */
function expectsError({ function: { annotations } }: TestCase): boolean {
  return annotations.some(
    (one) =>
      (one.kind === 'call' && (one.named.length > 0 || one.arguments.length > 0)) ||
      /xfail|benchmark/.test(annotationName(one)),
  )
}

/** `self.run_case(…)`, `this.check(…)`: it may stand in a class above. */
function callsOwnMethod({ function: { body } }: TestCase): boolean {
  let calls = false
  walkProgram(
    { body },
    {
      node(node) {
        if (node.kind === 'call' && /^(?:self|this|super\(\))\./.test(calleeName(node))) calls = true
      },
    },
  )
  return calls
}

function remarkOf({ title, at, function: { body } }: TestCase): Remark {
  const isEmpty = body.length === 0
  return {
    rule: 'tests/no-assertion',
    confidence: isEmpty ? 0.9 : 0.7,
    line: at.line,
    message: isEmpty
      ? `The test \`${title}\` is empty: it passes whatever the code does.`
      : `The test \`${title}\` asserts nothing: it passes whatever the code gives back.`,
    fix: 'Assert what the call should give back or change, or say in the title that it must not throw.',
    effort: 'minutes',
  }
}
