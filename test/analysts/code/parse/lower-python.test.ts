import { describe, expect, it } from 'vitest'
import { parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import type { Expression, Pattern, Statement } from '../../../../src/analysts/code/program.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

const parsers = await openParsers()

function moduleOf(text: string) {
  const code = parseModule('some/module.py', text, parsers)
  if (code === undefined) throw new Error('not parsed')
  return code
}

/** The statements in a short form of their own, one a line. */
function lowered(text: string): string {
  return moduleOf(text).body.map(shortStatement).join('\n')
}

function block(statements: readonly Statement[]): string {
  return `{ ${statements.map(shortStatement).join('; ')} }`
}

function shortStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'expression':
      return short(statement.value)
    case 'declare': {
      const type = statement.type === undefined ? '' : `: ${statement.type}`
      return `let ${pattern(statement.target)}${type}${statement.value ? ` = ${short(statement.value)}` : ''}`
    }
    case 'if':
      return `if ${short(statement.test)} ${block(statement.consequent)}${statement.alternate.length ? ` else ${block(statement.alternate)}` : ''}`
    case 'for-each':
      return `for ${pattern(statement.target)} of ${statement.over} ${short(statement.iterable)} ${block(statement.body)}`
    case 'loop':
      return `while ${statement.test ? short(statement.test) : ''} ${block(statement.body)}`
    case 'switch':
      return `switch ${short(statement.subject)} { ${statement.cases.map((one) => `[${one.tests.map(short)}] ${block(one.body)}`).join(' ')} }`
    case 'return':
      return statement.value ? `return ${short(statement.value)}` : 'return'
    case 'throw':
      return statement.value ? `throw ${short(statement.value)}` : 'throw'
    case 'try': {
      const catches = statement.catches.map(
        (one) => ` catch ${one.type ?? ''} ${one.parameter ? pattern(one.parameter) : ''} ${block(one.body)}`,
      )
      return `try (${statement.resources.map(shortStatement).join('; ')}) ${block(statement.body)}${catches.join('')} finally ${block(statement.finally)}`
    }
    case 'import':
      return `import ${statement.module}: ${statement.bindings.map(({ imported, local }) => `${imported} as ${local}`).join(', ')}`
    case 'function': {
      const { name, parameters, body, annotations } = statement.function
      const notes = annotations.map((one) => `@${short(one)} `).join('')
      const list = parameters.map(
        (one) =>
          `${one.rest ?? ''}${one.rest ? ' ' : ''}${pattern(one.target)}${one.type ? `: ${one.type}` : ''}${one.default ? ` = ${short(one.default)}` : ''}${one.annotations.map((note) => ` @${short(note)}`).join('')}`,
      )
      return `${notes}def ${name}(${list.join(', ')}) ${block(body)}`
    }
    case 'class': {
      const { name, supers, fields, methods } = statement.class
      const shown = fields.map((one) => `${one.static ? 'static ' : ''}${one.name}${one.type ? `: ${one.type}` : ''}`)
      return `class ${name}(${supers.join(', ')}) { ${[...shown, ...methods.map((one) => `${one.static ? 'static ' : ''}${one.name}()`)].join('; ')} }`
    }
    default:
      return statement.kind
  }
}

function pattern(target: Pattern): string {
  if (target.kind === 'name') return target.name
  if (target.kind === 'place') return short(target.place)
  if (target.kind === 'fields') return '{}'
  const rest = target.rest ? [`...${pattern(target.rest)}`] : []
  return `[${[...target.items.map((one) => (one ? pattern(one) : '')), ...rest].join(', ')}]`
}

function short(value: Expression): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.value)
    case 'name':
      return value.name
    case 'member':
      return `${short(value.object)}.${value.property}`
    case 'index':
      return `${short(value.object)}[${short(value.index)}]`
    case 'slice':
      return `${short(value.object)}[${value.parts.map(short).join(':')}]`
    case 'call': {
      const named = value.named.map((one) => `${one.name}=${short(one.value)}`)
      return `${short(value.callee)}(${[...value.arguments.map(short), ...named].join(', ')})`
    }
    case 'binary':
    case 'logical':
      return `(${short(value.left)} ${value.operator} ${short(value.right)})`
    case 'unary':
      return `${value.operator} ${short(value.operand)}`
    case 'conditional':
      return `(${short(value.test)} ? ${short(value.consequent)} : ${short(value.alternate)})`
    case 'template':
      return `\`${value.parts.map(short).join(' ')}\``
    case 'object':
      return `{${value.entries.map((one) => `${one.key ?? (one.computed ? `[${short(one.computed)}]` : '')}: ${short(one.value)}`).join(', ')}}`
    case 'list':
      return `[${value.items.map(short).join(', ')}]`
    case 'spread':
      return `...${short(value.value)}`
    case 'function':
      return `(${value.function.parameters.map((one) => pattern(one.target)).join(', ')}) => ${block(value.function.body)}`
    case 'assign':
      return `${pattern(value.target)} ${value.operator ?? ''}= ${short(value.value)}`
    case 'await':
      return `await ${short(value.value)}`
    case 'comprehension':
      return `[${short(value.value)} for ${pattern(value.target)} of ${short(value.iterable)}${value.tests.map((one) => ` if ${short(one)}`).join('')}]`
    case 'other':
      return `?(${value.parts.map(short).join(', ')})`
    default:
      return value.kind
  }
}

