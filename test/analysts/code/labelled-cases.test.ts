import { beforeAll, describe, expect, it } from 'vitest'
import type { Parsers } from '../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../src/app/open-parsers.ts'
import { analyseCases, caseSets, type LabelledCase, ratesOf } from './labelled-cases.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

describe.each(caseSets())('the security analyst on labelled cases: %s', (set) => {
  let cases: LabelledCase[]
  beforeAll(() => {
    cases = analyseCases(set, parsers)
  })

  it('finds most of what is wrong, and is silent on most of what is not', () => {
    const { truePositive, falsePositive } = ratesOf(cases)
    expect(truePositive).toBeGreaterThan(0.8)
    expect(falsePositive).toBeLessThan(0.15)
  })

  it('has a case for each rule where it speaks, and one beside it where it is silent', () => {
    const named = new Set(cases.flatMap(({ rule }) => (rule === undefined ? [] : [rule])))
    const speaks = cases.filter(({ vulnerable, isHit }) => vulnerable && isHit).map(({ rule }) => rule)
    const silent = cases.filter(({ vulnerable, isHit }) => !vulnerable && !isHit).map(({ rule }) => rule)
    expect([...named].filter((rule) => !speaks.includes(rule) || !silent.includes(rule))).toEqual([])
  })
})
