import { describe, expect, it } from 'vitest'
import { openRuns } from '../../src/app/open-runs.ts'
import type { Assignment } from '../../src/core/member.ts'
import { waitForPerson } from '../../src/patterns/conclude.ts'
import { coordinate } from '../../src/patterns/coordinate.ts'
import { analyst } from '../../src/patterns/members.ts'
import { until } from '../contracts/bus-contract.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()

describe('watchfloor decide', () => {
  it('answers a run in another process with one of its choices, once', async () => {
    const runs = await openRuns({ environment: { WATCHFLOOR_HOME: `${folder}/state` } })
    const standing = (name: string, position: string) =>
      analyst(name, () => ({ summary: name, confidence: 0.8, position }))
    const crew = coordinate({
      name: 'crew',
      members: [standing('a', 'roll back'), standing('b', 'wait')],
      ask: waitForPerson(),
    })
    let isWaiting = false
    runs.engine.subscribe(({ type }) => {
      if (type === 'wait_started') isWaiting = true
    })
    const handle = await runs.engine.start(
      { name: 'test', run: (run, given: Assignment) => crew.work(run, given) },
      { question: '?', findings: [], parts: [] },
    )
    await until(() => isWaiting)
    expect(await watchfloor('decide', handle.id, 'dance')).toMatchObject({
      status: 2,
      err: expect.stringContaining('roll back, wait'),
    })
    expect(await watchfloor('decide', handle.id, 'wait')).toMatchObject({
      status: 0,
      out: expect.stringContaining('wait, decided by'),
    })
    expect(await handle.result()).toMatchObject({ position: 'wait' })
    expect(await watchfloor('decide', handle.id, 'wait')).toMatchObject({
      status: 2,
      err: expect.stringContaining('already'),
    })
    await runs.engine.close()
  }, 30_000)
})
