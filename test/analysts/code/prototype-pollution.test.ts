import { beforeAll, describe, expect, it } from 'vitest'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import { findPrototypePollution } from '../../../src/analysts/code/prototype-pollution.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import { linesOf } from './script/read-script.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})
const told = (text: string) => linesOf(findPrototypePollution, text, parsers)

const merge = (guard: string, target = 'target') => `function merge(target, source) {
  for (const key in source) {
    ${guard}
    if (typeof ${target}[key] === 'object') merge(${target}[key], source[key])
    else ${target}[key] = source[key]
  }
}
module.exports = merge`

const walk = (guard: string) => `exports.set = (object, path, value) => {
  let node = object
  const keys = path.split('.')
  const last = keys.pop()
  for (const key of keys) {
    ${guard}
    node = node[key] = node[key] || {}
  }
  node[last] = value
}`

describe('prototype pollution', () => {
  it('is told of a deep merge and of setting by path', () => {
    expect(told(merge(''))).toEqual([5])
    expect(told(walk(''))).toEqual([9])
  })

  it.each([
    "if (key === '__proto__') continue",
    "if (['__proto__', 'constructor'].includes(key)) return",
    'if (/^(__proto__|constructor)$/.test(key)) continue',
    'if (isUnsafeKey(key)) continue',
    'assertSafeKey(key)',
  ])('is silent where keys are refused: %s', (guard) => {
    expect(told(merge(guard))).toEqual([])
    expect(told(walk(guard))).toEqual([])
  })

  it('is silent where only own members of the target are followed, and not where those of the source are', () => {
    expect(told(merge('if (!Object.prototype.hasOwnProperty.call(target, key)) continue'))).toEqual([])
    expect(told(merge('if (!source.hasOwnProperty(key)) continue'))).toEqual([5])
  })

  it('is silent where a name lies deeper than a module constant that lists the keys', () => {
    expect(told(`const REFUSED = new Set(['__proto__'])\n${merge('if (REFUSED.has(key)) continue')}`)).toEqual([])
  })

  it('is silent on copies that go one level deep, on clones, on counters and on objects without a prototype', () => {
    expect(told('exports.copy = (a, b) => { for (const key in b) a[key] = b[key] }')).toEqual([])
    expect(told('function clone(o) { const r = {}; for (const k in o) r[k] = clone(o[k]); return r }')).toEqual([])
    expect(told('exports.f = (rows) => { for (let i = 0; i < 3; i++) rows[i][i + 1] = rows[i] }')).toEqual([])
    expect(
      told('exports.f = (t) => { const o = Object.create(null); for (const [a, b] of t.split(",")) o[a][b] = t }'),
    ).toEqual([])
  })

  it('does not fall over a text that is long or broken', () => {
    expect(told(`${'a[b] = '.repeat(300)}c; ${'function f(a) { f(a[b]); '.repeat(200)}`)).toEqual([])
  })
})
