import { describe, expect, it } from 'vitest'
import { wrongWith } from './check-tree.ts'
import type { ReceivedSpan } from './otlp-receiver.ts'

const MS = 1_000_000n
const span = (id: string, parent: string | undefined, start: bigint, end: bigint): ReceivedSpan => ({
  trace: 't',
  id,
  parent,
  name: id,
  kind: 1,
  start: start * MS,
  end: end * MS,
  attributes: {},
  events: [],
  hasFailed: false,
  service: {},
})
const tree = [span('root', undefined, 0n, 100n), span('a', 'root', 10n, 50n), span('b', 'a', 20n, 50n)]

describe('the check of a tree of spans', () => {
  it('finds nothing wrong with one, also where a span came twice', () => {
    expect(wrongWith(tree)).toEqual([])
    expect(wrongWith([...tree, ...tree])).toEqual([])
  })

  it.each<[string, ReceivedSpan[]]>([
    ['2 roots', [...tree, span('other', undefined, 0n, 1n)]],
    ['c has no parent', [...tree, span('c', 'gone', 0n, 1n)]],
    ['c is not within a', [...tree, span('c', 'a', 20n, 60n)]],
    ['c is not within a', [...tree, span('c', 'a', 5n, 30n)]],
    ['c ends before it begins', [...tree, span('c', 'a', 30n, 20n)]],
    ['b came with two contents', [...tree, span('b', 'a', 20n, 49n)]],
    ['several traces', [...tree, { ...span('c', 'a', 20n, 30n), trace: 'u' }]],
  ])('says that %s', (problem, spans) => {
    expect(wrongWith(spans).join('\n')).toContain(problem)
  })
})
