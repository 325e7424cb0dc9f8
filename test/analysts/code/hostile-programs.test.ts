import { beforeAll, describe, expect, it } from 'vitest'
import { analyseSecurity } from '../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../src/analysts/code/change/parse-change.ts'
import { analyseDocumentation } from '../../../src/analysts/code/documentation/analyse-documentation.ts'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import { analysePerformance } from '../../../src/analysts/code/performance/analyse-performance.ts'
import { analyseConventions } from '../../../src/analysts/code/style/analyse-conventions.ts'
import { analyseTests } from '../../../src/analysts/code/tests/analyse-tests.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import type { ReviewedFile } from '../../../src/core/review.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const wrapped = (count: number, before: string, after: string, core: string) =>
  before.repeat(count) + core + after.repeat(count)
/** The outermost is made last; `depth` counts from the outside. */
const nested = (count: number, around: (inner: string, depth: number) => string, core: string) =>
  Array.from({ length: count }, (_, index) => count - 1 - index).reduce(around, `${' '.repeat(count + 1)}${core}`)
const SINK = 'const { exec } = require("child_process")\nmodule.exports = (a) => { exec("ls " + a) }\n'

function analyse(path: string, text: string) {
  const file: ReviewedFile = { path, status: 'unchanged', text, changed: 'all' }
  const begun = process.cpuUsage()
  const code = parseChange([file], parsers)
  const findings = analyseSecurity(code)
  analysePerformance(code)
  analyseTests(code, {})
  analyseDocumentation(code, { documents: [] })
  analyseConventions(code, { editorConfigs: [], lintConfigs: [] })
  const { user, system } = process.cpuUsage(begun)
  return { findings, seconds: (user + system) / 1e6, module: code.modules.get(path) }
}

describe('a program that is made to be slow', () => {
  it.each<[string, string, string]>([
    [
      'a switch whose cases all fall through',
      'a.ts',
      `export function f(a: any) { let b; switch (a) {\n${many(10_000, (i) => `case ${i}: b = a\n`)}} }`,
    ],
    [
      'the same with a variable in each case',
      'a.go',
      `package a\nfunc f(a int) { switch a {\n${many(10_000, (i) => `case ${i}: b${i} := a; fallthrough\n`)}} }`,
    ],
    [
      'types with a method each',
      'a.go',
      `package a\n${many(6_000, (i) => `type T${i} struct{}\nfunc (t T${i}) M() int { return ${i} }\n`)}`,
    ],
    ['nothing but broken syntax', 'a.py', 'def ( : if ] ) class lambda \n'.repeat(40_000)],
    ['nothing but marks of a merge', 'a.js', '<<<<<<< a\n=======\n'.repeat(60_000)],
    [
      'loops in loops',
      'a.ts',
      `export function f(a: any) {${'for (let i = 0; i < a; i++) {'.repeat(300)}a(i)${'}'.repeat(300)}}`,
    ],
    [
      'calls that double with every function',
      'a.js',
      `${many(60, (i) => `function f${i}(a) { f${i + 1}(a + 1); f${i + 1}(a + 2) }\n`)}function f60(a) { eval(a) }\nmodule.exports = f0`,
    ],
    [
      'a match in a match',
      'a.py',
      nested(
        22,
        (inner, depth) => `${' '.repeat(depth)}match a:\n${' '.repeat(depth + 1)}case [b]:\n${inner}\n`,
        'print(a)',
      ),
    ],
    ['assignments in the index of an assignment', 'a.js', `${wrapped(26, 'a[', '] ||= 1', '0')}\n`],
    ['comparisons in a comparison', 'a.py', `x = ${wrapped(26, '0 < (', ') < 2', 'a')}\n`],
    [
      'patterns with many names',
      'A.java',
      `class A { boolean f(Object o) { return ${wrapped(22, '(', ' instanceof R(var a, var b))', 'o')}; } }`,
    ],
    [
      'blocks that run in every constructor',
      'A.java',
      nested(16, (inner, depth) => `class A${depth} { { ${inner} } A${depth}() {} A${depth}(int a) {} }`, 'int b;'),
    ],
    [
      'tests of a key in the key',
      'a.go',
      `package a\nfunc f(m map[any]any) { v, ok := ${wrapped(26, 'm[func() any { v, ok := m[', ']; return v == ok }()]', '1')}; _, _ = v, ok }\n`,
    ],
    [
      'switches over the type of a switch',
      'a.go',
      `package a\nfunc f(a any) any {\n${wrapped(22, 'switch v := func() any {\n', '\nreturn nil }().(type) {\ncase int: return v\ncase string: return v\n}', 'return a')}\nreturn nil }\n`,
    ],
    [
      'switches over a switch',
      'A.java',
      `class A { int f(Object o) { return ${wrapped(18, 'switch (', ') { case String s -> 1; case Integer i -> 2; default -> 3; }', 'o')}; } }`,
    ],
    ['assignments in an assignment', 'a.py', `${wrapped(24, 'x[(y := ', ')]', '1')}\n`],
    ['steps in the index of a step', 'a.ts', `${wrapped(24, 'a[', ']++', '0')}\n`],
    ['optional chains', 'a.ts', `x = ${wrapped(24, 'a?.[', ']?.b', '0')}\n`],
  ])(
    'is gone through in seconds: %s',
    (_, path, text) => {
      expect(analyse(path, text).seconds).toBeLessThan(20)
    },
    120_000,
  )

  it('that is nothing but broken is said to be broken from the first line to the last', () => {
    const { module } = analyse('a.py', 'def ( : if ] ) class lambda \n'.repeat(40_000))
    expect(module).toMatchObject({ body: [], broken: [{ line: 1, endLine: 40_001 }] })
  }, 60_000)
})

describe('a program that is made to break the analyst down', () => {
  it.each<[string, string]>([
    ['a long sum', `${SINK}const x = ${Array.from({ length: 8_000 }, (_, i) => `q${i}`).join(' +\n')}\n`],
    ['a long condition', `${SINK}const x = ${Array.from({ length: 8_000 }, (_, i) => `q${i}`).join(' &&\n')}\n`],
    ['a long chain of calls', `${SINK}a${'\n.b()'.repeat(8_000)}\n`],
    ['deep brackets', `${SINK}const x = ${'[\n'.repeat(8_000)}${']\n'.repeat(8_000)}\n`],
    ['a long chain of else', `${SINK}${many(8_000, (i) => `if (a == ${i}) { b() } else\n`)} {}\n`],
  ])(
    'does not hide what else stands in the file: %s',
    (_, text) => {
      expect(analyse('a.js', text).findings.map(({ rule }) => rule)).toContain('script/command-injection')
    },
    60_000,
  )

  it('hides nothing in the parts of a long sum, neither first nor last', () => {
    const parts = Array.from({ length: 3_000 }, (_, i) => `'${i}'`)
    for (const sum of [
      ['a', ...parts],
      [...parts, 'a'],
    ]) {
      const text = `const { exec } = require("child_process")\nmodule.exports = (a) => { exec(${sum.join(' +\n')}) }\n`
      expect(analyse('a.js', text).findings.map(({ rule }) => rule)).toContain('script/command-injection')
    }
  }, 60_000)
})
