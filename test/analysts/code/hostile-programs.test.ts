import { beforeAll, describe, expect, it } from 'vitest'
import { analyseSecurity } from '../../../src/analysts/code/analyse-security.ts'
import { parseChange } from '../../../src/analysts/code/change/parse-change.ts'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import type { ReviewedFile } from '../../../src/core/review.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

const many = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const SINK = 'const { exec } = require("child_process")\nmodule.exports = (a) => { exec("ls " + a) }\n'

function analyse(path: string, text: string) {
  const file: ReviewedFile = { path, status: 'unchanged', text, changed: 'all' }
  const begun = process.cpuUsage()
  const code = parseChange([file], parsers)
  const findings = analyseSecurity(code)
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
