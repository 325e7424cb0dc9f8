import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import type { Expression, FunctionCode, Pattern, Statement } from '../../../../src/analysts/code/program.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

const parsers = await openParsers()

function moduleOf(text: string) {
  const module = parseModule('a/b.go', text, parsers)
  if (module === undefined) throw new Error('not parsed')
  return module
}

/** The statements of one function as text, a line each. */
function body(text: string): string[] {
  return moduleOf(`package p\nimport ("fmt"; "io"; "os")\nfunc f() {\n${text}\n}`).body.flatMap((one) =>
    one.kind === 'function' ? one.function.body.map(said) : [],
  )
}

function said(statement: Statement): string {
  const all = (list: readonly Statement[]) => `{${list.map(said).join('; ')}}`
  switch (statement.kind) {
    case 'expression':
      return text(statement.value)
    case 'declare':
      return `let ${patternText(statement.target)}${statement.type ? `: ${statement.type}` : ''}${statement.value ? ` = ${text(statement.value)}` : ''}`
    case 'if':
      return `if ${text(statement.test)} ${all(statement.consequent)} else ${all(statement.alternate)}`
    case 'for-each':
      return `for ${patternText(statement.target)} ${statement.over} ${text(statement.iterable)} ${all(statement.body)}`
    case 'loop':
      return `loop ${all(statement.init)} ${statement.test ? text(statement.test) : ''} ${all(statement.update)} ${all(statement.body)}`
    case 'switch':
      return `switch ${text(statement.subject)} ${statement.cases.map((one) => `[${one.tests.map(text).join()}]${all(one.body)}${one.falls ? '↓' : ''}`).join(' ')}`
    case 'return':
    case 'throw':
      return `${statement.kind}${statement.value ? ` ${text(statement.value)}` : ''}`
    case 'block':
      return all(statement.body)
    case 'function':
      return functionText(statement.function)
    case 'class':
      return `class ${statement.class.name} < ${statement.class.supers.join()} ${statement.class.fields.map(({ name, type }) => `${name}:${type}`).join()}`
    case 'import':
      return `import ${statement.module} ${statement.bindings.map(({ local }) => local).join()}`
    default:
      return statement.kind
  }
}

function functionText(code: FunctionCode): string {
  const parameter = ({ target, type, rest }: FunctionCode['parameters'][number]) =>
    `${patternText(target)}:${type}${rest ? '…' : ''}`
  const on = code.receiver ? `(${parameter(code.receiver)})` : ''
  return `func ${on}${code.name}(${code.parameters.map(parameter).join()}) ${code.returns ?? ''}{${code.body.map(said).join('; ')}}`
}

function patternText(pattern: Pattern | undefined): string {
  switch (pattern?.kind) {
    case undefined:
      return '_'
    case 'name':
      return pattern.name
    case 'place':
      return text(pattern.place)
    case 'list':
      return `[${pattern.items.map(patternText).join()}]`
    default:
      return '{}'
  }
}

function text(value: Expression): string {
  const list = (values: readonly Expression[]) => values.map(text).join(',')
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value)
    case 'name':
      return value.name
    case 'member':
      return `${text(value.object)}.${value.property}`
    case 'index':
      return `${text(value.object)}[${text(value.index)}]`
    case 'slice':
      return `${text(value.object)}[${list(value.parts)}:]`
    case 'call':
      return `${text(value.callee)}(${list(value.arguments)})`
    case 'binary':
    case 'logical':
      return `(${text(value.left)} ${value.operator} ${text(value.right)})`
    case 'unary':
      return `${value.operator} ${text(value.operand)}`
    case 'template':
      return `\`${list(value.parts)}\``
    case 'object':
      return `{${value.entries.map((one) => `${one.key ?? (one.computed && `[${text(one.computed)}]`)}:${text(one.value)}`).join()}}`
    case 'list':
      return `[${list(value.items)}]`
    case 'spread':
      return `...${text(value.value)}`
    case 'cast':
      return `<${value.type}>${text(value.value)}`
    case 'assign':
      return `${patternText(value.target)} ${value.operator ?? ''}= ${text(value.value)}`
    case 'function':
      return functionText(value.function)
    case 'other':
      return `?(${list(value.parts)})`
    default:
      return value.kind
  }
}