describe('literals', () => {
  it.each([
    [`x = 'a\\n\\x41\\u00e9\\101\\q'`, 'let x = "a\\nAéA\\\\q"'],
    [`x = r'\\d' b"y" '''z'''`, 'let x = "\\\\dyz"'],
    ['x = 1_000 + 0xff', 'let x = (1000 + 255)'],
    ['x = -3', 'let x = -3'],
    ['x = 7 // 2', 'let x = 3'],
    ['x = None, True, ...', 'let x = [null, true, ?()]'],
    [`x = f"a{b['c']:>{w}}{{z}}" 'd'`, 'let x = `"a" b["c"] w "{z}d"`'],
    [`x = f"{d["e"]} {f"{g}"}"`, 'let x = `d["e"] " " `g``'],
  ])('%s', (code, expected) => {
    expect(lowered(code)).toBe(expected)
  })
})

describe('expressions', () => {
  it.each([
    ['f(a, *b, c=1, **d)', 'f(a, ...b, ...d, c=1)'],
    [`f(**{'shell': True})`, 'f(shell=true)'],
    ['a.b[c].d', 'a.b[c].d'],
    ['x = a[:5], a[1:], a[::2], a[b, c]', 'let x = [a[null:5], a[1:null], a[null:null:2], a[[b, c]]]'],
    ['not a and b or c', '((not a and b) or c)'],
    ['a < b <= c', '((a < b) and (b <= c))'],
    ['x = a not in b, a is not None', 'let x = [(a not-in b), (a !== null)]'],
    ['x = a if b else c', 'let x = (b ? a : c)'],
    [`x = {'a': 1, b: 2, **c}`, 'let x = {a: 1, [b]: 2, : ...c}'],
    ['lambda a, *b: a', '(a, b) => { return a }'],
    ['[a for b, c in d if e for f in g]', '[[a for f of g] for [b, c] of d if e]'],
    ['x = {k: v for k, v in y}', 'let x = [{[k]: v} for [k, v] of y]'],
    ['f(n := 1)', 'f(n = 1)'],
    ['x = await f()', 'let x = await f()'],
    ['print "a" % b', 'print(("a" % b))'],
  ])('%s', (code, expected) => {
    expect(lowered(code)).toBe(expected)
  })
})

describe('statements', () => {
  it.each([
    ['a = b = f()', 'let a = f()\nlet b = a'],
    ['a.b = c = f()', 'let c = f()\na.b = c'],
    ['a, (b, *c) = d', 'let [a, [b, ...c]] = d'],
    ['a: Optional[str] = b', 'let a: str = b'],
    ['a += b', 'a += b'],
    ['del a[0], b', 'a.pop(0)'],
    ['assert a', 'if not a { throw }'],
    ['if a: b\nelif c: d\nelse: e', 'if a { b } else { if c { d } else { e } }'],
    ['for a, b in c.items(): d', 'for [a, b] of entries c { d }'],
    ['for i, x in enumerate(y): x', 'for [i, x] of entries y { x }'],
    ['for a in b: c\nelse: d', 'for a of values b { c }\nd'],
    ['while a: b', 'while a { b }'],
    ['with a as b, c(): d', 'try (let b = a; c()) { d } finally {  }'],
    [
      'try: a\nexcept (B, C) as d: e\nexcept: f\nelse: g\nfinally: h',
      'try () { a; g } catch B|C d { e } catch   { f } finally { h }',
    ],
    ['raise A(b) from c', 'throw A(b)'],
  ])('%s', (code, expected) => {
    expect(lowered(code)).toBe(expected)
  })

  it('assigns outside the function where the name is global there', () => {
    expect(lowered('def f():\n  global a\n  a = 1\n  b = 2')).toBe('def f() { a = 1; let b = 2 }')
  })
})

