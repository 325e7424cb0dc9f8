import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'watchfloor-examples-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** What each example must say; an example without an entry here fails. */
const SAYS: Record<string, RegExp[]> = {
  '01-investigate.ts': [/Out of memory/, /First: Look at the pods/],
  '02-agent-with-a-tool.ts': [/isTooSmall: true/, /2 calls, 200 tokens in/],
  '03-crew.ts': [/The disk is full/, /asked 3 times for two runs; the same answer: true/],
}

describe('the numbered examples', () => {
  for (const file of globSync('examples/[0-9]*.ts').sort())
    it(`${file} runs without a key, in under 60 lines`, () => {
      expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(60)
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', file], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH ?? '', WATCHFLOOR_HOME: home },
        timeout: 30_000,
      })
      expect(stderr).toBe('')
      expect(status).toBe(0)
      for (const words of SAYS[file.split('/').at(-1) ?? ''] ?? [/^\b$/]) expect(stdout).toMatch(words)
    })
})
