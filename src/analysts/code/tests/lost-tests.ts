import { once } from '../../../core/once.ts'
import type { CodeFinding } from '../../../core/review.ts'
import { firstSayingLine } from '../change/changed-lines.ts'
import { type CodeChange, findingIn, type Remark, type TouchedFile } from '../change/code-change.ts'
import { isTestPath } from '../path-role.ts'
import type { ModuleCode } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { assertionKeys } from './assertions.ts'
import { type TestCase, testCases } from './test-cases.ts'

/** Tests that are gone or assert less while what they guard is still there. */
export function lostTests(change: CodeChange, files: readonly TouchedFile[]): CodeFinding[] {
  const kept = new Set(
    [...change.modules].flatMap(([path, module]) =>
      isTestPath(path) ? testCases(module).map(({ title }) => title) : [],
    ),
  )
  const gone = once(() => removedNames(change))
  return [
    ...files.flatMap(({ file, module, baseModule }) => {
      if (module === undefined || baseModule === undefined || !isTestPath(file.path)) return []
      const [before, after] = [testCases(baseModule), testCases(module)]
      return [...fewerTests(before, after, kept, gone), ...weakerTests(before, after)].map((remark) =>
        findingIn(file.path, 'tests', remark),
      )
    }),
    ...deletedFiles(change, kept, gone),
  ]
}

/** Functions and classes of the product that the change takes away. */
function removedNames({ files, modules, baseModules }: CodeChange): ReadonlySet<string> {
  const before = new Set<string>()
  const after = new Set<string>()
  for (const { path, oldPath } of files) {
    if (isTestPath(path)) continue
    collectNames(baseModules.get(oldPath ?? path), before)
    collectNames(modules.get(path), after)
  }
  return before.difference(after)
}

function collectNames(module: ModuleCode | undefined, names: Set<string>): void {
  if (module === undefined) return
  walkProgram(module, {
    function: ({ name, class: owner }) => {
      names.add(name)
      if (owner !== undefined) names.add(owner.name)
    },
    node: (node) => {
      if (node.kind === 'class') names.add(node.class.name)
      if (node.kind === 'literal' && typeof node.value === 'string' && node.value.length < 60) names.add(node.value)
    },
  })
}

function speaksOf({ function: { body }, title }: TestCase, names: ReadonlySet<string>): boolean {
  let speaks = [...title.split(/\W+/)].some((word) => word.length > 3 && names.has(word))
  walkProgram(
    { body },
    {
      node(node) {
        if (node.kind === 'name') speaks ||= names.has(node.name)
        else if (node.kind === 'member') speaks ||= names.has(node.property)
        else if (node.kind === 'literal' && typeof node.value === 'string') speaks ||= names.has(node.value)
      },
    },
  )
  return speaks
}

function fewerTests(
  before: readonly TestCase[],
  after: readonly TestCase[],
  kept: ReadonlySet<string>,
  gone: () => ReadonlySet<string>,
): Remark[] {
  const known = new Set(before.map(({ title }) => title))
  const missing = before.filter((test) => !kept.has(test.title) && !speaksOf(test, gone()))
  const fresh = after.filter(({ title }) => !known.has(title)).length
  if (missing.length <= fresh) return []
  const line = Math.max(1, after.findLast(({ at }) => at.line <= (missing[0]?.at.line ?? 1))?.at.line ?? 1)
  return [lostRemark(missing, line)]
}

function lostRemark(missing: readonly TestCase[], line: number): Remark {
  const names = missing.slice(0, 3).map(({ title }) => `\`${title}\``)
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
  return {
    rule: 'tests/test-removed',
    confidence: 0.5,
    line,
    message: `The change removes ${names.join(', ')}${more} without another in its place, and what is tested is still there.`,
    fix: 'Keep the test, or say in the change why what it guarded need not be guarded any more.',
    effort: 'minutes',
  }
}

/** Same test, and what it asserts now is a true part of what it asserted. One finding for a file. */
function weakerTests(before: readonly TestCase[], after: readonly TestCase[]): Remark[] {
  const earlier = new Map(before.map((test) => [test.title, test]))
  const weaker = after.flatMap((test) => {
    const base = earlier.get(test.title)
    const lost = base === undefined ? 0 : lostAssertions(base, test)
    return lost === 0 ? [] : [{ test, lost }]
  })
  const [first] = weaker
  if (first === undefined) return []
  const more = weaker.length === 1 ? '' : `, and ${weaker.length - 1} more of the file lose some too`
  return [
    {
      rule: 'tests/test-weakened',
      confidence: 0.5,
      line: first.test.at.line,
      message: `The test \`${first.test.title}\` loses ${first.lost} of its assertions and gains none${more}.`,
      fix: 'Keep what it asserted, or assert what holds now.',
      effort: 'minutes',
    },
  ]
}

function lostAssertions(before: TestCase, after: TestCase): number {
  const was = assertionKeys(before)
  const is = assertionKeys(after)
  const known = new Set(was)
  return is.length < was.length && is.every((key) => known.has(key)) ? was.length - is.length : 0
}

function deletedFiles(
  { files, baseModules, modules }: CodeChange,
  kept: ReadonlySet<string>,
  gone: () => ReadonlySet<string>,
): CodeFinding[] {
  return files.flatMap((file) => {
    const module = baseModules.get(file.path)
    if (file.status !== 'removed' || module === undefined || !isTestPath(file.path)) return []
    const missing = testCases(module).filter((test) => !kept.has(test.title) && !speaksOf(test, gone()))
    const subject = files.find(
      ({ path }) => modules.has(path) && !isTestPath(path) && stemOf(path) === stemOf(file.path),
    )
    if (missing.length === 0 || subject === undefined) return []
    const remark = lostRemark(missing, firstSayingLine(subject.text ?? ''))
    return [
      findingIn(subject.path, 'tests', {
        ...remark,
        message: `${file.path} is deleted while ${subject.path} stays. ${remark.message}`,
      }),
    ]
  })
}

/** `parse-url` of `test/parse-url.test.ts`, `test_parse_url.py` and `ParseUrlTest.java`. */
export function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  return name
    .replace(/[._-](?:test|spec)s?$|^test_|(?:Tests?|IT|Spec)$/g, '')
    .replace(/[-_.]/g, '')
    .toLowerCase()
}
