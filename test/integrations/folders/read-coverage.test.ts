import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findCoverage, readCoverage } from '../../../src/integrations/folders/read-coverage.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-coverage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the coverage of a tree', () => {
  it('is found where test runners leave it, unless there is nothing in it or it is a link', async () => {
    const root = join(folder, 'a')
    mkdirSync(join(root, 'coverage'), { recursive: true })
    expect(await findCoverage(root)).toBeUndefined()
    writeFileSync(join(root, 'coverage', 'lcov.info'), 'TN:\n')
    writeFileSync(join(root, 'elsewhere'), 'SF:x.py\nDA:1,1\n')
    symlinkSync('elsewhere', join(root, 'lcov.info'))
    expect(await findCoverage(root)).toBeUndefined()
    writeFileSync(
      join(root, 'coverage.xml'),
      '<coverage><class filename="a.py"><line number="2" hits="0"/></class></coverage>',
    )
    expect(await findCoverage(root)).toEqual({
      source: 'coverage.xml',
      files: new Map([['a.py', { covered: new Set(), uncovered: new Set([2]) }]]),
    })
    expect(await findCoverage(join(folder, 'nowhere'))).toBeUndefined()
  })

  it('is read from the file that is named, or is a fault', async () => {
    const path = join(folder, 'x.info')
    writeFileSync(path, 'SF:a.ts\nDA:1,1\n')
    expect((await readCoverage(path)).files.size).toBe(1)
    writeFileSync(path, 'nothing')
    await expect(readCoverage(path)).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(readCoverage(folder)).rejects.toMatchObject({ code: 'unreadable' })
    await expect(readCoverage(join(folder, 'no'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
