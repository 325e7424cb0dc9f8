import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp, restore } from '../../src/app/backup.ts'
import { openRuns } from '../../src/app/open-runs.ts'

let folder: string
let home: string
let store: string
let file: string
let environment: NodeJS.ProcessEnv
const modeOf = (path: string) => statSync(path).mode & 0o777

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-backup-'))
  home = join(folder, 'home')
  store = join(home, 'watchfloor.db')
  file = join(folder, 'kept', 'one.db')
  environment = { WATCHFLOOR_HOME: home }
  await mark('before')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function mark(event: string): Promise<void> {
  const { engine, store } = await openRuns({ environment })
  await store.audit.add({ actor: 'test', event, subject: 'store', detail: {} })
  await engine.close()
}

async function look() {
  const { engine, store } = await openRuns({ environment })
  const events = (await store.audit.list()).map(({ event }) => event)
  const isHalted = (await store.killSwitch.state())?.engaged === true
  await engine.close()
  return { isOld: events.includes('after'), isNew: events.includes('store_restored'), isHalted }
}

describe('a backup', () => {
  it('and the folder that is made for it can be read by its owner only, as the store', async () => {
    await backUp(file, environment)
    expect(modeOf(file)).toBe(0o600)
    expect(modeOf(join(folder, 'kept'))).toBe(0o700)
  })

  it('is private before anything is in it', async () => {
    mkdirSync(join(folder, 'kept'))
    const modes = new Set<number>()
    const watcher = watch(join(folder, 'kept'), () => existsSync(file) && modes.add(modeOf(file)))
    await backUp(file, environment)
    await expect.poll(() => modes.size).toBeGreaterThan(0)
    watcher.close()
    expect([...modes]).toEqual([0o600])
  })

  it('is never written over a file that is there', async () => {
    mkdirSync(join(folder, 'kept'))
    writeFileSync(file, 'of somebody else')
    await expect(backUp(file, environment)).rejects.toMatchObject({ code: 'usage' })
    expect(statSync(file).size).toBe('of somebody else'.length)
  })
})

describe('a store that is restored', () => {
  beforeEach(async () => {
    await backUp(file, environment)
    await mark('after')
  })

  it('is private, and so is what is kept of the one before', async () => {
    const { aside } = await restore(file, environment)
    expect(modeOf(store)).toBe(0o600)
    expect(modeOf(aside ?? '')).toBe(0o600)
    expect(await look()).toEqual({ isOld: false, isNew: true, isHalted: true })
    expect(readdirSync(home).filter((name) => name.includes('restoring'))).toEqual([])
  })

  it('stays as it was where the copy cannot be made', async () => {
    mkdirSync(join(`${store}.restoring`, 'in the way'), { recursive: true })
    await expect(restore(file, environment)).rejects.toMatchObject({ code: 'write-failed' })
    expect(await look()).toEqual({ isOld: true, isNew: false, isHalted: false })
    expect(readdirSync(home).filter((name) => name.includes('before-restore'))).toEqual([])
  })

  it('is not restored from itself, whatever name it is given by', async () => {
    const other = join(folder, 'other-name.db')
    linkSync(store, other)
    for (const path of [store, other]) await expect(restore(path, environment)).rejects.toMatchObject({ code: 'usage' })
    expect(await look()).toEqual({ isOld: true, isNew: false, isHalted: false })
  })

  it('is the old one, or the new one with the kill switch on, whenever the process is killed', async () => {
    const script = `import { restore } from ${JSON.stringify(resolve('src/app/backup.ts'))}
      process.stdout.write('begin')
      await restore(${JSON.stringify(file)})`
    for (let milliseconds = 0; milliseconds <= 48; milliseconds += 6) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, ...environment, WATCHFLOOR_DATABASE_URL: '' },
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const closed = once(child, 'close')
      await once(child.stdout, 'data')
      const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
      await closed
      clearTimeout(timer)
      expect(existsSync(store)).toBe(true)
      const { isOld, isNew, isHalted } = await look()
      expect(isOld).toBe(!isNew)
      expect(isHalted).toBe(isNew)
      if (isNew) await mark('after')
      if (isNew) break
    }
    await restore(file, environment)
    expect(await look()).toMatchObject({ isNew: true, isHalted: true })
  }, 60_000)
})
