import { calleeName, dottedName, lastPart, textIn } from '../describe-expression.ts'
import { parameterNames } from '../parts-of-node.ts'
import type { CallExpression, Expression, FunctionCode, LanguageName, ModuleCode, Span } from '../program.ts'
import { isScript } from '../program.ts'
import { type FunctionFrame, walkProgram } from '../walk-program.ts'

/** One test as its framework runs it. */
export interface TestCase {
  /** The title, or the name of the function. */
  title: string
  at: Span
  function: FunctionCode
  /** What the framework hands to it: `t`, `done`, fixtures. */
  given: readonly string[]
  /** The call that declares it, where a call does. */
  call: CallExpression | undefined
}

const SCRIPT_TEST =
  /^(?:it|test|specify)(?:\.(?:only|skip|concurrent|sequential|fails|failing|serial))*$|^(?:fit|xit|xtest|Deno\.test)$|^(?:it|test)\.each\(\)$|^t\.test$/
const JAVA_TEST = /^(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property)$/

/** Suites inside of suites: more than this nobody writes. */
const DEEPEST = 5

/** The tests of a module in the order of the text. */
export function testCases(module: ModuleCode): TestCase[] {
  const cases: TestCase[] = []
  walkProgram(module, {
    function(frame) {
      if (frame.depth > DEEPEST) return
      const found = isScript(module.language) ? scriptTest(frame) : namedTest(frame, module.language)
      if (found !== undefined) cases.push(found)
    },
  })
  return cases
}

function scriptTest({ function: code, givenTo }: FunctionFrame): TestCase | undefined {
  if (givenTo === undefined || !SCRIPT_TEST.test(calleeName(givenTo))) return undefined
  const [first] = givenTo.arguments
  const title = first && textIn(first)
  if (title === undefined) return undefined
  return { title, at: givenTo.at, function: code, given: parameterNames(code.parameters), call: givenTo }
}

function namedTest({ function: code, class: owner, up }: FunctionFrame, language: LanguageName): TestCase | undefined {
  const isTest = {
    python: () =>
      /^test(?:_|$)/.test(code.name) &&
      up === undefined &&
      (owner === undefined || isTestClass(owner.name, owner.supers)),
    java: () => annotationNames(code).some((name) => JAVA_TEST.test(name)),
    go: () =>
      /^Test(?:[A-Z_]|$)/.test(code.name) && code.parameters.some(({ type }) => type?.replace('*', '') === 'testing.T'),
    javascript: () => false,
    typescript: () => false,
  }[language]
  if (!isTest()) return undefined
  const title = owner === undefined ? code.name : `${owner.name}.${code.name}`
  return {
    title,
    at: code.at,
    function: code,
    given: language === 'go' ? parameterNames(code.parameters) : [],
    call: undefined,
  }
}

function isTestClass(name: string, supers: readonly string[]): boolean {
  return /^Test|Tests?$/.test(name) || supers.some((one) => /TestCase$/.test(one))
}

/** The last part of the name of each annotation: `Disabled`, `skip`. */
export function annotationNames({ annotations }: Pick<FunctionCode, 'annotations'>): string[] {
  return annotations.map((one) => lastPart(annotationName(one)))
}

/** The whole name of an annotation: `pytest.mark.skip`. */
export function annotationName(annotation: Expression): string {
  return dottedName(annotation.kind === 'call' ? annotation.callee : annotation)
}
