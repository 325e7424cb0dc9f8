import { beforeAll, describe, expect, it } from 'vitest'
import type { Parsers } from '../../../../src/analysts/code/parse/parse-module.ts'
import { openParsers } from '../../../../src/app/open-parsers.ts'
import { labelledChanges, said } from './labelled-changes.ts'

let parsers: Parsers
beforeAll(async () => {
  parsers = await openParsers()
})

const changes = labelledChanges()

describe('performance, tests, documentation and style on labelled changes', () => {
  it.each(changes.map((change) => [change.name, change] as const))('%s', (_, change) => {
    expect(said(change, parsers)).toEqual(change.expected)
  })

  it('have for each rule a change where it speaks and one beside it where all are silent', () => {
    const files = Map.groupBy(changes, ({ name }) => name.split(':', 1)[0])
    const lacking = [...files].filter(([, list]) => new Set(list.map(({ expected }) => expected.length > 0)).size < 2)
    expect(lacking.map(([file]) => file)).toEqual([])
  })
})
