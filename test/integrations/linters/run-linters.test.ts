import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { detectLinters } from '../../../src/integrations/linters/detect-linters.ts'
import { LINTERS } from '../../../src/integrations/linters/linters.ts'
import { type LintersToRun, runLinters } from '../../../src/integrations/linters/run-linters.ts'
import { refuseUnlisted } from '../../../src/safety/command/allow-list.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watchfloor-linters-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()
let made = 0

function project(files: Readonly<Record<string, string>>): string {
  const root = join(folder, `project ${++made}`)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { mode: 0o755 })
  }
  return root
}

const run = (root: string, files: readonly string[], more: Partial<LintersToRun> = {}) =>
  runLinters({ root, files, isAsked: true, isFork: false, signal, ...more })

/** A program that answers as a linter does, and leaves a mark where it ran. */
function fake(root: string, name: string, script: string): string {
  const bin = join(root, 'node_modules', '.bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, name), `#!/bin/sh\ntouch "${join(root, 'ran')}"\n${script}\n`, { mode: 0o755 })
  return join(root, 'ran')
}

describe("a project's own linters", () => {
  it('are known by the files that configure them, without anything being run', async () => {
    const root = project({
      'package.json': '{"eslintConfig": {}}',
      'biome.jsonc': '{}',
      'pyproject.toml': '[project]\nname = "x"\n[tool.ruff]\nline-length = 100\n',
      'setup.cfg': '[metadata]\n',
      'go.mod': 'module x\n',
    })
    const found = await detectLinters(root)
    expect(found.map(({ linter, because }) => [linter.name, because])).toEqual([
      ['eslint', 'package.json'],
      ['biome', 'biome.jsonc'],
      ['ruff', 'pyproject.toml'],
      ['gofmt', 'go.mod'],
    ])
    expect(await detectLinters(join(folder, 'nowhere'))).toEqual([])
  })

  it('speak of the changed files alone, as findings of style: biome', async () => {
    const root = project({
      'biome.json': '{"linter":{"rules":{"preset":"recommended"}}}',
      'src/-a b.ts': 'const a = 1\nif (a == 1) debugger\n',
      'src/other.ts': 'debugger\n',
    })
    const path = resolve('node_modules/.bin')
    const { findings, runs, problems } = await run(root, ['src/-a b.ts', 'gone.ts'], {
      path: `${path}:${process.env.PATH}`,
    })
    expect(problems).toEqual([])
    expect(runs).toMatchObject([{ name: 'biome', outcome: { status: 'ran', executedProjectCode: false } }])
    expect(findings.map(({ at, rule }) => [at.file, at.line, rule])).toEqual(
      expect.arrayContaining([
        ['src/-a b.ts', 2, 'biome/suspicious/noDoubleEquals'],
        ['src/-a b.ts', 2, 'biome/suspicious/noDebugger'],
      ]),
    )
    expect(findings.every(({ reviewer, at }) => reviewer === 'style' && at.file === 'src/-a b.ts')).toBe(true)
  })

  it('run only where somebody asked, and never for the change of a fork', async () => {
    const root = project({ '.eslintrc.json': '{}', 'a.js': 'x\n' })
    const mark = fake(root, 'eslint', 'echo "[]"')
    for (const asked of [{ isAsked: false }, { isFork: true }, { isAsked: false, isFork: true }]) {
      const { runs, findings } = await run(root, ['a.js'], asked)
      expect(findings).toEqual([])
      expect(runs).toMatchObject([{ name: 'eslint', outcome: { status: 'skipped' } }])
      expect(existsSync(mark)).toBe(false)
    }
    expect((await run(root, ['a.js'])).runs).toMatchObject([{ outcome: { status: 'ran', executedProjectCode: true } }])
    expect(existsSync(mark)).toBe(true)
  })

  it('are not run for files that they do not read, that are gone, or that are links out of the tree', async () => {
    const root = project({ '.eslintrc.json': '{}', 'a.py': 'x\n' })
    symlinkSync('/etc/passwd', join(root, 'link.js'))
    const mark = fake(root, 'eslint', 'echo "[]"')
    expect(await run(root, ['a.py', 'gone.js', 'link.js', '../up.js', '/etc/x.js'])).toEqual({
      findings: [],
      runs: [],
      problems: [],
    })
    expect(existsSync(mark)).toBe(false)
  })

  it('see an emptied environment with a home of its own, and names that are no options', async () => {
    const root = project({ '.eslintrc.json': '{}', '--fix.js': 'x\n' })
    fake(root, 'eslint', `env > "${root}/env"\necho "$@" > "${root}/args"\necho "[]"`)
    process.env.WATCHFLOOR_TEST_SECRET = 'hidden'
    await run(root, ['--fix.js'])
    delete process.env.WATCHFLOOR_TEST_SECRET
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(join(root, 'env'), 'utf8')).not.toContain('hidden')
    expect(readFileSync(join(root, 'env'), 'utf8')).toMatch(/^HOME=.*watchfloor-linter-/m)
    expect(readFileSync(join(root, 'args'), 'utf8').trim()).toBe('--format=json --no-color -- ./--fix.js')
  })

  it('that fail, write nonsense or are not installed are named, and the others still speak', async () => {
    const root = project({
      '.eslintrc.json': '{}',
      '.pylintrc': '',
      '.rubocop.yml': '',
      'a.js': '',
      'a.py': '',
      'a.rb': '',
    })
    fake(root, 'eslint', 'echo "Oops: no plugin x" >&2; exit 2')
    fake(root, 'pylint', 'echo "{not json"')
    const { problems, runs } = await run(root, ['a.js', 'a.py', 'a.rb'], { path: '' })
    expect(problems).toMatchObject([
      { code: 'linter-failed', source: 'eslint', message: expect.stringContaining('no plugin x') },
      { code: 'linter-failed', source: 'pylint' },
      { code: 'linter-failed', source: 'rubocop', message: expect.stringContaining('.rubocop.yml configures') },
    ])
    expect(runs).toMatchObject([
      { name: 'rubocop', outcome: { status: 'skipped', why: expect.stringContaining('installed') } },
    ])
  })

  it('cannot speak of other files, nor write to a terminal', async () => {
    const root = project({ '.eslintrc.json': '{}', 'a.js': 'x\n' })
    const message = (filePath: string) => ({
      filePath,
      messages: [{ ruleId: 'x', severity: 2, message: `\u001b[2Jbad\n\u202e${'y'.repeat(5_000)}`, line: 1 }],
    })
    const report = JSON.stringify([message(`${root}/a.js`), message('/etc/passwd'), message('../b.js')])
    writeFileSync(join(root, 'report.json'), report)
    fake(root, 'eslint', `cat "${root}/report.json"`)
    const { findings } = await run(root, ['a.js'])
    expect(findings).toHaveLength(1)
    expect(findings[0]?.message).toMatch(/^eslint of this project says: [^\p{Cc}\p{Cf}]{1,310}$/u)
  })

  it('end with the signal', async () => {
    const root = project({ '.eslintrc.json': '{}', 'a.js': 'x\n' })
    fake(root, 'eslint', 'sleep 30')
    const reason = new Error('enough')
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 200)
    await expect(run(root, ['a.js'], { signal: controller.signal })).rejects.toBe(reason)
  })
})

