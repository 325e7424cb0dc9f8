import { describe, expect, it } from 'vitest'
import type { CodeFinding, ReviewedFile } from '../../../src/core/review.ts'
import { fileLines } from '../../../src/crews/review/file-lines.ts'
import { fingerprints } from '../../../src/crews/review/fingerprint.ts'
import { keepNew } from '../../../src/crews/review/keep-new.ts'
import { changedFile, finding } from './finding-fixtures.ts'

const RULE = 'python/command-injection'

/** One finding for each line that says `run(`. */
function runsIn(file: string, text: string | undefined): CodeFinding[] {
  return (text ?? '')
    .split('\n')
    .flatMap((line, index) => (line.includes('run(') ? [finding(RULE, file, index + 1)] : []))
}

function keep(files: readonly ReviewedFile[], found = files.flatMap(({ path, text }) => runsIn(path, text))) {
  const lines = { head: fileLines(files, 'head'), base: fileLines(files, 'base') }
  let asked = 0
  const before = async () => {
    asked++
    return files.flatMap(({ path, oldPath, baseText }) => runsIn(oldPath ?? path, baseText))
  }
  return keepNew(found, files, lines, before).then((kept) => ({ ...kept, asked, lines, found }))
}

const linesOf = (kept: { finding: CodeFinding }[]) => kept.map(({ finding: { at } }) => at.line)

describe('what a change brings about', () => {
  it('is what stands on changed lines and did not stand there before', async () => {
    const { kept, known, untouched } = await keep([changedFile('a.py', 'run(a)\nx\n', 'run(a)\nrun(b)\n', 2)])
    expect(linesOf(kept)).toEqual([2])
    expect({ known, untouched }).toEqual({ known: 0, untouched: 1 })
  })

  it('is nothing where a line was only moved or indented anew', async () => {
    const { kept, known } = await keep([changedFile('a.py', 'run(a)\nx\ny\n', 'x\ny\n    run(a)\n', 3)])
    expect(kept).toEqual([])
    expect(known).toBe(1)
  })

  it('is a second copy of a line that was there before, also where it stands above the first', async () => {
    const { kept } = await keep([changedFile('a.py', 'x\nrun(a)\n', 'run(a)\nx\nrun(a)\n', 1)])
    expect(linesOf(kept)).toEqual([1])
  })

  it('is as many copies as are too many, where all were moved', async () => {
    const { kept, known } = await keep([changedFile('a.py', 'run(a)\nx\n', 'run(a)\nrun(a)\nrun(a)\n', 1, 2, 3)])
    expect([kept.length, known]).toEqual([2, 1])
  })

  it('counts two findings of one rule on one line as one that is known', async () => {
    const files = [changedFile('a.py', 'x\nrun(a)\n', 'y\nrun(a)\n', 1, 2)]
    const found = [
      finding(RULE, 'a.py', 2),
      finding(RULE, 'a.py', 2, { at: { file: 'a.py', line: 2, endLine: 2, column: 9 } }),
    ]
    expect((await keep(files, found)).kept).toEqual([])
  })

  it('is known under the new name of a file that was renamed', async () => {
    const file: ReviewedFile = { ...changedFile('b.py', 'run(a)\n', 'run(a)\n', 1), status: 'renamed', oldPath: 'a.py' }
    expect((await keep([file])).kept).toEqual([])
  })

  it('is what data comes to that passes a changed line, and is marked as standing elsewhere', async () => {
    const files = [changedFile('a.py', 'x\nrun(b)\n', 'b = input()\nrun(b)\n', 1)]
    const step = { file: 'a.py', line: 1, endLine: 1, what: 'comes in' }
    const { kept } = await keep(files, [finding(RULE, 'a.py', 2, { flow: [step, { ...step, line: 2 }] })])
    expect(kept.map(({ isElsewhere }) => isElsewhere)).toEqual([])
    const fresh = await keep(
      [changedFile('a.py', 'x\nrun(c)\n', 'b = input()\nrun(b)\n', 1)],
      [finding(RULE, 'a.py', 2, { flow: [step, { ...step, line: 2 }] })],
    )
    expect(fresh.kept.map(({ isElsewhere }) => isElsewhere)).toEqual([true])
  })

  it('asks for the findings before only where a line with a finding stood there before', async () => {
    expect((await keep([changedFile('a.py', 'x\n', 'run(b)\n', 1)])).asked).toBe(0)
    expect((await keep([changedFile('a.py', 'run(b)\n', 'x\nrun(b)\n', 2)])).asked).toBe(1)
  })

  it('leaves their names to those that are not kept, so that no baseline silences a copy', async () => {
    const { kept, taken, lines, found } = await keep([changedFile('a.py', 'x\nrun(a)\n', 'run(a)\nx\nrun(a)\n', 1)])
    const lineOf = ({ at }: CodeFinding) => lines.head.line(at.file, at.line)
    const inBaseline = fingerprints(found.slice(0, 1), lineOf)
    expect(
      fingerprints(
        kept.map(({ finding: one }) => one),
        lineOf,
        taken,
      ),
    ).not.toEqual(inBaseline)
  })

  it('says nothing of files that are not part of the change', async () => {
    expect((await keep([changedFile('a.py', '', 'x\n', 1)], [finding(RULE, 'b.py', 1)])).kept).toEqual([])
  })
})

describe('the name of a finding', () => {
  const lineOf = (text: string) => () => text

  it('stays when its line moves or is indented anew, and changes with the line, the file and the rule', () => {
    const name = (one: CodeFinding, text: string) => fingerprints([one], lineOf(text))[0]
    const first = name(finding(RULE, 'a.py', 3), 'run(a)')
    expect(name(finding(RULE, 'a.py', 90), '\t  run(a) ')).toBe(first)
    expect(first).toMatch(/^[0-9a-f]{16}$/)
    for (const other of [
      name(finding(RULE, 'a.py', 3), 'run(b)'),
      name(finding(RULE, 'b.py', 3), 'run(a)'),
      name(finding('x/y', 'a.py', 3), 'run(a)'),
    ])
      expect(other).not.toBe(first)
  })

  it('is not given twice', () => {
    const alike = Array.from({ length: 50 }, (_, line) => finding(RULE, 'a.py', line + 1))
    expect(new Set(fingerprints(alike, lineOf('run(a)'))).size).toBe(50)
  })
})
