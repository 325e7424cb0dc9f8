import { describe, expect, it } from 'vitest'
import type { ReviewedFile } from '../../../src/core/review.ts'
import { readSuppressions, silencer } from '../../../src/crews/review/suppressions.ts'
import { changedFile, finding } from './finding-fixtures.ts'

function tree(text: string, path = 'a.ts'): ReviewedFile {
  return { path, status: 'unchanged', text, changed: 'all' }
}
const counted = (file: ReviewedFile) => readSuppressions(file).counted

describe('a comment that silences a rule', () => {
  it.each([
    ['x() // watchfloor-ignore script/a: it is fine', 1],
    ['x() # watchfloor-ignore script/a : it is fine', 1],
    ['-- watchfloor-ignore script: it is fine\nx()', 2],
    ['/* watchfloor-ignore script/a: it is fine */\nx()', 2],
    ['<!-- watchfloor-ignore script/a: it is fine -->\r\nx()', 2],
  ])('speaks of its line, or of the next where it stands alone: %j', (text, line) => {
    const [one] = counted(tree(text))
    expect(one).toMatchObject({ line, reason: 'it is fine' })
    expect(silencer(counted(tree(text)))(finding('script/a', 'a.ts', line))).toBeDefined()
  })

  it.each(['', ':', ': ', ': -', ': */'])('does not count without a reason: %j', (rest) => {
    const { counted: some, uncounted } = readSuppressions(tree(`x() // watchfloor-ignore script/a${rest}`))
    expect([some.length, uncounted.length]).toEqual([0, 1])
  })

  it('silences only its rule, or all of a subject, in its file and line', () => {
    const some = counted(
      tree('x() // watchfloor-ignore script/sql: bound elsewhere\ny() // watchfloor-ignore java: old'),
    )
    expect(silencer(some)(finding('script/sql', 'a.ts', 1))?.reason).toBe('bound elsewhere')
    expect(silencer(some)(finding('java/anything', 'a.ts', 2))).toBeDefined()
    for (const other of [
      finding('script/sql-more', 'a.ts', 1),
      finding('script/sql', 'b.ts', 1),
      finding('script/sql', 'a.ts', 2),
      finding('javascript/x', 'a.ts', 2),
    ])
      expect(silencer(some)(other)).toBeUndefined()
  })
})

describe('a comment in a change', () => {
  const comment = '// watchfloor-ignore script/a: it is fine'

  it('counts where it stood before, wherever it was moved to with its line', () => {
    expect(counted(changedFile('a.ts', `${comment}\nx()\n`, `y()\n\n  ${comment}\n  x()\n`, 3, 4))).toHaveLength(1)
  })

  it('does not count where it comes with the change, in a changed or in a new file', () => {
    expect(counted(changedFile('a.ts', 'x()\n', `${comment}\nx()\n`, 1))).toEqual([])
    expect(counted({ path: 'a.ts', status: 'added', text: `${comment}\nx()\n`, changed: 'all' })).toEqual([])
  })

  it('does not count a second time where it was copied', () => {
    const text = `${comment}\nx()\n`
    expect(counted(changedFile('a.ts', text, `${text}${text}`, 3, 4))).toHaveLength(1)
  })

  it('does not count for another line than the one it was written for', () => {
    expect(counted(changedFile('a.ts', `${comment}\nx()\n`, `${comment}\nrun(req.query.x)\n`, 2))).toEqual([])
    expect(counted(changedFile('a.ts', `x() ${comment}\n`, `run(req.query.x) ${comment}\n`, 1))).toEqual([])
  })

  it('does not count with another reason', () => {
    expect(counted(changedFile('a.ts', `${comment}\nx()\n`, `${comment}, really\nx()\n`, 1))).toEqual([])
  })
})

describe('hostile comments', () => {
  it.each([
    ['blanks', `// watchfloor-ignore a: ${' '.repeat(1_000_000)}x`],
    ['blanks before', `// watchfloor-ignore${' '.repeat(1_000_000)}x: y`],
    ['many in a line', '// watchfloor-ignore a '.repeat(40_000)],
    ['many signs', `${'-'.repeat(1_000_000)}watchfloor-ignore`],
  ])('are read in time that grows with the text: %s', (_, text) => {
    const begun = performance.now()
    readSuppressions(tree(text))
    expect(performance.now() - begun).toBeLessThan(2_000)
  })

  it('are found again quickly where there are many', () => {
    const some = counted(tree('x() // watchfloor-ignore a: b\n'.repeat(40_000)))
    const begun = performance.now()
    const silencing = silencer(some)
    for (let line = 1; line <= 40_000; line++) silencing(finding('a/b', 'a.ts', line))
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})
