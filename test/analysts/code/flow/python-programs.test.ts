import { describe, expect, it } from 'vitest'
import { findFlows } from '../../../../src/analysts/code/flow/find-flows.ts'
import type { FlowRules } from '../../../../src/analysts/code/flow/rules.ts'
import { parseModule } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'

const parsers = await openParsers()

const WEAKNESS = { cwe: [89], severity: 'high', confidence: 1, message: 'From {source}', fix: '' } as const
const RULES: FlowRules = {
  languages: ['python'],
  sources: [{ values: ['=read()'], what: 'outside', origin: 'remote' }],
  parameters: [
    {
      extend: { classes: ['web.Handler'], methods: /^get$/ },
      source: { what: 'outside', origin: 'remote' },
    },
    { annotations: ['=route'], source: { what: 'outside', origin: 'remote' }, except: /^(?:Db|Given)$/ },
  ],
  sinks: [
    { ...WEAKNESS, rule: 'sink', matter: 'sql', calls: ['=sink'], arguments: [0] },
    { ...WEAKNESS, rule: 'item', matter: 'sql', calls: ['=first'], arguments: [{ index: 0, item: 0 }] },
    {
      ...WEAKNESS,
      rule: 'unless',
      matter: 'sql',
      calls: ['=show'],
      arguments: [0],
      where: [{ argument: { name: 'kind' }, unless: /json/ }],
    },
    {
      ...WEAKNESS,
      rule: 'go',
      matter: 'sql',
      calls: ['=go'],
      arguments: [0],
      prefixHeals: /^https:\/\/[^/]+\/|^…(?!:\/\/)/,
    },
    {
      ...WEAKNESS,
      rule: 'built',
      matter: 'sql',
      calls: ['=ask'],
      arguments: [0],
      where: [{ argument: { index: 0 }, built: true }],
    },
  ],
  places: [],
  returns: [],
  calls: [],
  sanitisers: [
    { calls: ['=clean'], clears: 'all' },
    { calls: ['=maybe'], clears: 'all', where: [{ argument: { index: 1 }, matches: /^strict$/ }] },
  ],
  guards: [],
  propagators: [],
  clean: [],
  types: [],
  ends: ['=stop'],
  vouches: [{ values: ['=parse().host'], clears: ['sql'] }],
}

/** The rules that speak, in order of their lines. */
function spoken(text: string): string[] {
  const code = parseModule('a.py', text, parsers)
  return code === undefined ? [] : findFlows([code], [RULES]).map(({ rule }) => rule)
}

describe('patterns and conditions', () => {
  it('finds a rule by a whole name of one segment, and does not take a longer name for it', () => {
    expect(spoken('sink(read())')).toEqual(['sink'])
    expect(spoken('a.sink(read())')).toEqual([])
  })

  it('looks at one element of a list', () => {
    expect(spoken('first([read(), 1])')).toEqual(['item'])
    expect(spoken('first([1, read()])')).toEqual([])
  })

  it('speaks unless the argument is known to match', () => {
    expect(spoken('show(read())')).toEqual(['unless'])
    expect(spoken('show(read(), kind="html")')).toEqual(['unless'])
    expect(spoken('show(read(), kind="json")')).toEqual([])
  })

  it('cleans only where the condition of the sanitiser holds', () => {
    expect(spoken('sink(maybe(read(), "lax"))')).toEqual(['sink'])
    expect(spoken('sink(maybe(read(), "strict"))')).toEqual([])
  })
})

