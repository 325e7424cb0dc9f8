import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return name
}

describe('watchfloor logs patterns', () => {
  const log = write(
    'till.log',
    Array.from({ length: 40 }, (_, n) => (n % 4 ? `saved basket ${n}` : `lost basket ${n} at 10.0.0.${n}`)).join('\n'),
  )

  it('prints one JSON line for each input line, in order', async () => {
    const { out, status } = await watchfloor('logs', 'patterns', log, '--json')
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { line: number; pattern: string })
    expect(status).toBe(0)
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
    expect(new Set(rows.filter((_, n) => n % 4 === 0).map(({ pattern }) => pattern)).size).toBe(1)
    expect(new Set(rows.map(({ pattern }) => pattern)).size).toBe(2)
  })

  it('shows the patterns with counts, the most frequent first', async () => {
    const { out } = await watchfloor('logs', 'patterns', log)
    expect(out).toMatch(/^count {2}first seen/)
    expect(
      out
        .split('\n')
        .slice(1, 3)
        .map((row) => row.trim().split(' ')[0]),
    ).toEqual(['30', '10'])
    expect(out).toContain('2 patterns in 40 lines')
  })
})

describe('watchfloor metrics anomalies', () => {
  const rows = Array.from(
    { length: 900 },
    (_, n) => `2026-01-03 ${String(n).padStart(4, '0')},${n === 700 ? 99 : 20 + (n % 7)}`,
  )
  const table = write('load.csv', `timestamp,value\n${rows.join('\n')}\n`)

  it('prints one score for each row as JSON', async () => {
    const { out, status } = await watchfloor('metrics', 'anomalies', table, '--json')
    const { scores } = JSON.parse(out) as { scores: { timestamp: string; score: number }[] }
    expect(status).toBe(0)
    expect(scores).toHaveLength(900)
    expect(scores[700]).toEqual({ timestamp: '2026-01-03 0700', score: expect.closeTo(1, 1) })
    expect(Math.max(...scores.slice(0, 700).map(({ score }) => score))).toBeLessThan(0.5)
  })

  it('lists the rows that stand out', async () => {
    const { out } = await watchfloor('metrics', 'anomalies', table)
    expect(out).toContain('2026-01-03 0700')
    expect(out).toMatch(/1 of 900 rows stand out\.\n$/)
  })

  it.each([
    ['a file that is not there', 'none.csv', undefined, 3, 'none.csv'],
    ['an empty file', 'empty.csv', '', 4, 'timestamp and a value'],
    ['several columns', 'wide.csv', 'timestamp,a,b\n1,2,3\n', 4, '--column'],
  ])('says what is wrong with %s', async (_, name, content, status, words) => {
    if (content !== undefined) write(name, content)
    const ended = await watchfloor('metrics', 'anomalies', name)
    expect(ended).toMatchObject({ status, out: '' })
    expect(ended.err).toContain(words)
  })
})
