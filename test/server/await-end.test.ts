import { afterEach, describe, expect, it } from 'vitest'
import type { Engine, Workflow } from '../../src/core/engine.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { awaitEnd } from '../../src/server/await-end.ts'

const patient: Workflow<null, string> = {
  name: 'patient',
  async run(run) {
    const { status } = await run.wait('go')
    return status
  },
}
const engines: Engine[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close()
})

/** An engine with a run that waits, and how many listen to it. */
async function waiting() {
  const engine = await memoryEngine()
  engines.push(engine)
  const { id } = await engine.start(patient, null)
  let listeners = 0
  const counted: Pick<Engine, 'get' | 'subscribe'> = {
    get: engine.get,
    subscribe(listener) {
      const stop = engine.subscribe(listener)
      listeners++
      return () => {
        listeners--
        stop()
      }
    },
  }
  return { engine, counted, id, listeners: () => listeners }
}

describe('the wait for the end of a run', () => {
  it('ends with the run, at once', async () => {
    const { engine, counted, id, listeners } = await waiting()
    const waited = awaitEnd(counted, id, 60_000, new AbortController().signal)
    expect(listeners()).toBe(1)
    while (!(await engine.answer(id, 'go', null))) await new Promise((resolve) => setTimeout(resolve, 5))
    await waited
    expect((await engine.get(id))?.status).toBe('completed')
    expect(listeners()).toBe(0)
  })

  it('ends when whoever asked is gone, or was gone already, and leaves no listener', async () => {
    const { engine, counted, id, listeners } = await waiting()
    const gone = new AbortController()
    const waited = awaitEnd(counted, id, 60_000, gone.signal)
    gone.abort()
    await waited
    await awaitEnd(counted, id, 60_000, gone.signal)
    expect(listeners()).toBe(0)
    expect((await engine.get(id))?.endedAt).toBeUndefined()
  })

  it('ends after the time that was given', async () => {
    const { counted, id, listeners } = await waiting()
    const begun = performance.now()
    await awaitEnd(counted, id, 100, new AbortController().signal)
    expect(performance.now() - begun).toBeGreaterThan(90)
    expect(listeners()).toBe(0)
  })
})