describe('the flow of data', () => {
  it('ends at a call that never comes back', () => {
    expect(spoken('x = read()\nif x != "a": stop()\nsink(x)')).toEqual([])
    expect(spoken('x = read()\nif x != "a": go()\nsink(x)')).toEqual(['sink'])
  })

  it('knows that a formatted text is put together', () => {
    expect(spoken('ask("a {}".format(read()))')).toEqual(['built'])
    expect(spoken('ask(read())')).toEqual([])
  })

  it('takes slices of texts and lists that are known', () => {
    expect(spoken('x = [read(), "a", "b"]\nsink(x[1:][0])')).toEqual([])
    expect(spoken('x = [read(), "a", "b"]\nsink(x[:2][0])')).toEqual(['sink'])
    expect(spoken('x = "abc"[:2]\nif x == "ab": y = "k"\nelse: y = read()\nsink(y)')).toEqual([])
  })

  it('takes the names of a map, and copies, for what they are', () => {
    expect(spoken('x = {"a": read()}\nfor k in x.keys(): sink(k)')).toEqual([])
    expect(spoken('x = {"a": read(), "b": 1}\ny = x.copy()\nsink(y["b"])')).toEqual([])
    expect(spoken('x = {"a": read(), "b": 1}\ny = x.copy()\nsink(y["a"])')).toEqual(['sink'])
  })

  it('calls functions that are defined in a block', () => {
    expect(spoken('def g():\n  try:\n    def f(v): return clean(v)\n  finally: pass\n  sink(f(read()))')).toEqual([])
    expect(spoken('def g():\n  if a:\n    def f(v): return v\n  sink(f(read()))')).toEqual(['sink'])
  })

  it('goes into a method of a class above', () => {
    const classes = 'class A:\n  def __init__(self, v): self.v = v\nclass B(A):\n  def __init__(self, v):'
    expect(spoken(`${classes} super().__init__(v)\nsink(B(read()).v)`)).toEqual(['sink'])
    expect(spoken(`${classes} super().__init__(clean(v))\nsink(B(read()).v)`)).toEqual([])
  })

  it('reads a property by its method', () => {
    const type = (body: string) =>
      `class A:\n  def __init__(self, v): self.v = v\n  @property\n  def p(self): return ${body}`
    expect(spoken(`${type('self.v')}\nsink(A(read()).p)`)).toEqual(['sink'])
    expect(spoken(`${type('clean(self.v)')}\nsink(A(read()).p)`)).toEqual([])
  })

  it('fills the fields of a record, by name and by order', () => {
    const type = '@dataclass\nclass A:\n  a: str\n  b: str = ""\n'
    expect(spoken(`${type}sink(A(a=read()).a)`)).toEqual(['sink'])
    expect(spoken(`${type}sink(A(read(), 1).b)`)).toEqual([])
  })

  it('calls a function that is handed on together with its arguments', () => {
    expect(spoken('def f(v): sink(v)\nThread(target=f, args=(read(),))')).toEqual(['sink'])
    expect(spoken('def f(v): sink(v)\npool.submit(f, read())')).toEqual(['sink'])
    expect(spoken('def f(v, w): sink(v)\npool.submit(f, 1, read())')).toEqual([])
  })

  it('applies what is mapped over a list', () => {
    expect(spoken('sink(list(map(clean, [read()])))')).toEqual([])
    expect(spoken('sink(list(map(lambda v: clean(v), [read()])))')).toEqual([])
    expect(spoken('sink(list(map(lambda v: v, [read()])))')).toEqual(['sink'])
  })

  it('takes the whole for good where a part of it vouches for it', () => {
    expect(spoken('x = read()\nif parse(x).host != "a": stop()\nsink(x)')).toEqual([])
    expect(spoken('x = read()\nh = parse(x).host\nif h not in ["a", "b"]: stop()\nsink(x)')).toEqual([])
    expect(spoken('x = read()\nif parse(x).path != "a": stop()\nsink(x)')).toEqual(['sink'])
  })

  it('takes what is proved of a text in another form for proved of the text', () => {
    expect(spoken('x = read()\nif x.lower() not in ("a", "b"): stop()\nsink(x)')).toEqual([])
    expect(spoken('x = read()\nif x[1:] not in ("a", "b"): stop()\nsink(x)')).toEqual(['sink'])
  })
})

describe('how a text begins', () => {
  it.each([
    '"https://a.b/" + read()',
    'f"https://a.b/{read()}"',
    '"https://a.b/%s" % read()',
    '"https://a.b/{}".format(read())',
  ])('heals where the host is settled: %s', (text) => {
    expect(spoken(`go(${text})`)).toEqual([])
  })

  it.each([
    'BASE + "/a/" + read()',
    'f"{BASE}/a/{read()}"',
    '"%s/a/%s" % (BASE, read())',
    '"{}/a/{}".format(BASE, read())',
  ])('heals where something leads that nobody else sets: %s', (text) => {
    expect(spoken(`from other import BASE\ngo(${text})`)).toEqual([])
  })

  it.each(['read()', '"https://" + read()', 'f"{SCHEME}://{read()}/a"', 'f"{read()}{BASE}"', '"" + read()'])(
    'does not heal %s',
    (text) => {
      expect(spoken(`from other import BASE, SCHEME\ngo(${text})`)).toEqual(['go'])
    },
  )

  it('is looked at where it is tainted', () => {
    expect(spoken('x = "/a"\nif b: x = "https://a.b/" + read()\ngo(x)')).toEqual([])
    expect(spoken('x = "https://a.b/c"\nif b: x = read()\ngo(x)')).toEqual(['go'])
    expect(spoken('x = ""\nfor one in read(): x += one\ngo(x)')).toEqual(['go'])
  })
})

describe('tests that are asked for by a variable', () => {
  it('end where a variable is made from itself', () => {
    expect(spoken('def f(x, y):\n  x = x or y\n  if x: sink(read())')).toEqual(['sink'])
    expect(spoken('def g(v): return v\ndef f(x, y):\n  x = g(x or y)\n  x = g(x or y)\n  if x: sink(read())')).toEqual([
      'sink',
    ])
    expect(spoken('def f(x, y):\n  x = x or y\n  y = y or x\n  if not (x and y): sink(read())')).toEqual(['sink'])
  })
})

describe('entry points', () => {
  it('are methods of classes that extend one outside, also by way of others', () => {
    const above = 'import web\nclass A(web.Handler): pass\n'
    expect(spoken(`${above}class B(A):\n  def get(self, x): sink(x)`)).toEqual(['sink'])
    expect(spoken(`${above}class B(A):\n  def other(self, x): sink(x)`)).toEqual([])
    expect(spoken('class B(C):\n  def get(self, x): sink(x)')).toEqual([])
  })

  it('are handed some things by the framework itself', () => {
    expect(spoken('@route\ndef f(x, n: int): sink(x + n)')).toEqual(['sink'])
    expect(spoken('@route\ndef f(x: Db, y=Given(1)): sink(x + y)')).toEqual([])
    expect(spoken('@route\ndef f(n: int): sink(n)')).toEqual([])
  })
})
