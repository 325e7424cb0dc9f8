import type { Coverage, FileCoverage } from '../../../core/coverage.ts'
import type { CodeFinding } from '../../../core/review.ts'
import { splitLines } from '../change/changed-lines.ts'
import { findingIn, type Remark, type TouchedFile } from '../change/code-change.ts'
import { languageOf } from '../parse/parse-module.ts'
import { isProductPath, isTestPath } from '../path-role.ts'
import type { FunctionCode, ModuleCode } from '../program.ts'
import { walkProgram } from '../walk-program.ts'
import { isNamedInTests, type TestIndex } from './test-index.ts'

const FEWEST_LINES = 3
const MOST_FILES = 3
const FEWEST_SOURCES = 5
const NAMED_SHARE = 0.75
const MOST_NAMES = 3

/** Behaviour that a change alters and no test runs: by what was measured, else by what the tests name. */
export function untestedChanges(
  files: readonly TouchedFile[],
  coverage: Coverage | undefined,
  tests: TestIndex | undefined,
  paths: ReadonlySet<string>,
): CodeFinding[] {
  const namesItsSources = tests !== undefined && asksTests(files) && testsNameSources(tests, paths)
  const found = productOf(files).flatMap((touched) => {
    const measured = coverage?.get(touched.file.path)
    if (measured !== undefined) return uncovered(touched, measured)
    return namesItsSources && touched.file.status !== 'unchanged' ? unnamed(touched, tests) : []
  })
  return found.slice(0, MOST_FILES)
}

/** Whether it matters what the tests of the tree name: not where the change brings tests along, nor of a whole tree. */
export function asksTests(files: readonly TouchedFile[]): boolean {
  return (
    !files.some(({ file }) => isTestPath(file.path)) && productOf(files).some(({ file }) => file.status !== 'unchanged')
  )
}

function productOf(files: readonly TouchedFile[]): readonly TouchedFile[] {
  return files.filter(({ file, module }) => module !== undefined && isProductPath(file.path))
}

/** Where tests are named after what they test, one that is missing is an exception; elsewhere nothing can be told. */
function testsNameSources(tests: TestIndex, paths: ReadonlySet<string>): boolean {
  const sources = [...paths].filter((path) => languageOf(path) !== undefined && isProductPath(path) && !isEntry(path))
  const named = sources.filter((path) => isNamedInTests(tests, [stem(path)])).length
  return sources.length >= FEWEST_SOURCES && named / sources.length >= NAMED_SHARE
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
}

function isEntry(path: string): boolean {
  return /^(?:index|main|__init__|mod)$/.test(stem(path))
}

function uncovered({ file, changed }: TouchedFile, { covered, uncovered: missed }: FileCoverage): CodeFinding[] {
  if (file.status === 'unchanged') return []
  const isNew = (line: number) => changed.isNew(line)
  const open = [...missed].filter(isNew).toSorted((a, b) => a - b)
  const all = open.length + [...covered].filter(isNew).length
  const [first] = open
  if (first === undefined || open.length < FEWEST_LINES || open.length * 2 < all) return []
  return [
    findingIn(file.path, 'tests', {
      rule: 'tests/changed-uncovered',
      confidence: 0.8,
      line: first,
      message: `${open.length} of the ${all} changed lines that run are run by no test: ${rangesOf(open)}.`,
      fix: 'Add a test that goes through them and asserts what they do.',
      effort: 'hours',
    }),
  ]
}

/** `3–5, 9`. */
function rangesOf(lines: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last !== undefined && line === last[1] + 1) last[1] = line
    else ranges.push([line, line])
  }
  const shown = ranges.slice(0, 5).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return shown.join(', ') + (ranges.length > 5 ? ' and more' : '')
}

function unnamed(touched: TouchedFile, tests: TestIndex): CodeFinding[] {
  const { file, module, baseModule, changed } = touched
  if (module === undefined) return []
  if (isEntry(file.path) || isNamedInTests(tests, [stem(file.path)])) return []
  const before =
    baseModule === undefined ? new Map<string, string>() : behaviours(baseModule, splitLines(file.baseText ?? ''))
  const altered = [...namedFunctions(module)].filter(([name, code]) => {
    const is = behaviourOf(code, changed.lines, module)
    return before.get(name) !== is && newLines(touched, code) >= FEWEST_LINES
  })
  const names = altered.flatMap(([name]) => name.split('.'))
  if (altered.length === 0 || isNamedInTests(tests, names)) return []
  return [findingIn(file.path, 'tests', unnamedRemark(altered))]
}

function unnamedRemark(altered: readonly [string, FunctionCode][]): Remark {
  const names = altered.slice(0, MOST_NAMES).map(([name]) => `\`${name}\``)
  return {
    rule: 'tests/changed-untested',
    confidence: 0.4,
    line: altered[0]?.[1].at.line ?? 1,
    message: `What ${names.join(', ')} ${altered.length === 1 ? 'does' : 'do'} changes, no test changes with it, and none names it or its file.`,
    fix: 'Add a test that fails without the change.',
    effort: 'hours',
  }
}

function newLines({ changed }: TouchedFile, { at }: FunctionCode): number {
  let count = 0
  for (let line = at.line; line <= at.endLine; line += 1) if (changed.isNew(line)) count += 1
  return count
}

/** Functions of the module and methods of its classes by name; not what stands inside of them. */
function namedFunctions(module: ModuleCode): Map<string, FunctionCode> {
  const functions = new Map<string, FunctionCode>()
  walkProgram(module, {
    function: ({ name, function: code, class: owner, up }) => {
      if (up === undefined && name !== '') functions.set(owner === undefined ? name : `${owner.name}.${name}`, code)
    },
  })
  return functions
}

function behaviours(module: ModuleCode, lines: readonly string[]): Map<string, string> {
  return new Map([...namedFunctions(module)].map(([name, code]) => [name, behaviourOf(code, lines, module)]))
}

/** The text of a function without what alters nothing that a test could see: layout, comments, wording. */
function behaviourOf({ at }: FunctionCode, lines: readonly string[], { comments }: ModuleCode): string {
  const commented = new Set(
    comments.flatMap((comment) =>
      comment.at.line >= at.line && comment.at.endLine <= at.endLine ? linesOf(comment.at) : [],
    ),
  )
  return lines
    .slice(at.line - 1, at.endLine)
    .filter((line, index) => !(commented.has(at.line + index) && /^\s*(?:\/[/*]|\*|#)/.test(line)))
    .join('')
    .replace(/\s+|'[^'\n]*'|"[^"\n]*"/g, '')
}

function linesOf({ line, endLine }: { line: number; endLine: number }): number[] {
  return Array.from({ length: Math.max(0, endLine - line + 1) }, (_, index) => line + index)
}
