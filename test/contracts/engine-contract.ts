import { describe, expect, it } from 'vitest'
import type { Engine, Run, Workflow } from '../../src/core/engine.ts'
import { WatchfloorFault } from '../../src/core/fault.ts'
import type { RunEvent } from '../../src/core/run-event.ts'

function workflow<I, O>(name: string, run: (run: Run, input: I) => Promise<O>): Workflow<I, O> {
  return { name, run }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The promises that every engine keeps. Durable ones keep more, in suites of their own. */
export function engineContract(name: string, makeEngine: () => Promise<Engine>): void {
  describe(`${name} keeps the engine's promises`, () => {
    it('gives the result of a workflow', async () => {
      const double = workflow('double', async (_run, input: number) => input * 2)
      expect(await (await (await makeEngine()).start(double, 21)).result()).toBe(42)
    })

    it('does a step once, however often it is asked for', async () => {
      let times = 0
      const twice = workflow('twice', async (run) => {
        const one = await run.step('count', () => ++times)
        const two = await run.step('count', () => ++times)
        return [one, two]
      })
      expect(await (await (await makeEngine()).start(twice, null)).result()).toEqual([1, 1])
    })

    it('gives one run for one key', async () => {
      const engine = await makeEngine()
      let runs = 0
      const counted = workflow('counted', async () => ++runs)
      const first = await engine.start(counted, null, { key: 'same' })
      const second = await engine.start(counted, null, { key: 'same' })
      expect(await first.result()).toBe(await second.result())
      expect(second.id).toBe(first.id)
      expect(runs).toBe(1)
    })

    it('rejects with the fault that a workflow threw', async () => {
      const failing = workflow('failing', async () => {
        throw new WatchfloorFault('invalid-input', 'no good')
      })
      await expect((await (await makeEngine()).start(failing, null)).result()).rejects.toMatchObject({
        code: 'invalid-input',
        message: 'no good',
      })
    })

    it('runs children in parallel and never rejects for them', async () => {
      let running = 0
      let most = 0
      const child = workflow('child', async (_run, input: number) => {
        most = Math.max(most, ++running)
        // However slow the machine is: nobody ends before all have met.
        await until(() => most === 3)
        running--
        if (input === 1) throw new Error('one is bad')
        return input
      })
      const parent = workflow('parent', (run) => Promise.all([0, 1, 2].map((input) => run.child(child, input))))
      const outcomes = await (await (await makeEngine()).start(parent, null)).result()
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
      const [late, quick] = await (await (await makeEngine()).start(parent, null)).result()
      expect(late).toEqual({ status: 'timed-out', afterMilliseconds: 30, partial: 'half' })
      expect(quick).toEqual({ status: 'completed', value: 'whole' })
    })

    it('passes a cancel on to every child through its signal', async () => {
      const engine = await makeEngine()
      const reasons: boolean[] = []
      const child = workflow('child', async (run) => {
        await new Promise((resolve) => run.signal.addEventListener('abort', resolve))
        reasons.push(run.signal.aborted)
      })
      const parent = workflow('parent', (run) => Promise.all([run.child(child, null), run.child(child, null)]))
      const handle = await engine.start(parent, null)
      await until(async () => (await engine.list({ parent: handle.id })).length === 2)
      await handle.cancel()
      await expect(handle.result()).rejects.toMatchObject({ code: 'cancelled' })
      await until(() => reasons.length === 2)
      expect(reasons).toEqual([true, true])
      await until(async () => (await engine.list({ children: true })).every(({ status }) => status === 'cancelled'))
    })

    it('starts no step after a cancel', async () => {
      const engine = await makeEngine()
      let acted = false
      let isCancelled = false
      const stubborn = workflow('stubborn', async (run) => {
        await until(() => isCancelled)
        await run.step('act', () => {
          acted = true
        })
      })
      const handle = await engine.start(stubborn, null)
      await handle.cancel()
      isCancelled = true
      await expect(handle.result()).rejects.toMatchObject({ code: 'cancelled' })
      await sleep(60)
      expect(acted).toBe(false)
    })

    it('tells every event in order, with the run it belongs to', async () => {
      const engine = await makeEngine()
      const events: RunEvent[] = []
      const stop = engine.subscribe((event) => events.push(event))
      const child = workflow('child', (run) => run.step('look', () => 1))
      const parent = workflow('parent', async (run) => {
        run.emit({ type: 'phase_started', phase: 'triage' })
        await run.child(child, null)
      })
      const handle = await engine.start(parent, null)
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

    it('keeps what a step tells with its result, before the end of the step, and loses nothing of a hundred at once', async () => {
      const engine = await makeEngine()
      const heard: string[] = []
      engine.subscribe((event) => event.type === 'specialist_progressed' && heard.push(`${event.agent} ${event.note}`))
      const agent = workflow('agent', (run, name: string) =>
        run.step('look', async ({ emit }) => {
          for (let note = 0; note < 5; note++) {
            emit({ type: 'specialist_progressed', agent: name, note: String(note) })
            await sleep(1)
          }
        }),
      )
      const names = Array.from({ length: 100 }, (_, number) => `agent-${number}`)
      const all = workflow('all', (run) => Promise.all(names.map((name) => run.child(agent, name, { key: name }))))
      const handle = await engine.start(all, null)
      await handle.result()
      const kept = (await engine.events(handle.id)).map(({ event }) => event)
      const wanted = names.flatMap((name) => [0, 1, 2, 3, 4].map((note) => `${name} ${note}`)).sort()
      const told = kept.flatMap((event) =>
        event.type === 'specialist_progressed' ? [`${event.agent} ${event.note}`] : [],
      )
      expect(told.sort()).toEqual(wanted)
      expect(heard.sort()).toEqual(wanted)
      for (const name of names) {
        const own = kept.filter(({ run }) => run === `${handle.id}/${name}`).map(({ type }) => type)
        expect(own).toEqual([
          'run_started',
          ...Array(5).fill('specialist_progressed'),
          'step_completed',
          'run_completed',
        ])
      }
    }, 30_000)

    it('gives values as a journal gives them back, the first time too', async () => {
      const shapes = workflow('shapes', (run) =>
        run.step('look', () => ({ at: new Date(0), none: undefined, nan: Number.NaN, list: [undefined] })),
      )
      const engine = await makeEngine()
      expect(await (await engine.start(shapes, null)).result()).toEqual({
        at: '1970-01-01T00:00:00.000Z',
        nan: null,
        list: [null],
      })
    })

    it('waits until somebody answers, and takes the first answer only', async () => {
      const engine = await makeEngine()
      const asking = workflow('asking', (run) => run.wait<string>('word'))
      const handle = await engine.start(asking, null)
      await until(async () => (await engine.get(handle.id))?.status === 'waiting')
      expect(await engine.answer(handle.id, 'nothing asked', 1)).toBe(false)
      expect(await engine.answer(handle.id, 'word', 'yes')).toBe(true)
      expect(await engine.answer(handle.id, 'word', 'no')).toBe(false)
      expect(await handle.result()).toMatchObject({ status: 'answered', value: 'yes' })
    })

    it('ends a wait that is out of time, and takes no answer after it', async () => {
      const engine = await makeEngine()
      const asking = workflow('asking', (run) => run.wait<string>('word', { timeoutMilliseconds: 1 }))
      const handle = await engine.start(asking, null)
      expect(await handle.result()).toEqual({ status: 'timed-out' })
      expect(await engine.answer(handle.id, 'word', 'late')).toBe(false)
    })

    it('keeps the fault of a step that the workflow lives on with', async () => {
      const engine = await makeEngine()
      const coping = workflow('coping', (run) =>
        run
          .step('fail', () => {
            throw new WatchfloorFault('not-found', 'gone')
          })
          .catch((thrown: WatchfloorFault) => thrown.code),
      )
      const handle = await engine.start(coping, null)
      expect(await handle.result()).toBe('not-found')
      expect(await engine.steps(handle.id)).toMatchObject([{ name: 'fail', outcome: 'failed' }])
    })

    it('does queued runs by priority', async () => {
      const engine = await makeEngine()
      const order: number[] = []
      const job = workflow('job', (run, number: number) => run.step('work', () => order.push(number)))
      const handles = []
      for (const number of [5, 3, 4, 1, 2])
        handles.push(await engine.start(job, number, { queue: 'jobs', priority: number }))
      expect(order).toEqual([])
      const worker = engine.work({ jobs: { concurrency: 1 } })
      await Promise.all(handles.map((handle) => handle.result()))
      await worker.stop()
      expect(order).toEqual([1, 2, 3, 4, 5])
    })

    it('does as many runs of a queue at once as it allows, and never more', async () => {
      const engine = await makeEngine()
      let running = 0
      let most = 0
      const job = workflow('job', (run) =>
        run.step('work', async () => {
          most = Math.max(most, ++running)
          // However slow the machine is: nobody ends before two have met.
          await until(() => most === 2)
          await sleep(20)
          running--
        }),
      )
      const handles = []
      for (let n = 0; n < 5; n++) handles.push(await engine.start(job, n, { queue: 'jobs' }))
      const worker = engine.work({ jobs: { concurrency: 2 } })
      await Promise.all(handles.map((handle) => handle.result()))
      await worker.stop()
      expect(most).toBe(2)
    })

    it('begins no more runs of a queue in a period than its rate allows', async () => {
      const engine = await makeEngine()
      let begun = 0
      const job = workflow('job', (run) => run.step('work', () => ++begun))
      for (let n = 0; n < 6; n++) await engine.start(job, n, { queue: 'slow' })
      const worker = engine.work({ slow: { rate: { limit: 4, periodMilliseconds: 3_600_000 } } })
      await until(() => begun === 4)
      await sleep(300)
      await worker.stop()
      expect(begun).toBe(4)
      expect(await engine.list({ status: 'queued' })).toHaveLength(2)
    })

    it('tells the stored events of a run and its children, from any place on', async () => {
      const engine = await makeEngine()
      const child = workflow('child', (run) => run.step('look', () => 1))
      const parent = workflow('parent', (run) => run.child(child, null))
      const heard: RunEvent[] = []
      engine.subscribe((event) => heard.push(event))
      const handle = await engine.start(parent, null)
      await handle.result()
      const stored = await engine.events(handle.id)
      expect(stored.map(({ event }) => event)).toEqual(heard)
      expect(await engine.events(handle.id, stored[1]?.number)).toEqual(stored.slice(2))
    })

    it('deletes what has ended long ago, and nothing else', async () => {
      const engine = await makeEngine()
      const quick = workflow('quick', (run) =>
        run.child(
          workflow('part', async () => 1),
          null,
        ),
      )
      const asking = workflow('asking', (run) => run.wait('word'))
      await (await engine.start(quick, null)).result()
      const open = await engine.start(asking, null)
      expect(await engine.prune(Date.now() - 60_000)).toBe(0)
      expect(await engine.prune(Date.now() + 1)).toBe(1)
      expect((await engine.list({ children: true })).map(({ id }) => id)).toEqual([open.id])
      await open.cancel()
    })
  })
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; !(await holds()); turn++) {
    if (turn > 2_000) throw new Error('It did not come to pass.')
    await sleep(10)
  }
}

/** One journal that several engines can be opened on, as several processes would. */
export interface SharedJournal {
  /** `clock` where the process is to have another than the others. */
  open(clock?: () => number): Promise<Engine>
}

/** What an engine promises besides, whose journal outlives its process. Letting go (`close`) stands for the end of a process here; crash tests kill real ones. */
export function durableEngineContract(name: string, makeJournal: () => Promise<SharedJournal>): void {
  describe(`${name} keeps the promises of a durable engine`, () => {
    const doubled = (calls: string[], gate: Promise<void>) =>
      workflow('doubled', async (run, input: number) => {
        const at = await run.now()
        run.emit({ type: 'phase_started', phase: 'first' })
        const first = await run.step('first', () => {
          calls.push('first')
          return input * 2
        })
        run.emit({ type: 'phase_started', phase: 'second' })
        await run.step('second', async () => {
          calls.push('second')
          await Promise.race([gate, new Promise((resolve) => run.signal.addEventListener('abort', resolve))])
          run.signal.throwIfAborted()
        })
        return { at, first }
      })

    it('goes on in another process where the first one left, and repeats no finished step', async () => {
      const journal = await makeJournal()
      const one = await journal.open()
      const calls: string[] = []
      const stuck = await one.start(doubled(calls, new Promise(() => undefined)), 21)
      await until(() => calls.includes('second'))
      const { value: at } = (await one.steps(stuck.id))[0] ?? {}
      await one.close()
      await expect(stuck.result()).rejects.toMatchObject({ code: 'cancelled' })
      const two = await journal.open()
      expect((await two.get(stuck.id))?.attended).toBe(false)
      two.register(doubled(calls, Promise.resolve()))
      const again = await two.resume(stuck.id)
      expect(await again.result()).toEqual({ at, first: 42 })
      expect(calls).toEqual(['first', 'second', 'second'])
      const told = (await two.events(stuck.id)).map(({ event }) => event)
      expect(told.filter(({ type }) => type === 'phase_started')).toHaveLength(2)
      expect(told.map(({ type }) => type)).toContain('run_resumed')
      await two.close()
    })

    it('gives a kept child back without running it again', async () => {
      const journal = await makeJournal()
      const one = await journal.open()
      let times = 0
      const child = workflow('child', (run, n: number) =>
        run.step('count', () => {
          times++
          return n + 1
        }),
      )
      const parent = workflow('parent', async (run) => {
        const outcomes = await Promise.all([run.child(child, 10), run.child(child, 20)])
        await run.wait('go')
        return outcomes
      })
      const stuck = await one.start(parent, null)
      await until(async () => (await one.get(stuck.id))?.status === 'waiting')
      await one.close()
      const two = await journal.open()
      two.register(parent)
      const again = await two.resume(stuck.id)
      await two.answer(stuck.id, 'go', null)
      expect(await again.result()).toEqual([
        { status: 'completed', value: 11 },
        { status: 'completed', value: 21 },
      ])
      expect(times).toBe(2)
      await two.close()
    })

    it('refuses to go on where the code no longer fits the journal, and says what to do', async () => {
      const journal = await makeJournal()
      const one = await journal.open()
      const before = workflow('changing', async (run) => {
        await run.step('one', () => 1)
        await run.wait('go')
      })
      const handle = await one.start(before, null)
      await until(async () => (await one.get(handle.id))?.status === 'waiting')
      await one.close()
      const two = await journal.open()
      await expect(two.resume(handle.id)).rejects.toMatchObject({ code: 'journal-mismatch' })
      let acted = false
      two.register(
        workflow('changing', async (run) => {
          await run.step('uno', () => {
            acted = true
          })
          await run.wait('go')
        }),
      )
      await expect((await two.resume(handle.id)).result()).rejects.toMatchObject({
        code: 'journal-mismatch',
        hint: expect.stringContaining('version'),
      })
      expect(acted).toBe(false)
      two.register({ ...before, version: 2 })
      await expect(two.resume(handle.id)).rejects.toMatchObject({ code: 'journal-mismatch' })
      two.register(before)
      const again = await two.resume(handle.id)
      await two.answer(handle.id, 'go', null)
      await again.result()
      await two.close()
    })

    it('lets another process answer and cancel', async () => {
      const journal = await makeJournal()
      const [one, two] = [await journal.open(), await journal.open()]
      const asking = workflow('asking', (run) => run.wait<string>('word'))
      const first = await one.start(asking, null)
      const second = await one.start(asking, null)
      await until(async () => (await two.list({ status: 'waiting' })).length === 2)
      expect(await two.answer(first.id, 'word', 'from afar')).toBe(true)
      expect(await first.result()).toMatchObject({ value: 'from afar' })
      expect(await two.cancel(second.id)).toBe(true)
      await expect(second.result()).rejects.toMatchObject({ code: 'cancelled' })
      expect(await two.cancel(second.id)).toBe(false)
      await Promise.all([one.close(), two.close()])
    })

    it('hears an answer from a process whose clock is behind', async () => {
      const journal = await makeJournal()
      const [one, slow] = [await journal.open(), await journal.open(() => Date.now() - 60_000)]
      const handle = await one.start(
        workflow('asking', (run) => run.wait<string>('word')),
        null,
      )
      await until(() => slow.answer(handle.id, 'word', 'late and early'))
      expect(await handle.result()).toMatchObject({ value: 'late and early' })
      await Promise.all([one.close(), slow.close()])
    })

    it('keeps an answer that comes while no process is there', async () => {
      const journal = await makeJournal()
      const asking = workflow('asking', (run) => run.wait<string>('word'))
      const one = await journal.open()
      const handle = await one.start(asking, null)
      await until(async () => (await one.get(handle.id))?.status === 'waiting')
      await one.close()
      const two = await journal.open()
      expect(await two.answer(handle.id, 'word', 'later')).toBe(true)
      two.register(asking)
      expect(await two.recover()).toEqual([handle.id])
      expect(await (await two.resume(handle.id)).result()).toMatchObject({ value: 'later' })
      await two.close()
    })

    it('cancels a run that no process is at work on, and does not go on with it', async () => {
      const journal = await makeJournal()
      const asking = workflow('asking', (run) => run.wait<string>('word'))
      const one = await journal.open()
      const handle = await one.start(asking, null)
      await until(async () => (await one.get(handle.id))?.status === 'waiting')
      await one.close()
      const two = await journal.open()
      two.register(asking)
      expect(await two.cancel(handle.id)).toBe(true)
      expect((await two.get(handle.id))?.status).toBe('cancelled')
      await expect(two.resume(handle.id)).rejects.toMatchObject({ code: 'conflict' })
      await two.close()
    })

    it('gives a run to one process only', async () => {
      const journal = await makeJournal()
      const [one, two] = [await journal.open(), await journal.open()]
      const asking = workflow('asking', (run) => run.wait<string>('word'))
      const handle = await one.start(asking, null, { key: 'alert-1' })
      two.register(asking)
      await expect(two.resume(handle.id)).rejects.toMatchObject({ code: 'conflict' })
      expect(await two.recover()).toEqual([])
      const same = await two.start(asking, null, { key: 'alert-1' })
      expect(same.id).toBe(handle.id)
      await until(() => two.answer(handle.id, 'word', 'once'))
      expect(await same.result()).toEqual(await handle.result())
      await Promise.all([one.close(), two.close()])
    })

    it('tries failed steps again when a failed run is resumed, and keeps those that succeeded', async () => {
      const journal = await makeJournal()
      const engine = await journal.open()
      const calls: string[] = []
      let broken = true
      const flaky = workflow('flaky', async (run) => {
        await run.step('good', () => calls.push('good'))
        await run.step('bad', () => {
          calls.push('bad')
          if (broken) throw new WatchfloorFault('unavailable', 'not now')
        })
        return 'done'
      })
      const handle = await engine.start(flaky, null)
      await expect(handle.result()).rejects.toMatchObject({ code: 'unavailable' })
      broken = false
      expect(await (await engine.resume(handle.id)).result()).toBe('done')
      expect(calls).toEqual(['good', 'bad', 'bad'])
      await engine.close()
    })

    it('holds the limits of a queue over several processes', async () => {
      const journal = await makeJournal()
      const engines = [await journal.open(), await journal.open()]
      let running = 0
      let most = 0
      let begun = 0
      const job = workflow('job', (run) =>
        run.step('work', async () => {
          begun++
          most = Math.max(most, ++running)
          await until(() => most === 3)
          await sleep(20)
          running--
        }),
      )
      for (const engine of engines) engine.register(job)
      const handles = []
      for (let n = 0; n < 14; n++) handles.push(await engines[n % 2]?.start(job, n, { queue: 'jobs' }))
      const limits = { jobs: { concurrency: 3, rate: { limit: 10, periodMilliseconds: 3_600_000 } } }
      const workers = engines.map((engine) => engine.work(limits))
      await until(async () => (await engines[0]?.list({ status: 'completed' }))?.length === 10)
      await sleep(300)
      expect(begun).toBe(10)
      expect(most).toBe(3)
      await Promise.all(workers.map((worker) => worker.stop()))
      await Promise.all(engines.map((engine) => engine.close()))
    })
  })
}
