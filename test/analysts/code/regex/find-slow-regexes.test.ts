import { beforeAll, describe, expect, it } from 'vitest'
import type { Parsers } from '../../../../src/analysts/code/parse/parse-module.ts'
import { findSlowRegexes } from '../../../../src/analysts/code/regex/find-slow-regexes.ts'
import { judgeRegex } from '../../../../src/analysts/code/regex/judge-regex.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import { linesOf } from '../script/read-script.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})
const told = (text: string) => linesOf(findSlowRegexes, text, parsers)

describe('slow regular expressions', () => {
  it.each([
    ['^(a+)+$', 'exponential', false],
    ['^\\d+\\d+$', 'polynomial', false],
    ['\\s+$', 'polynomial', true],
  ] as const)('%s takes %s time', (source, growth, byMoving) => {
    expect(judgeRegex(source, '')).toMatchObject({ growth, byMoving })
  })

  it.each(['^\\d+$', '^[a-z]+(?:-[a-z]+)*$', '\\w', '', '(', '('.repeat(5000), '(a*)*'.repeat(400)])(
    'says nothing of what is fast, not valid or too long: %.40s',
    (source) => expect(judgeRegex(source, '')).toBeUndefined(),
  )

  it('finds literals, constant texts put together, and fields of classes', () => {
    expect(told('exports.f = (t) => /^(\\w+\\s?)+$/.test(t)')).toEqual([1])
    expect(told("const W = '(\\\\w+\\\\s?)+'\nexports.f = (t) => new RegExp('^' + W + '$').test(t)")).toEqual([2])
    expect(told('class A {\n r = /^(\\w+\\s?)+$/ }')).toEqual([2])
  })

  it.each([
    'if (t.length > 200) return\nreturn R.test(t)',
    'return t.length < MAX_LENGTH && R.test(t)',
    'return R.test(t.slice(0, 100))',
    'return R.test(process.version)',
  ])('is silent where the text is short: %s', (body) => {
    expect(told(`const R = /^(\\w+\\s?)+$/\nexports.f = (t) => { ${body} }`)).toEqual([])
  })

  it('speaks where only the emptiness of the text is asked', () => {
    expect(told('const R = /^(\\w+\\s?)+$/\nexports.f = (t) => { if (t.length > 0) return R.test(t) }')).toEqual([1])
  })
})
