import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const example = resolve('examples/incidents/payment-gateway')
const json = async (...args: string[]) => JSON.parse((await watchfloor(...args, '--json')).out)
let run = ''

describe('watchfloor runs', () => {
  beforeAll(async () => {
    expect((await watchfloor('runs', 'list')).out).toContain('No run is kept')
    await watchfloor('investigate', example, '--quiet')
    run = (await json('runs', 'list'))[0].id
  })

  it('lists, shows and replays an investigation, by the beginning of its id', async () => {
    expect((await watchfloor('runs', 'list')).out).toMatch(/completed +incident\.investigate/)
    const shown = await watchfloor('runs', 'show', run.slice(0, 10))
    expect(shown.out).toContain('ROOT CAUSE FOUND')
    expect(shown.out).toMatch(/triage +completed/)
    const replayed = await watchfloor('runs', 'replay', run)
    expect(replayed.out).toContain('log-analyst mines the logs')
    expect(replayed.out).toContain('ROOT CAUSE FOUND')
    const events = (await watchfloor('runs', 'replay', run, '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events[0]).toMatchObject({ type: 'run_started', run })
    expect(events.at(-1)).toMatchObject({ type: 'run_completed', run })
  })

  it('gives a finished run again when it is resumed, and does not cancel it', async () => {
    expect((await watchfloor('runs', 'resume', run, '--quiet')).out).toContain('ROOT CAUSE FOUND')
    expect((await watchfloor('runs', 'cancel', run)).out).toContain('had ended already')
  })

  it('keeps the fault of a run that failed, and says what to do', async () => {
    const failed = await watchfloor('investigate', resolve(folder, 'nothing here'), '--quiet')
    expect(failed.status).toBe(3)
    const [latest] = await json('runs', 'list', '--status', 'failed')
    expect(latest.fault).toMatchObject({ code: 'not-found', hint: expect.any(String) })
    const shown = await watchfloor('runs', 'show', latest.id)
    expect(shown.out).toContain('not-found')
  })

  it('refuses what it does not understand', async () => {
    for (const args of [
      ['list', '--status', 'odd'],
      ['list', '--limit', '0'],
      ['resume'],
      ['resume', run, '--all'],
      ['prune', '--older-than', 'soon'],
    ])
      expect((await watchfloor('runs', ...args)).status, args.join(' ')).toBe(2)
    expect((await watchfloor('runs', 'show', 'run_none')).status).toBe(3)
  })

  it('prunes what ended long ago', async () => {
    expect(await json('runs', 'prune')).toEqual({ deleted: 0 })
    expect((await json('runs', 'prune', '--older-than', '0m')).deleted).toBeGreaterThan(0)
    expect(await json('runs', 'list')).toEqual([])
  })

  it('goes on without a store where none can be had, and says so', async () => {
    const { status, err, out } = await watchfloor.at('/dev/null/state')('investigate', example, '--quiet')
    expect(status).toBe(0)
    expect(out).toContain('ROOT CAUSE FOUND')
    expect(err).toContain('not kept')
    expect((await watchfloor.at('/dev/null/state')('runs', 'list')).status).toBe(10)
  })
})