describe('the table of linters', () => {
  it('holds nothing that its own list of flags would refuse', () => {
    for (const { allowed, argv } of LINTERS) expect(() => refuseUnlisted(allowed, [...argv, '--', './a'])).not.toThrow()
    for (const { allowed } of LINTERS)
      for (const argv of [['--fix', '--', './a'], ['./a'], ['--', '-x', '\0']])
        expect(() => refuseUnlisted(allowed, argv)).toThrow()
  })
})

/** Output as the tools write it, cut down to what is read of it and a little of what is not. */
const RECORDED: Readonly<
  Record<string, readonly [output: string, expected: readonly (readonly [string, number, string])[]]>
> = {
  eslint: [
    '[{"filePath":"/p/a.js","messages":[{"ruleId":"no-var","severity":2,"message":"Unexpected var.","line":1,"column":1,"nodeType":"X","endLine":1,"endColumn":9},{"ruleId":null,"fatal":true,"severity":2,"message":"Parsing error","line":3,"column":4}],"errorCount":2},{"filePath":"/p/b.js","messages":[{"ruleId":null,"severity":1,"message":"File ignored because of a matching ignore pattern."}]}]',
    [
      ['/p/a.js', 1, 'no-var'],
      ['/p/a.js', 3, 'parse'],
    ],
  ],
  ruff: [
    '[{"cell":null,"code":"F401","end_location":{"column":10,"row":1},"filename":"/p/a.py","fix":null,"location":{"column":8,"row":1},"message":"`os` imported but unused","noqa_row":1,"url":"x"},{"code":null,"filename":"/p/b.py","location":{"column":1,"row":2},"end_location":{"column":1,"row":2},"message":"SyntaxError: Expected an expression"}]',
    [
      ['/p/a.py', 1, 'F401'],
      ['/p/b.py', 2, 'syntax'],
    ],
  ],
  pylint: [
    '[{"type":"convention","module":"a","obj":"","line":1,"column":0,"endLine":null,"endColumn":null,"path":"a.py","symbol":"missing-module-docstring","message":"Missing module docstring","message-id":"C0114"}]',
    [['a.py', 1, 'missing-module-docstring']],
  ],
  flake8: [
    "./a.py:1:1: F401 'os' imported but unused\nC:/x/b.py:7:80: E501 line too long (93 > 79 characters)\nnoise\n",
    [
      ['./a.py', 1, 'F401'],
      ['C:/x/b.py', 7, 'E501'],
    ],
  ],
  'golangci-lint': [
    '{"Issues":[{"FromLinter":"errcheck","Text":"Error return value is not checked","Severity":"","SourceLines":["f()"],"Pos":{"Filename":"/p/a.go","Offset":1,"Line":9,"Column":3}}],"Report":{}}\n1 issues:\n* errcheck: 1\n',
    [['/p/a.go', 9, 'errcheck']],
  ],
  gofmt: [
    'diff ./a.go.orig ./a.go\n--- ./a.go.orig\n+++ ./a.go\n@@ -1,3 +1,3 @@\n package a\n \n-func  f(){}\n+func f() {}\n',
    [['./a.go', 3, 'format']],
  ],
  checkstyle: [
    '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="10">\n<file name="/p/A.java">\n<error line="3" column="5" severity="warning" message="Missing a Javadoc &lt;comment&gt;." source="com.puppycrawl.tools.checkstyle.checks.javadoc.MissingJavadocMethodCheck"/>\n</file>\n</checkstyle>\n',
    [['/p/A.java', 3, 'MissingJavadocMethod']],
  ],
  rubocop: [
    '{"metadata":{},"files":[{"path":"a.rb","offenses":[{"severity":"convention","message":"Style/StringLiterals: Prefer single quotes.","cop_name":"Style/StringLiterals","corrected":false,"location":{"start_line":2,"start_column":6,"last_line":2,"last_column":8,"length":3,"line":2,"column":6}}]}],"summary":{}}',
    [['a.rb', 2, 'Style/StringLiterals']],
  ],
  shellcheck: [
    '{"comments":[{"file":"./a.sh","line":3,"endLine":3,"column":6,"endColumn":8,"level":"info","code":2086,"message":"Double quote to prevent globbing and word splitting.","fix":null}]}',
    [['./a.sh', 3, 'SC2086']],
  ],
}

describe('the report of a linter', () => {
  it.each(LINTERS.filter(({ name }) => name in RECORDED))('is read as $name writes it', ({ name, parse }) => {
    const [output = '', expected = []] = RECORDED[name] ?? []
    expect(parse(output).map(({ file, line, rule }) => [file, line, rule])).toEqual(expected)
    expect(parse(output).every(({ text }) => text.length > 0)).toBe(true)
  })

  it('that is none is refused, or has nothing in it', () => {
    for (const { parse } of LINTERS)
      for (const output of ['', 'null', '[1]', '{"a":', '<x', '{"Issues": 3}', '[[[['])
        try {
          expect(parse(output)).toEqual([])
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Error)
        }
  })
})
