import { describe, expect, it } from 'vitest'
import type { CodeChange } from '../../../../src/analysts/code/change/code-change.ts'
import { analyseDocumentation } from '../../../../src/analysts/code/documentation/analyse-documentation.ts'
import { analysePerformance } from '../../../../src/analysts/code/performance/analyse-performance.ts'
import { readSql } from '../../../../src/analysts/code/performance/read-sql.ts'
import type { Expression, FunctionCode, ModuleCode, Statement } from '../../../../src/analysts/code/program.ts'
import { analyseConventions } from '../../../../src/analysts/code/style/analyse-conventions.ts'
import { editorRules, parseEditorConfig } from '../../../../src/analysts/code/style/editor-config.ts'
import { analyseTests } from '../../../../src/analysts/code/tests/analyse-tests.ts'
import { indexTests } from '../../../../src/analysts/code/tests/test-index.ts'
import type { CodeFinding } from '../../../../src/core/review.ts'

const DEPTH = 10_000
const AT = { line: 1, endLine: 1, column: 1 }
const name = (text: string): Expression => ({ kind: 'name', at: AT, name: text })
const call = (callee: Expression, ...given: Expression[]): Expression => ({
  kind: 'call',
  at: AT,
  callee,
  arguments: given,
  named: [],
  new: false,
})
const query: Expression = {
  kind: 'await',
  at: AT,
  value: call({ kind: 'member', at: AT, object: name('users'), property: 'findOne' }, name('x')),
}
const statement = (value: Expression): Statement => ({ kind: 'expression', at: AT, value })
const loop = (body: Statement[]): Statement => ({
  kind: 'for-each',
  at: AT,
  target: { kind: 'name', at: AT, name: 'x' },
  iterable: name('items'),
  over: 'values',
  body,
})
const code = (body: Statement[]): FunctionCode => ({
  name: 'f',
  at: AT,
  parameters: [{ target: { kind: 'name', at: AT, name: 'req' }, annotations: [] }],
  body,
  annotations: [],
  async: true,
  static: false,
  visibility: 'public',
})

/** A value that was put around itself many times. */
function nested<Value>(core: Value, around: (inner: Value) => Value): Value {
  let value = core
  for (let depth = 0; depth < DEPTH; depth += 1) value = around(value)
  return value
}

function analysed(path: string, text: string, body?: readonly Statement[], baseText?: string): CodeFinding[] {
  const module: ModuleCode | undefined = body && {
    file: path,
    language: 'typescript',
    package: '',
    body,
    broken: [],
    comments: [],
  }
  const modules = new Map(module ? [[path, module]] : [])
  const change: CodeChange = {
    files: [
      baseText === undefined
        ? { path, status: 'added', text, changed: 'all' }
        : { path, status: 'modified', text, baseText, changed: [{ line: 1, endLine: 1e9 }] },
    ],
    modules,
    baseModules: baseText === undefined ? new Map() : modules,
  }
  const documents = path.endsWith('.md') ? [{ path, text }] : []
  return [
    ...analysePerformance(change),
    ...analyseTests(change, { tests: indexTests([{ text }]), paths: new Set([path]) }),
    ...analyseDocumentation(change, { paths: new Set([path, 'a/b.md']), documents }),
    ...analyseConventions(change, { editorConfigs: [{ path: '.editorconfig', text: '[*]\nindent_style=space' }] }),
  ]
}

const DEEP: Record<string, Statement[]> = {
  calls: [statement(nested(name('x'), (inner) => call(inner, inner.kind === 'name' ? inner : name('y'))))],
  arguments: [statement(nested(name('x'), (inner) => call(name('f'), inner)))],
  sums: [statement(nested(name('x'), (left) => ({ kind: 'binary', at: AT, operator: '+', left, right: name('y') })))],
  lists: [statement(nested(name('x'), (inner) => ({ kind: 'list', at: AT, items: [inner] })))],
  loops: [nested(statement(query), (inner) => loop([inner]))],
  blocks: [
    nested(
      statement(query),
      (inner): Statement => ({
        kind: 'block',
        at: AT,
        body: [inner, inner.kind === 'block' ? statement(name('x')) : inner],
      }),
    ),
  ],
  functions: [
    statement(
      nested<Expression>(query, (inner) =>
        call(
          name('test'),
          { kind: 'literal', at: AT, value: 't' },
          { kind: 'function', at: AT, function: code([statement(inner)]) },
        ),
      ),
    ),
  ],
  classes: [
    nested<Statement>({ kind: 'break', at: AT }, (inner) => ({
      kind: 'class',
      at: AT,
      class: { name: 'C', at: AT, supers: [], annotations: [], methods: [code([inner])], fields: [], classes: [] },
      exported: true,
    })),
  ],
}

const MEGABYTES = 1_000_000

describe('the analysts of performance, tests, documentation and style on hostile input', () => {
  it.each(Object.keys(DEEP))('go through %s nested ten thousand deep', { timeout: 60_000 }, (kind) => {
    for (const path of ['src/a.ts', 'test/a.test.ts'])
      expect(Array.isArray(analysed(path, 'x\n', DEEP[kind] ?? [], 'y\n'))).toBe(true)
  })

  it('go through a loop with thirty thousand queries', { timeout: 60_000 }, () => {
    const body = Array.from({ length: 30_000 }, () => statement(query))
    const found = analysed('src/a.ts', 'x\n', [loop(body)])
    expect(found.map(({ rule }) => rule)).toContain('performance/query-in-loop')
  })

  const LARGE: Record<string, string> = {
    'back ticks': '`',
    'single back ticks': '` ',
    'lines of back ticks': `${'`a``b'.repeat(600)}\n`,
    'open brackets': '[',
    'open links': `${'](a "'.repeat(700)}\n`,
    fences: '```json\n{"a":\n',
    'conflict marks': '<<<<<<< a\n=======\n',
    'white space': `${' '.repeat(200_000)}x\n`,
    slashes: '/*',
    'line breaks': '\n',
    quotes: "'",
    'lines of code': 'const a = 1;\n',
  }
  it.each(Object.keys(LARGE))('go through a megabyte of %s', { timeout: 60_000 }, (kind) => {
    const piece = LARGE[kind] ?? ' '
    const text = piece.repeat(Math.floor(MEGABYTES / piece.length))
    for (const path of ['README.md', 'db/a.sql', 'src/a.ts'])
      expect(Array.isArray(analysed(path, text, undefined, 'x\n'))).toBe(true)
  })

  it.each([
    'select '.repeat(300_000),
    "'".repeat(1_000_001),
    'create table t ('.repeat(100_000),
    'alter table t '.concat('add '.repeat(200_000)),
    'select * from t where '.concat('a = 1 and '.repeat(100_000)),
    '"'.repeat(1_000_001),
  ])('read SQL of any length: %#', { timeout: 60_000 }, (sql) => {
    expect(readSql(sql)).toHaveProperty('added')
  })

  it('are silent on what is too large to be written by hand', () => {
    expect(analysed('src/a.ts', '<<<<<<< a\n=======\n>>>>>>> b\n'.repeat(200_000), [statement(query)])).toEqual([])
  })

  it('read an .editorconfig of stars and braces', { timeout: 60_000 }, () => {
    const text = `[${'*'.repeat(500)}{${'a,'.repeat(500)}}${'{a,b}'.repeat(40)}]\nindent_style = tab\n`
    expect(editorRules(`${'a/'.repeat(500)}b.js`, [parseEditorConfig({ path: '.editorconfig', text })])).toEqual({})
  })
})
