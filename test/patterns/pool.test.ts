import { describe, expect, it } from 'vitest'
import { createPool, type PoolAgent } from '../../src/patterns/pool.ts'
import { until } from '../contracts/bus-contract.ts'

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
/** Does what the task says, and beats. */
const steady = (number: number): PoolAgent<() => Promise<string> | string, string> => ({
  name: `agent-${number}`,
  async perform(task, { beat }) {
    const beating = setInterval(beat, 5)
    try {
      return `${await task()} by ${number}`
    } finally {
      clearInterval(beating)
    }
  },
})

describe('a pool', () => {
  it('knows of each agent what it does, how much it did and how fast', async () => {
    const pool = createPool({ spawn: steady, initial: 2 })
    const busy = pool.run(async () => {
      await sleep(50)
      return 'slow'
    })
    expect(pool.agents()).toMatchObject([
      { name: 'agent-1', state: 'busy', silentMilliseconds: expect.any(Number) },
      { name: 'agent-2', state: 'idle', done: 0, meanMilliseconds: null },
    ])
    expect(await busy).toBe('slow by 1')
    expect(pool.agents()[0]).toMatchObject({ state: 'idle', done: 1 })
    expect(pool.agents()[0]?.meanMilliseconds).toBeGreaterThanOrEqual(45)
    pool.close()
  })

  it('sends the idle agent that has been fastest', async () => {
    const pool = createPool({
      spawn: (number) => ({
        ...steady(number),
        async perform() {
          await sleep(number === 2 ? 1 : 40)
          return String(number)
        },
      }),
      initial: 3,
    })
    await Promise.all([1, 2, 3].map(() => pool.run(() => '')))
    expect(await Promise.all([pool.run(() => ''), sleep(20).then(() => pool.run(() => ''))])).toEqual(['2', '2'])
    pool.close()
  })

  it('lets tasks wait by priority, and has another agent made for an urgent one, if that may be paid for and is not too many', async () => {
    let isRich = false
    const order: string[] = []
    const pool = createPool({ spawn: steady, initial: 1, most: 2, maySpawn: () => isRich })
    let go = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const task = (name: string, priority: 'urgent' | 'normal' | 'low' = 'normal') =>
      pool.run(
        async () => {
          order.push(name)
          await gate
          return name
        },
        { priority },
      )
    const all = [task('first'), task('low', 'low'), task('normal'), task('urgent', 'urgent')]
    expect([pool.agents().length, pool.waiting()]).toEqual([1, 3])
    isRich = true
    all.push(task('urgent too', 'urgent'))
    await until(() => order.length === 2)
    expect(order).toEqual(['first', 'urgent'])
    all.push(task('urgent again', 'urgent'))
    expect(pool.agents()).toHaveLength(2)
    go()
    await Promise.all(all)
    expect(order).toEqual(['first', 'urgent', 'urgent too', 'urgent again', 'normal', 'low'])
    pool.close()
  })

  it('fails an agent that stops beating, gives its task to another, and makes a new one in its place', async () => {
    const performed: number[] = []
    const pool = createPool<string, string>({
      spawn: (number) => ({
        name: `agent-${number}`,
        perform: (task) => {
          performed.push(number)
          return number === 1 ? new Promise(() => undefined) : Promise.resolve(`${task} by ${number}`)
        },
      }),
      initial: 1,
      heartbeatMilliseconds: 40,
    })
    expect(await pool.run('task')).toBe('task by 2')
    expect(performed).toEqual([1, 2])
    expect(pool.agents()).toMatchObject([
      { name: 'agent-1', state: 'failed', done: 0 },
      { name: 'agent-2', state: 'idle', done: 1 },
    ])
    pool.close()
  })

  it('gives a task up on which agent after agent falls silent, and tells whoever is at work to stop', async () => {
    const stopped: number[] = []
    const pool = createPool<string, string>({
      spawn: (number) => ({
        name: `agent-${number}`,
        perform: (_, { signal }) => {
          signal.addEventListener('abort', () => stopped.push(number))
          return new Promise(() => undefined)
        },
      }),
      initial: 1,
      heartbeatMilliseconds: 20,
    })
    await expect(pool.run('poison')).rejects.toMatchObject({
      code: 'timed-out',
      message: expect.stringContaining('3 agents'),
    })
    expect(stopped).toEqual([1, 2, 3])
    pool.close()
  })

  it('takes back a task that is no longer wanted, hands on what a task throws, and refuses when it is closed', async () => {
    const pool = createPool({ spawn: steady, initial: 1 })
    const stop = new AbortController()
    const first = pool.run(async () => {
      await sleep(30)
      return 'first'
    })
    const unwanted = pool.run(() => 'never', { signal: stop.signal })
    stop.abort(new Error('no longer'))
    await expect(unwanted).rejects.toThrow('no longer')
    expect(await first).toBe('first by 1')
    await expect(
      pool.run(() => {
        throw new Error('bad task')
      }),
    ).rejects.toThrow('bad task')
    expect(await pool.run(() => 'still well')).toBe('still well by 1')
    pool.close()
    await expect(pool.run(() => 'late')).rejects.toMatchObject({ code: 'cancelled' })
  })
})
