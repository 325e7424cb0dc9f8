import { beforeAll, describe, expect, it } from 'vitest'
import { dottedName } from '../../../src/analysts/code/describe-expression.ts'
import { type Parsers, parseModule } from '../../../src/analysts/code/parse/parse-module.ts'
import { walkProgram } from '../../../src/analysts/code/walk-program.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

/** Each call with the kind of the loop it is in and the function. */
function calls(text: string): string[] {
  const module = parseModule('a.js', text, parsers)
  const found: string[] = []
  if (module === undefined) return found
  walkProgram(module, {
    node(node, { loop, function: frame }) {
      if (node.kind === 'call' && node.callee.kind === 'name')
        found.push(`${dottedName(node.callee)} ${loop?.repetition.kind ?? '-'} ${frame?.name ?? '-'}`)
    },
  })
  return found
}

describe('a walk through a program', () => {
  it('knows what a loop repeats and what it evaluates once', () => {
    expect(calls('for (const x of a()) { b(x) }')).toEqual(['a - -', 'b for-each -'])
    expect(calls('for (let i = a(); b(); c()) d()')).toEqual(['a - -', 'b loop -', 'd loop -', 'c loop -'])
  })

  it('takes a function that is given to map for a loop, and any other for none', () => {
    expect(calls('for (const x of y) { later(() => a()) }')).toEqual(['later for-each -', 'a - '])
    expect(calls('y.map((x) => a(x))')).toEqual(['a callback '])
  })

  it('gives functions the names they are kept under', () => {
    expect(calls('const f = () => a(); exports.g = function () { b() }; class C { m() { c() } }')).toEqual([
      'a - f',
      'b - g',
      'c - m',
    ])
  })
})
