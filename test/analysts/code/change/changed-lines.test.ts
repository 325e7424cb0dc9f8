import { describe, expect, it } from 'vitest'
import { changedLines } from '../../../../src/analysts/code/change/changed-lines.ts'

describe('the lines of a change', () => {
  const changed = changedLines({
    path: 'a.js',
    status: 'modified',
    baseText: 'one\ntwo\nthree\n',
    text: 'two\n  one\nfour\nthree\n',
    changed: [
      { line: 2, endLine: 3 },
      { line: -5, endLine: 0 },
      { line: 90, endLine: 99 },
    ],
  })

  it('are touched where the change says so', () => {
    expect([1, 2, 3, 4, 5, 90].map((line) => changed.touches(line))).toEqual([false, true, true, false, false, false])
    expect(changed.touches(3, 400)).toBe(true)
    expect(changed.touches(4, 400)).toBe(false)
  })

  it('are new where they stood nowhere in the file before', () => {
    expect([1, 2, 3, 4].map((line) => changed.isNew(line))).toEqual([false, false, true, false])
  })

  it('are all new in a review of a whole tree', () => {
    const whole = changedLines({ path: 'a.js', status: 'unchanged', text: 'a\n', baseText: 'a\n', changed: 'all' })
    expect(whole.isNew(1)).toBe(true)
  })
})
