import { describe, expect, it } from 'vitest'
import type { Engine, Run, Workflow } from '../../src/core/engine.ts'
import { WatchfloorFault } from '../../src/core/fault.ts'
import type { RunEvent } from '../../src/core/run-event.ts'

function workflow<I, O>(name: string, run: (run: Run, input: I) => Promise<O>): Workflow<I, O> {
  return { name, run }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The promises that every engine keeps. Durable ones keep more, in suites of their own. */
export function engineContract(name: string, makeEngine: () => Engine): void {
  describe(`${name} keeps the engine's promises`, () => {
    it('gives the result of a workflow', async () => {
      const double = workflow('double', async (_run, input: number) => input * 2)
      expect(await makeEngine().start(double, 21).result()).toBe(42)
    })

    it('does a step once, however often it is asked for', async () => {
      let times = 0
      const twice = workflow('twice', async (run) => {
        const one = await run.step('count', () => ++times)
        const two = await run.step('count', () => ++times)
        return [one, two]
      })
      expect(await makeEngine().start(twice, null).result()).toEqual([1, 1])
    })

    it('gives one run for one key', async () => {
      const engine = makeEngine()
      let runs = 0
      const counted = workflow('counted', async () => ++runs)
      const first = engine.start(counted, null, { key: 'same' })
      const second = engine.start(counted, null, { key: 'same' })
      expect(await first.result()).toBe(await second.result())
      expect(second.id).toBe(first.id)
      expect(runs).toBe(1)
    })

    it('rejects with the fault that a workflow threw', async () => {
      const failing = workflow('failing', async () => {
        throw new WatchfloorFault('invalid-input', 'no good')
      })
      await expect(makeEngine().start(failing, null).result()).rejects.toMatchObject({
        code: 'invalid-input',
        message: 'no good',
      })
    })

    it('runs children in parallel and never rejects for them', async () => {
      let running = 0
      let most = 0
      const child = workflow('child', async (_run, input: number) => {
        most = Math.max(most, ++running)
        await sleep(20)
        running--
        if (input === 1) throw new Error('one is bad')
        return input
      })
      const parent = workflow('parent', (run) => Promise.all([0, 1, 2].map((input) => run.child(child, input))))
      const outcomes = await makeEngine().start(parent, null).result()
      expect(outcomes.map(({ status }) => status)).toEqual(['completed', 'failed', 'completed'])
      expect(most).toBe(3)
    })

    it('ends a child that is out of time, keeps its partial result, and lets the others stand', async () => {
      const slow = workflow('slow', async (run, milliseconds: number) => {
        run.keepPartial('half')
        await sleep(milliseconds)
        return 'whole'
      })
      const parent = workflow('parent', (run) =>
        Promise.all([run.child(slow, 5_000, { timeoutMilliseconds: 30 }), run.child(slow, 1)]),
      )
      const [late, quick] = await makeEngine().start(parent, null).result()
      expect(late).toEqual({ status: 'timed-out', afterMilliseconds: 30, partial: 'half' })
      expect(quick).toEqual({ status: 'completed', value: 'whole' })
    })

    it('passes a cancel on to every child through its signal', async () => {
      const engine = makeEngine()
      const reasons: boolean[] = []
      const child = workflow('child', async (run) => {
        await new Promise((resolve) => run.signal.addEventListener('abort', resolve))
        reasons.push(run.signal.aborted)
      })
      const parent = workflow('parent', (run) => Promise.all([run.child(child, null), run.child(child, null)]))
      const handle = engine.start(parent, null)
      await sleep(10)
      handle.cancel()
      await expect(handle.result()).rejects.toMatchObject({ code: 'cancelled' })
      await sleep(0)
      expect(reasons).toEqual([true, true])
      expect(engine.list().map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    })

    it('starts no step after a cancel', async () => {
      const engine = makeEngine()
      let acted = false
      const stubborn = workflow('stubborn', async (run) => {
        await sleep(30)
        await run.step('act', () => {
          acted = true
        })
      })
      const handle = engine.start(stubborn, null)
      handle.cancel()
      await expect(handle.result()).rejects.toMatchObject({ code: 'cancelled' })
      await sleep(60)
      expect(acted).toBe(false)
    })

    it('tells every event in order, with the run it belongs to', async () => {
      const engine = makeEngine()
      const events: RunEvent[] = []
      const stop = engine.subscribe((event) => events.push(event))
      const child = workflow('child', (run) => run.step('look', () => 1))
      const parent = workflow('parent', async (run) => {
        run.emit({ type: 'phase_started', phase: 'triage' })
        await run.child(child, null)
      })
      const handle = engine.start(parent, null)
      await handle.result()
      stop()
      expect(events.map(({ type }) => type)).toEqual([
        'run_started',
        'phase_started',
        'run_started',
        'step_completed',
        'run_completed',
        'run_completed',
      ])
      expect(events[2]).toMatchObject({ type: 'run_started', parent: handle.id })
    })
  })
}
