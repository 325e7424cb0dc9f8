import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadPolicy } from '../../src/app/load-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ALLOW = 'version: 1\nrules: [{ name: r, decision: allow }]\n'
let places = 0

function place(mode = 0o700): string {
  const path = join(folder, `${++places}`)
  mkdirSync(path)
  writeFileSync(join(path, 'policy.yaml'), ALLOW, { mode: 0o600 })
  chmodSync(path, mode)
  return join(path, 'policy.yaml')
}

describe('the policy of this machine', () => {
  it('is read where nobody else can write it, and is read-only where there is none', async () => {
    expect((await loadPolicy(place())).rules).toHaveLength(1)
    expect((await loadPolicy(join(folder, 'none.yaml'))).rules).toEqual([])
  })

  it('says nothing where others may write it, or put another in its place', async () => {
    const loose = place()
    chmodSync(loose, 0o666)
    for (const path of [loose, place(0o777)])
      await expect(loadPolicy(path)).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it.skipIf(process.getuid?.() !== 0)('says nothing where it belongs to somebody else', async () => {
    const path = place()
    execFileSync('chown', ['nobody', path])
    await expect(loadPolicy(path)).rejects.toThrow('somebody else')
  })

  it('says nothing where it is no file, and waits for none', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, folder]) await expect(loadPolicy(path)).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