describe('Go as a program', () => {
  it.each([
    [
      'literals',
      'f("a\\t\\x41\\u00e9\\101", `r\\n`, 0x1F, 1_000, 017, \'x\', nil, true)',
      ['f("a\\tAéA","r\\\\n",31,1000,15,"x",null,true)'],
    ],
    ['pointers', 'p = &x; *p = 3; f(*p)', ['p = x', 'p = 3', 'f(p)']],
    ['several values', 'a, _ := f(); x.y, z[1] = 1, b', ['let [a,_] = f()', '[x.y,z[1]] = [1,b]']],
    ['nothing kept', '_ = f(); _, _ = g()', ['f()', 'g()']],
    ['presence in a map', 'v, ok := m["k"]', ['let [v,ok] = [m["k"],("k" in m)]']],
    ['type assertions', 'v, ok := x.(T); w := x.(*h.S)', ['let [v,ok] = [<T>x,?()]', 'let w = <h.S>x']],
    [
      'declarations',
      'var a, b string; var c T = 1; const d = "x"',
      ['let a: string', 'let b: string', 'let c: T = 1', 'let d = "x"'],
    ],
    [
      'operators',
      'a += "x"; b++; c = !d && -e == 1 || f &^ g',
      ['a += "x"', 'b += 1', 'c = ((not d and (minus e == 1)) or (f other g))'],
    ],
    ['composites', 'f(&S{A: x}, []string{"a", b}, map[string]int{"k": 1, k: 2})', ['f(<S>{A:x},["a",b],{k:1,[k]:2})']],
    [
      'composites without their type',
      'f([]S{{A: 1}}, map[string]*S{"x": {A: 1}}, [][]int{{1}})',
      ['f([<S>{A:1}],{x:<S>{A:1}},[[1]])'],
    ],
    ['conversions', 'f([]byte(x), string(b), int64(n), g[int](x))', ['f(<[]byte>x,<string>b,<int64>n,g(x))']],
    [
      'builtins',
      'x = append(x, a, b...); m := make(map[string]int); l := make([]int, 3); p := new(S)',
      ['x = [...x,a,...b]', 'let m = {}', 'let l = []', 'let p = <S>{}'],
    ],
    [
      'if with a first statement',
      'if v, err := f(); err != nil { return } else if v { g() } else { h() }',
      ['{let [v,err] = f(); if (err != null) {return} else {if v {g()} else {h()}}}'],
    ],
    [
      'loops',
      'for i := 0; i < n; i++ { f(i) }; for c { }; for { break }',
      ['loop {let i = 0} (i < n) {i += 1} {f(i)}', 'loop {} c {} {}', 'loop {}  {} {break}'],
    ],
    [
      'ranges',
      'for k, v := range m { f(k, v) }; for _, v := range l {}; for k := range m {}; for range 3 {}',
      ['for [k,v] entries m {f(k,v)}', 'for [_,v] entries l {}', 'for k keys m {}', 'for [] keys 3 {}'],
    ],
    [
      'switch',
      'switch x := f(); x { case 1, 2: fallthrough; case 3: g(); default: h() }',
      ['{let x = f(); switch x [1,2]{}↓ [3]{g()} []{h()}}'],
    ],
    ['switch without a subject', 'switch { case a > b: f() }', ['switch ?() []{if (a > b) {f()} else {}}']],
    [
      'type switch',
      'switch v := x.(type) { case int: f(v); case A, B: g(v) }',
      ['switch ?() [?()]{let v = <int>x; f(v)} [?(),?()]{let v = x; g(v)}'],
    ],
    [
      'select and channels',
      'select { case m := <-c: f(m); default: }; c <- v; x := <-c',
      ['switch ?() [?()]{let m = c[?()]; f(m)} []{}', 'c[?()] = v', 'let x = c[?()]'],
    ],
    ['go and defer', 'go f(x); defer func() { g() }()', ['f(x)', 'func () {g()}()']],
    ['labels', 'L: for { continue L }; goto L', ['loop {}  {} {continue}']],
    ['slices', 'f(a[1:2], a[:], xs...)', ['f(a[1,2:],a[0:],...xs)']],
    ['the end of a program', 'panic("x"); os.Exit(1)', ['throw panic("x")', 'os.Exit(1)', 'throw']],
    ['formats', 'f(fmt.Sprintf("a%s %d%% %v", x, n, y), fmt.Sprint(x, y))', ['f(`"a",x," ",<int>n,"%"," ",y`,`x,y`)']],
    [
      'formats that nobody knows',
      'f(fmt.Sprintf(t, x), fmt.Sprintf("%*d", w, x), fmt.Sprintf("%s", xs...))',
      ['f(fmt.Sprintf(t,x),fmt.Sprintf("%*d",w,x),fmt.Sprintf("%s",...xs))'],
    ],
    [
      'writing to what stands first',
      'fmt.Fprintf(w, "<p>%s", x); io.WriteString(w, x); io.Copy(w, r)',
      ['w.Fprintf(`"<p>",x`)', 'w.WriteString(`x`)', 'w.ReadFrom(r)'],
    ],
    [
      'the type of a response',
      'w.Header().Set("Content-Type", "application/json")',
      ['w.Header().Set("Content-Type","application/json")', 'w.contentType = "data"'],
    ],
    ['local types', 'type T struct { a int }', ['class T <  a:int']],
  ])('reads %s', (_, source, expected) => {
    expect(body(source)).toEqual(expected)
  })

  it('reads functions, methods, types and imports', () => {
    const { body: statements, package: name } = moduleOf(`package shop
import ( "net/http"; str "strings"; . "math"; _ "embed"; "gopkg.in/yaml.v3"; "example.org/chi/v5" )
type S struct { *Base; sync.Mutex; Name, Other string \`json:"n"\` }
type ID string
type I interface { F() }
func (s *S) M(w http.ResponseWriter, r *http.Request, xs ...string) (*T, error) { return nil, err }
func G[K comparable](m map[K]int, float64) (n int, err error) { n = 1; if m { return }; return 2, nil }
func external()
var P = S{base, m, "a", "b"}`)
    expect(name).toBe('shop')
    expect(statements.map(said)).toEqual([
      'import net/http http',
      'import strings str',
      'import math *',
      'import embed ',
      'import gopkg.in/yaml.v3 yaml',
      'import example.org/chi/v5 chi',
      'class S < Base,sync.Mutex Base:Base,Mutex:sync.Mutex,Name:string,Other:string',
      'class ID < string ',
      'class I <  ',
      'func (s:S)M(w:http.ResponseWriter,r:http.Request,xs:string…) T{return [null,err]}',
      'func G(m:map[K]int,_:float64) int{let n: int; let err: error; n = 1; if m {return [n,err]} else {}; return [2,null]}',
      'let P = <S>{Base:base,Mutex:m,Name:"a",Other:"b"}',
    ])
  })

  it('keeps what stands around broken syntax', () => {
    const { body: statements, broken } = moduleOf(
      'package p\nfunc a() { x( }\nfunc b() { y() }\nvar = \nfunc c() { z() }',
    )
    const names = statements.flatMap((one) => (one.kind === 'function' ? [one.function.name] : []))
    expect(names).toEqual(expect.arrayContaining(['b', 'c']))
    expect(broken.length).toBeGreaterThan(0)
  })

  it.each([
    ['nested calls', `x := ${'f('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['nested blocks', `${'if a {'.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['nested literals', `x := []T${'{'.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['a long chain', `x := ${'"a" + b + '.repeat(5_000)}c`],
    ['a long else-if', `${'if a { f() } else '.repeat(5_000)}{ g() }`],
    ['a long chain of calls', `x := b${'.f(1)'.repeat(5_000)}`],
  ])('is quick on %s', (_, source) => {
    const began = performance.now()
    expect(() => moduleOf(`package p\nfunc f() {\n${source}\n}`)).not.toThrow()
    expect(performance.now() - began).toBeLessThan(5_000)
  })

  it('never throws on parts of real files', () => {
    const files = globSync('test/review-cases/go/src/**/*.go')
    for (const file of files) {
      const source = readFileSync(file, 'utf8')
      for (const cut of [1, 0.8, 0.5, 0.3]) {
        const end = Math.floor(source.length * cut)
        expect(() => moduleOf(source.slice(0, end))).not.toThrow()
        expect(() => moduleOf(source.slice(end))).not.toThrow()
      }
    }
  })
})
