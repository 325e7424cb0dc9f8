import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openBundle } from '../../src/integrations/bundle/open-bundle.ts'
import { settleClocks } from '../../src/integrations/bundle/settle-clocks.ts'

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-clocks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const START = Date.UTC(2026, 2, 3, 10)
const MINUTE = 60_000

function bundle(name: string, logs: Record<string, string>) {
  const path = join(folder, name)
  mkdirSync(join(path, 'logs'), { recursive: true })
  writeFileSync(join(path, 'incident.yaml'), `startedAt: ${new Date(START).toISOString()}\n`)
  for (const [file, text] of Object.entries(logs)) writeFileSync(join(path, 'logs', file), text)
  return openBundle({ path, trustSources: false, repositories: [] })
}

/** Lines a minute apart around the start, in the clock of a zone, as the format writes it. */
function lines(zoneMinutes: number, suffix: string): string {
  return Array.from({ length: 21 }, (_, n) => {
    const local = new Date(START + (n - 10 + zoneMinutes) * MINUTE).toISOString().slice(0, 19)
    return `${local}${suffix} line ${n}`
  }).join('\n')
}

async function times(source: Awaited<ReturnType<typeof bundle>>): Promise<number[]> {
  return (await Array.fromAsync(source.logs())).map(({ at }) => at ?? Number.NaN)
}

describe('clocks of log files', () => {
  it('reads local time without a zone in the one zone in which it covers the reported start', async () => {
    const source = await bundle('local', { 'till.log': lines(480, '') })
    expect((await times(source))[10]).toBe(START)
    expect(source.clocks).toEqual([{ source: 'logs/till.log', note: expect.stringContaining('UTC+08:00') }])
  })

  it('takes UTC where that covers the start, and says so', async () => {
    const source = await bundle('utc', { 'till.log': lines(0, '') })
    expect((await times(source))[10]).toBe(START)
    expect(source.clocks[0]?.note).toContain('taken as UTC')
  })

  it('puts files of several zones on one clock and names the zone', async () => {
    const source = await bundle('mixed', { 'a.log': lines(-300, '-05:00'), 'b.log': lines(0, 'Z') })
    const at = await times(source)
    expect(at.slice(0, 21)).toEqual(at.slice(21))
    expect(source.clocks).toEqual([{ source: 'logs/a.log', note: expect.stringContaining('UTC-05:00') }])
  })

  it('does not guess where several zones would do', () => {
    const day = { source: 'x', from: START - 30 * 3_600_000, to: START - 2 * 3_600_000, offsetMinutes: undefined }
    expect(settleClocks([day], START)).toEqual([
      { source: 'x', shift: 0, note: expect.stringContaining('does not cover') },
    ])
  })

  it('names a clock that jumps back, and keeps silent on the disorder of threads', async () => {
    const at = (second: number) => `${new Date(START + second * 1000).toISOString()} x`
    const source = await bundle('jump', {
      'set.log': [0, 10, 20, 4000, 4010, 30, 40].map(at).join('\n'),
      'threads.log': [0, 10, 8, 20, 15].map(at).join('\n'),
    })
    await times(source)
    expect(source.problems).toEqual([
      expect.objectContaining({
        code: 'clock-jump',
        source: 'logs/set.log',
        message: expect.stringMatching(/3980 s at line 6/),
      }),
    ])
  })
})
