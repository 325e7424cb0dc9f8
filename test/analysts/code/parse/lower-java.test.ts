import { expect, it } from 'vitest'
import { parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import type { ModuleCode } from '../../../../src/analysts/code/program.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import { printed } from './print-java.ts'

const parsers = await openParsers()

function lower(text: string): ModuleCode {
  const code = parseModule('src/Some.java', text, parsers)
  if (code === undefined) throw new Error('Java is a language that is parsed')
  return code
}

/** The statements of one method's body, as text. */
function inMethod(body: string): string {
  const [text = ''] = printed(lower(`class C { void m() { ${body} } }`))
  return text.slice('class C {void m() {'.length, -2)
}

const STATEMENTS: Record<string, [java: string, program: string]> = {
  'two declarations where one statement declares two': ['int a = 1, b[] = {2};', 'int a = 1; int[] b = [2];'],
  'no type for var': ['var a = f();', 'var a = f();'],
  'types without their arguments': ['java.util.Map<String, List<X>> m;', 'java.util.Map m;'],
  'escapes resolved': [String.raw`f("a\n\t\"\u0041\101", 'x', '\'');`, `f("a\\n\\t\\"AA", "x", "'");`],
  'text blocks without their indentation': ['f("""\n    a\n      "b" \\\n    c\n    """);', 'f("a\\n  \\"b\\" c\\n");'],
  'numbers of every form': ['f(0xFF, 017, 0b11, 1_000L, 2.5e1f, -3);', 'f(255, 15, 3, 1000, 25, -3);'],
  'members and elements as places': ['this.a = b[0]; c.d[i] += 2;', 'this.a = b[0]; c.d[i] += 2;'],
  'counting as assignment': ['i++; --j;', 'i += 1; j -= 1;'],
  'and, or and comparison': ['x = a && b || c == d;', 'x = ((a and b) or (c == d));'],
  'a choice': ['x = a ? b : c;', 'x = (a ? b : c);'],
  casts: ['x = (String) (Object) y;', 'x = <String><Object>y;'],
  'a test of type that binds': [
    'if (o instanceof String s && s.isEmpty()) f();',
    'if ((s = <String>o instanceof String) and s.isEmpty()) {f();}',
  ],
  'a loop over elements that knows their type': ['for (Cookie c : cs) f(c);', 'for c of cs {c = <Cookie>c; f(c);}'],
  'a loop of three parts': ['for (int i = 0; i < 3; i++) { f(i); }', 'loop {int i = 0;} (i < 3) {i += 1;} {f(i);}'],
  'loops with the test first and last': [
    'while (a) f(); do { g(); } while (b);',
    'loop {} a {} {f();} do {} b {} {g();}',
  ],
  'a switch that falls and breaks': [
    'switch (x) { case 1: case 2: f(); break; case 3: g(); default: h(); }',
    'switch x {1, 2 {f();} 3 falls {g();} default falls {h();}}',
  ],
  'a switch whose case leaves either way': [
    'switch (x) { case 1: if (a) return; else break; case 2: g(); }',
    'switch x {1 {if a {return;} else {break;}} 2 falls {g();}}',
  ],
  'a switch of arrows': [
    'switch (x) { case "a", "b" -> f(); default -> { g(); } }',
    'switch x {"a", "b" {f();} default {g();}}',
  ],
  'a switch as a value': [
    'y = switch (x) { case A -> 1; default -> { yield 2; } };',
    'y = () {switch x {A {return 1;} default {return 2;}}}();',
  ],
  'a switch over patterns': [
    'switch (x) { case String s when s.isEmpty() -> f(s); case P(int a, var b) -> g(a); case null, default -> h(); }',
    'switch x {?() {String s = <String>x; if s.isEmpty() {f(s);}} ?() {int a = <int>?(x); var b = ?(x); g(a);} default {h();}}',
  ],
  'try with all its parts': [
    'try (In in = new In(f); out) { a(); } catch (A | b.B e) { g(e); } finally { h(); }',
    'try {In in = new In(f); out;} {a();} catch A|b.B e {g(e);} finally {h();}',
  ],
  'objects made by their full name': ['new java.io.File(a, b);', 'new java.io.File(a, b);'],
  'an anonymous class': [
    'new Runnable() { public void run() { f(); } };',
    'new Runnable() class  : Runnable {void run() {f();}};',
  ],
  'arrays as lists': [
    'String[] a = new String[] {"x", y}; b = new String[2]; c = new byte[n];',
    'String[] a = ["x", y]; b = [null, null]; c = [];',
  ],
  'lambdas and references to methods': [
    'f(x -> g(x), (String a, int b) -> { return a; }, this::h, X::new);',
    'f((x) {return g(x);}, (String a, int b) {return a;}, this.h, (...given) {return new X(...given);});',
  ],
  'what is locked, labelled and asserted': [
    'synchronized (this) { f(); } a: while (b) { break a; } assert c : "d";',
    'this; {f();} loop {} b {} {break;} c; "d";',
  ],
  'the class of something': ['f(a.B.class);', 'f(a.B.class);'],
  'chains of calls': ['a.b().c(1).d;', 'a.b().c(1).d;'],
}

it.each(Object.entries(STATEMENTS))('lowers %s', (_, [java, program]) => {
  expect(inMethod(java)).toBe(program)
})

it('keeps the package and binds imports to their modules', () => {
  const code = lower(
    'package a.b; import java.util.*; import java.io.File; import static java.lang.Math.max; class C {}',
  )
  expect(code.package).toBe('a.b')
  expect(printed(code)).toEqual([
    'import java.util *;',
    'import java.io File;',
    'import java.lang.Math max;',
    'class C {}',
  ])
})

it('keeps what a class extends, its annotations, fields, methods and inner classes', () => {
  const text = `@Path("/x") public class A<T> extends b.B<T> implements C, D<T> {
    private static final String K = "k"; @Id int n;
    A(String s) { super(s); }
    @Get(value = "/y", produces = {"a"}) static List<T> m(@Q("q") final String q, int... rest) { return null; }
    static class E { }
  }`
  expect(printed(lower(text))).toEqual([
    '@Path("/x") class A : b.B, C, D {static String K = "k"; int n; A(String s) {super(s);} ' +
      '@Get(value="/y", produces=["a"]) static List m(@Q("q") String q, int ...rest) {return null;} class E {}}',
  ])
})

it('says what a record and an enum leave unsaid', () => {
  expect(printed(lower('record R(String a) { R { a = f(a); } }'))).toEqual([
    'class R {String a; String a() {return this.a;} R(String a) {a = f(a); this.a = a;}}',
  ])
  expect(printed(lower('enum E implements F { X("x") { int g() { return 1; } }, Y; E(String s) {} }'))).toEqual([
    'class E : F {static E X = new E("x") class  : E {int g() {return 1;}}; static E Y = new E(); ' +
      'E(String s) {} static values() {return [X, Y];} static E valueOf(name) {return [X, Y][?()];}}',
  ])
})

it('leaves the rest intact where the syntax is broken', () => {
  const code = lower('class C { void a() { f(; } void b() { g("x"); } } class D { int x = ; void c() { h(); } }')
  expect(code.broken.length).toBeGreaterThan(0)
  expect(printed(code).join(' ')).toContain('g("x")')
  expect(printed(code).join(' ')).toContain('h()')
})

it.each(['', '}', 'class', 'class {', '"""', '@', 'class A { @B( int x; }', 'package ;', 'import ;', '\u0000\uffff'])(
  'does not throw on %j',
  (text) => {
    expect(() => lower(text)).not.toThrow()
  },
)

it('does not throw on any beginning of a file', () => {
  const text = Object.values(STATEMENTS)
    .map(([java]) => java)
    .join('\n')
  const whole = `class C { void m() { ${text} } }`
  for (let end = 0; end < whole.length; end += 7) expect(() => lower(whole.slice(0, end))).not.toThrow()
})

it('follows a chain of thousands of terms', () => {
  const sum = inMethod(`x = ${Array.from({ length: 3000 }, (_, at) => `a${at}`).join(' + ')};`)
  expect(sum).toContain('a0 + a1')
  expect(sum).toContain('a2999')
})

it.each([
  ['parentheses', `class C { int x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}; int y = 2; }`],
  ['blocks', `class C { void m() { ${'{'.repeat(10_000)}${'}'.repeat(10_000)} } int y = 2; }`],
  ['calls', `class C { Object x = ${'f('.repeat(10_000)}${')'.repeat(10_000)}; int y = 2; }`],
  ['classes', `class C { ${'class D {'.repeat(3000)}${'}'.repeat(3000)} int y = 2; }`],
  ['lambdas', `class C { Object x = ${'() -> '.repeat(10_000)} 1; int y = 2; }`],
])('does not overflow on deeply nested %s', (_, text) => {
  expect(printed(lower(text)).join()).toContain('int y = 2')
})
