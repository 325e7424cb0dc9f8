import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type MinedLogFile, mineLogFile } from '../../src/app/mine-log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-mine-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** The pattern of every line, in order. */
function perLine({ parts, patterns }: MinedLogFile): (string | undefined)[] {
  return parts.flatMap(({ ids, patternOf }) => Array.from(ids, (id) => patterns[patternOf[id] ?? -1]?.id))
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, n) => {
    const time = new Date(1.7e12 + n * 1000).toISOString()
    return n % 3
      ? `${time} INFO [main] till.Basket: saved basket ${n} in ${n % 90} ms`
      : `${time} WARN [pool-${n % 5}] till.Ledger: retry ${n % 4} of POST /entries/${n.toString(16)}`
  }).join('\n')
}

describe('mineLogFile', () => {
  it('gives the same for any number of workers', async () => {
    const path = write('same.log', lines(6000))
    const [here, one, two, three] = await Promise.all([0, 1, 2, 3].map((workers) => mineLogFile(path, { workers })))
    expect(here?.lineCount).toBe(6000)
    for (const other of [one, two, three]) {
      expect(other?.patterns).toEqual(here?.patterns)
      expect(other && perLine(other)).toEqual(here && perLine(here))
    }
  })

  it('finds the two kinds of line behind their headers', async () => {
    const { patterns } = await mineLogFile(write('two.log', lines(300)))
    expect(patterns.map(({ count }) => count)).toEqual([100, 200])
    expect(patterns.map(({ text }) => text).join('\n')).toMatch(/retry .*\n.*saved basket/)
  })

  it('numbers first and last lines from 1', async () => {
    const { patterns } = await mineLogFile(write('numbers.log', 'alpha began\nbeta ended\nalpha began\n'))
    expect(patterns.map(({ firstLine, lastLine, count }) => [firstLine, lastLine, count])).toEqual([
      [1, 3, 2],
      [2, 2, 1],
    ])
  })

  it.each([
    ['an empty file', '', 0],
    ['a file without a last line break', 'one two', 1],
    ['empty lines', '\n\n\n', 3],
    ['binary', Buffer.from([0, 255, 10, 159, 146, 150, 10, 13, 10]), 3],
    ['one endless line', `${'a1 '.repeat(3_000_000)}\nnext line\n`, 2],
  ])('reads %s', async (name, content, count) => {
    const mined = await mineLogFile(write(`${name}.log`, content))
    expect(mined.lineCount).toBe(count)
    expect(perLine(mined).every((id) => id !== undefined)).toBe(true)
  })
})