describe('imports', () => {
  it.each([
    ['import os, a.b as c', 'import os: * as os\nimport a.b: * as c'],
    ['from ..a.b import (c as d, e)', 'import ..a.b: c as d, e as e'],
    ['from . import a', 'import .: a as a'],
    ['from a import *', 'import a: * as *'],
    ['import os.path\nos.path.join(a)', 'import os: * as os\nimport os.path: * as os.path\nos.path.join(a)'],
  ])('%s', (code, expected) => {
    expect(lowered(code)).toBe(expected)
  })

  it('makes a module that was imported by its dotted name one name', () => {
    const [, , use] = moduleOf('import a.b\na.b.c').body
    expect(use).toMatchObject({ value: { kind: 'member', object: { kind: 'name', name: 'a.b' }, property: 'c' } })
  })
})

describe('functions and classes', () => {
  it('keeps types, defaults, stars and what Annotated says', () => {
    expect(lowered('def f(a, b: "X" = 1, *c: int, d: Annotated[str, Query(2)], e: Y | None, **g): pass')).toBe(
      'def f(a, b: X = 1, list c: int, d: str @Query(2), e: Y, map g) {  }',
    )
  })

  it('keeps decorators', () => {
    expect(lowered("@app.route('/x')\n@login\ndef f(): return a")).toBe('@app.route("/x") @login def f() { return a }')
  })

  it('tells fields of the class from those of its instances', () => {
    const code =
      'class A(B, c.D[E], metaclass=M):\n  x: int\n  y = 1\n  def f(self): pass\n  @staticmethod\n  def g(): pass'
    expect(lowered(code)).toBe('class A(B, c.D) { x: int; static y; f(); static g() }')
  })

  it('gathers what a generator yields', () => {
    expect(lowered('def f():\n  yield a\n  if b: return\n  yield from c')).toBe(
      'def f() { let yield = []; yield.append(a); if b { return yield }; yield.extend(c); return yield }',
    )
  })

  it('gives back what a context manager yields', () => {
    expect(lowered('@contextmanager\ndef f():\n  yield a')).toBe(
      '@contextmanager def f() { let yield = null; yield = a; return yield }',
    )
  })
})

describe('match', () => {
  it('is a switch where the cases are constants', () => {
    expect(lowered('match a:\n  case 1 | "b": c\n  case -2: d\n  case _: e')).toBe(
      'switch a { [1,"b"] { c } [-2] { d } [] { e } }',
    )
  })

  it('binds what the cases capture, and tests their guards', () => {
    expect(lowered('match a:\n  case ["go", b] if b: c\n  case {"k": v}: d\n  case P(x=y): e\n  case z: f')).toBe(
      [
        'let match subject = a',
        'let b = match subject[1]',
        'if ((?(match subject) and (match subject[0] == "go")) and b) { c } else { let v = match subject["k"]; ' +
          'if ?(match subject) { d } else { let y = match subject.x; ' +
          'if isinstance(match subject, P) { e } else { let z = match subject; f } } }',
      ].join('\n'),
    )
  })
})

describe('hostile and broken input', () => {
  it('leaves the rest intact where the syntax is broken', () => {
    const code = moduleOf('def broken(:\n  x = 1\n\ndef ok(): return 1\n')
    expect(code.broken.length).toBeGreaterThan(0)
    expect(code.body.at(-1)).toMatchObject({ kind: 'function', function: { name: 'ok', body: [{ kind: 'return' }] } })
  })

  const many = 5_000
  it.each([
    ['parentheses', `x = ${'('.repeat(many)}1${')'.repeat(many)}`],
    ['calls that are broken inside', `x = ${'f('.repeat(many)} $ ${')'.repeat(many)}`],
    ['lists as targets', `${'['.repeat(many)}x${']'.repeat(many)} = 1`],
    ['members', `x = a${'.b(1)'.repeat(many)}`],
    ['elif', `if a: pass\n${'elif b: pass\n'.repeat(many)}`],
    ['cases', `match a:\n${' case [b]: pass\n'.repeat(many)}`],
    ['conditionals', `x = ${'a if b else '.repeat(many)}c`],
    ['type arguments', `x: ${'Optional['.repeat(many)}int${']'.repeat(many)} = 1`],
    ['blocks', Array.from({ length: 800 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')],
    ['nothing that is Python', "\0\uffff{{{((('''"],
  ])('withstands %s', (_, text) => {
    expect(moduleOf(text).body.length).toBeGreaterThanOrEqual(0)
  })

  it('keeps every term of a long sum', () => {
    const [statement] = moduleOf(`x = ${Array.from({ length: many }, (_, index) => `a${index}`).join(' + ')}`).body
    let terms = 1
    let value = statement?.kind === 'declare' ? statement.value : undefined
    for (; value?.kind === 'binary'; value = value.left) terms += 1
    expect(terms).toBe(many)
  })
})
