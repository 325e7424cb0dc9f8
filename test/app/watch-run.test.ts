import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { reviewCode } from '../../src/app/review-code.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-watch-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'a.py'), 'a = 1\n')
const environment = { PATH: process.env.PATH ?? '', WATCHFLOOR_HOME: join(folder, 'state') }
const origin = { kind: 'tree', path: join(folder, 'a.py') } as const

it('what is given up after the end is given up in silence', async () => {
  const late: unknown[] = []
  const hear = (reason: unknown) => late.push(reason)
  process.on('unhandledRejection', hear)
  const control = new AbortController()
  const done = await reviewCode({ origin, environment, signal: control.signal })
  control.abort()
  await new Promise((resolve) => setTimeout(resolve, 50))
  process.off('unhandledRejection', hear)
  expect(done.verdict).toBe('clean')
  expect(late).toEqual([])
})

it('what is given up before it begins is cancelled', async () => {
  await expect(reviewCode({ origin, environment, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
})
