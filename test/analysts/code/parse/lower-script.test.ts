import { globSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Parsers, parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import { printBody } from './print-script.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

function lowered(text: string, file = 'a.jsx'): string {
  return printBody(parseModule(file, text, parsers)?.body ?? [])
}

const SCRIPT: readonly [code: string, program: string][] = [
  ['a(), b()', 'a()\nb()'],
  ['return a(), b', 'a()\nreturn b'],
  ['if (a) b; else if (c) d', 'if a {b} else {if c {d}}'],
  ['for (const [a = 1, , b, ...c] of d) {}', 'for [a, _, b, ...c] values d {}'],
  ['for (x in y) z', 'for x keys y {z}'],
  ['for (var i = 0; i < 3; i++) {}', 'loop let i = 0|(i < 3)|i += 1 {}'],
  ['for (;;) {}', 'loop || {}'],
  ['do x--; while (y)', 'loop last |y| {x -= 1}'],
  ['switch (a) { case 1: case 2: b(); break; default: c() }', 'switch a [1]↓{} [2]{b(); break} []↓{c()}'],
  ['try { x } catch { y } finally { z }', 'try {x} catch {y} finally {z}'],
  ['try { x } catch ({ a }) {}', 'try {x} catch {a: a} {}'],
  ['label: while (1) { break label }', 'loop |1| {break}'],
  ['var { a, b: c, d = 1, e: f = 2, ...g } = q', 'let {a: a, b: c, d: d=1, e: f=2, ...g} = q'],
  ['({ a: b.c, d = 1 } = e)', '{a: b.c, d: d=1} = e'],
  ['[a.b, c[0]] = d', '[a.b, c[0]] = d'],
  ['a = b = c', 'a = b = c'],
  ['a ||= b; a += 1', 'a = (a or b)\na += 1'],
  ['a?.b?.[c]?.(d)', 'a?.b[c](d)'],
  ['a`x$' + '{b}y`', 'a(["x", "y"], b)'],
  ['`a\\n$' + '{b}`; `plain`', '<"a\\n" b>\n"plain"'],
  [`'a\\x41\\u{1F600}\\'"'`, '"aA😀\'\\""'],
  ['[0x1f, 1_000n, 017, -1, +x, void 0]', '[31, 1000, 15, -1, Number(x), null]'],
  ['/a\\/[/]b/gi', '/a\\/[/]b/gi'],
  ['typeof a !== "b" && !(c in d) ?? e', '(((typeof(a) !== "b") and not((c in d))) nullish e)'],
  ['(0, x.default)(y)', 'x.default(y)'],
  ['async (a, b = 1, ...c) => await d', 'async fn (a, b=1, ...c) {return await d}'],
  ['function* f() { yield x }', 'fn f() {await x}'],
  ['({ a, b() {}, [c]: 1, ...d, "e": 2 })', '{a: a, b: fn b() {}, [c]: 1, ...d, e: 2}'],
  ['new A; new B(c).d()', 'new A()\nnew B(c).d()'],
  ['module.exports = function (a, { b }) {}', 'module.exports = fn (a, {b: b}) {}'],
  ['x = <a.b c={d} e="f" {...g} h>t {i} <j/></a.b>', 'x = <a.b c: d, e: "f", ...g, h: true>["t ", i, " ", <j >[]]'],
  ["import d, * as q from 'x'; import { a as b } from 'y'", 'import default as d, * as q of x\nimport a as b of y'],
  ["export { a as b } from 'z'; export { c }", 'import a as export b of z\nexport b = export b\nexport c = c'],
  ["export * from 'x'", 'import * as export * of x\nexport * = export *'],
  ['export default function foo() {}', 'export fn foo() {}\nexport default = foo'],
  ['export default (a) => a', 'export default = fn (a) {return a}'],
  [
    'class A extends B { static #x = 1; get z() { return 1 } static { q() } h = async (x) => x }',
    'class A(B) {static #x = 1; fn z() {return 1}; static fn () {q()}; async fn h(x) {return x}}',
  ],
]

const TYPED: readonly [code: string, program: string][] = [
  ['(x as Foo<Bar>).y; z!; w satisfies Q; <Foo>a', '(Foo) x.y\nz\nw\n(Foo) a'],
  ['f<T>(x); new A<B>(c)', 'f(x)\nnew A(c)'],
  ['enum E { A, B = 1, "C" = 2 }', 'let E = {A: 0, B: 1, C: 2}'],
  ['interface I {} type T = 1; declare module "x" {} function f(): void', ''],
  ['namespace N { export const x: string = y }', 'export let x:string = y'],
  ['import a = require("b"); export = foo', 'import * as a of b\nmodule.exports = foo'],
  ['function f(this: X, a: string, b?: C.D<E>): Promise<F> {}', 'fn f(a:string, b:C.D):Promise {}'],
  ['function f({ x, y = 1 }: P = {}) {}', 'fn f({x: x, y: y=1}:P={}) {}'],
  ['@Controller("x") export class A {}', 'export @Controller("x") class A() {}'],
  [
    'class A extends B<T> implements C { constructor(private db: Db, @Inject() c) { super() } @Get("x") m(@Param("q") q: string) {} }',
    'class A(B, C) {db:Db; fn constructor(db:Db, @Inject() c) {this.db = db; super()}; @Get("x") fn m(@Param("q") q:string) {}}',
  ],
]

describe('JavaScript and TypeScript as a program', () => {
  it.each(SCRIPT)('%s', (code, program) => expect(lowered(code)).toBe(program))
  it.each(TYPED)('%s', (code, program) => expect(lowered(code, 'a.ts')).toBe(program))

  it('keeps what stands around broken syntax', () => {
    const text = lowered('const a = 1\nfoo(]\nfunction b() { return c }\nd(')
    expect(text).toContain('let a = 1')
    expect(text).toContain('fn b() {return c}')
  })

  it('says where a node stands, in lines and columns from 1', () => {
    const [first] = parseModule('a.js', '\n  foo()', parsers)?.body ?? []
    expect(first?.at).toEqual({ line: 2, endLine: 2, column: 3 })
  })

  it.each([
    ['a chain of 5,000 terms', Array.from({ length: 5000 }, () => 'a').join(' + ')],
    ['5,000 nested lists', '['.repeat(5000) + ']'.repeat(5000)],
    ['5,000 nested blocks', '{'.repeat(5000) + '}'.repeat(5000)],
    ['2,000 nested functions', 'f(() => '.repeat(2000) + ')'.repeat(2000)],
    ['5,000 open brackets', '('.repeat(5000)],
    ['a chain of 3,000 calls', `a${'.b()'.repeat(3000)}`],
    ['noise', '\u0000}{)(`${"\'/*<a>\ud800'.repeat(200)],
  ])('does not fall over %s', (_, text) => {
    for (const file of ['a.js', 'a.ts', 'a.tsx']) expect(parseModule(file, text, parsers)).toBeDefined()
  })

  it('reads real code without a broken place', () => {
    const files = globSync('src/{core,safety,report,console}/**/*.{ts,tsx}')
    expect(files.length).toBeGreaterThan(20)
    const broken = files.filter((file) => {
      const read = parseModule(file, readFileSync(file, 'utf8'), parsers)
      return read === undefined || read.broken.length > 0
    })
    expect(broken).toEqual([])
  })
})
