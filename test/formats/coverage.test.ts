import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCobertura } from '../../src/formats/cobertura.ts'
import { parseLcov } from '../../src/formats/lcov.ts'
import { matchCoverage, parseCoverage } from '../../src/formats/match-coverage.ts'
import { xmlTags } from '../../src/formats/xml-tags.ts'

const LCOV =
  'TN:\nSF:src/a.ts\nFN:1,f\nDA:1,3\nDA:2,0\nDA:4,1,checksum\nDA:2,0\nLF:3\nend_of_record\nSF:src\\b.ts\r\nDA:7,0\r\nend_of_record\n'
const COBERTURA = `<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><sources><source>/srv/app</source></sources>
<packages><package name="p"><classes>
<!-- <line number="99" hits="0"/> -->
<class name="A" filename="src/a &amp; b.py"><methods><method name="m"><lines><line number="3" hits="0"/></lines></method></methods>
<lines><line number="3" hits="2"/><line hits='0' number='5' branch="true"/><line number="x" hits="1"/></lines></class>
</classes></package></packages></coverage>`

describe('coverage', () => {
  it('is read from lcov, a line that ran once counting as run', () => {
    expect([...parseLcov(LCOV)]).toEqual([
      ['src/a.ts', { covered: new Set<number>([1, 4]), uncovered: new Set<number>([2]) }],
      ['src/b.ts', { covered: new Set<number>([]), uncovered: new Set<number>([7]) }],
    ])
    expect([...parseLcov('SF:a\nDA:1,0\nend_of_record\nSF:a\nDA:1,1\n')]).toEqual([
      ['a', { covered: new Set<number>([1]), uncovered: new Set<number>([]) }],
    ])
  })

  it('is read from Cobertura', () => {
    expect([...parseCobertura(COBERTURA)]).toEqual([
      ['/srv/app/src/a & b.py', { covered: new Set<number>([3]), uncovered: new Set<number>([5]) }],
    ])
    expect(parseCoverage(COBERTURA).size).toBe(1)
    expect(parseCoverage(LCOV).size).toBe(2)
  })

  it('is that of the file whose path ends alike, and of none where that is not sure', () => {
    const told = new Map(
      ['/home/ci/app/src/a.ts', 'b.ts', './c/d.ts', '/x/one/e.ts', '/y/one/e.ts', 'a/exact.ts', '/z/a/exact.ts'].map(
        (path, at) => [path, { covered: new Set<number>([at]), uncovered: new Set<number>([]) }] as const,
      ),
    )
    const matched = matchCoverage(told, [
      'src/a.ts',
      'lib/b.ts',
      'c/d.ts',
      'one/e.ts',
      'a/exact.ts',
      'rc/a.ts',
      'none.ts',
    ])
    expect([...matched].map(([path, { covered }]) => [path, [...covered][0]])).toEqual([
      ['src/a.ts', 0],
      ['lib/b.ts', 1],
      ['c/d.ts', 2],
      ['a/exact.ts', 5],
    ])
  })

  it('expands nothing: entities that a file defines stay what they are', () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"> <!ENTITY f SYSTEM "file:///etc/passwd">]>
      <coverage><class filename="&b;&f;.py"><line number="1" hits="1"/></class></coverage>`
    expect([...parseCobertura(bomb)]).toEqual([
      ['&b;&f;.py', { covered: new Set<number>([1]), uncovered: new Set<number>([]) }],
    ])
  })

  it('may be anything: it neither throws nor hangs', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void [parseLcov(text), parseCobertura(`<${text}`), parseCoverage(text)]),
    )
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      'class ',
      'line ',
      'filename',
      '&#0;',
      '<!',
      '[',
      ']',
      '<!--',
      ' ',
      '\n',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => void parseCobertura(parts.join(''))),
      { numRuns: 500 },
    )
    const started = performance.now()
    for (const piece of [
      '<',
      '<a',
      '<a ',
      '<a b',
      '<a b=',
      '<a b="',
      '<!',
      '<![',
      '<!--',
      '<source>',
      '<a b="c">',
      '&amp;',
      'DA:1,1\n',
      'DA:1',
      'a',
      '< ',
      '<a / ',
    ])
      parseCoverage(`<x y="${piece.repeat(Math.ceil(1_000_000 / piece.length))}`)
    for (const piece of ['<', '<a', '<a ', '<a b=', '<!', '<source>', '<class filename="x">', '<!-- '])
      parseCobertura(piece.repeat(Math.ceil(1_000_000 / piece.length)))
    parseLcov(`SF:a\n${'DA:1,1\n'.repeat(1_000_000)}`)
    expect([...xmlTags('<a'.repeat(1_000_000))]).toEqual([])
    expect(performance.now() - started).toBeLessThan(25_000)
  })
})
