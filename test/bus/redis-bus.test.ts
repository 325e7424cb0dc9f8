import { randomUUID } from 'node:crypto'
import { createClient } from '@redis/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisBus } from '../../src/bus/redis/redis-bus.ts'
import { busContract, note, textOf, until } from '../contracts/bus-contract.ts'
import { HAS_REDIS, type Redis, startRedis } from '../needs/redis.ts'

describe.skipIf(!HAS_REDIS)('on a real Redis', () => {
  let redis: Redis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.remove())

  busContract('The bus on Redis', () => redisBus({ url: redis.url }))

  it('gives what a member took and did not end to another when it is gone, and leaves it to one that is only slow', async () => {
    const here = `topic.${randomUUID()}`
    const claimAfterMilliseconds = 200
    const slow = await redisBus({ url: redis.url, claimAfterMilliseconds })
    const other = await redisBus({ url: redis.url, claimAfterMilliseconds })
    const heard: string[] = []
    let go = (): void => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    await slow.subscribe(
      here,
      async (message) => {
        heard.push(`slow took ${textOf(message)}`)
        await gate
        heard.push(`slow did ${textOf(message)}`)
      },
      { group: 'g' },
    )
    await slow.publish(here, note('long'))
    await until(() => heard.length === 1)
    // A member that took one and died: nobody reads for it any more.
    const dead = createClient({ url: redis.url })
    await dead.connect()
    await other.publish(here, note('orphan'))
    const taken = dead.xReadGroup('g', 'dead', { key: `watchfloor:${here}:normal`, id: '>' }, { COUNT: 1 })
    const isTaken = (await taken) !== null
    dead.destroy()
    await other.subscribe(here, (message) => void heard.push(`other did ${textOf(message)}`), { group: 'g' })
    if (isTaken) await until(() => heard.includes('other did orphan'))
    await new Promise((resolve) => setTimeout(resolve, 3 * claimAfterMilliseconds))
    expect(heard).not.toContain('other did long')
    go()
    await until(() => heard.includes('slow did long'))
    await Promise.all([slow.close(), other.close()])
    expect(heard.filter((one) => one.endsWith('long'))).toEqual(['slow took long', 'slow did long'])
  })

  it('gives what comes as a member leaves to the next one at once, and once', async () => {
    const bus = await redisBus({ url: redis.url })
    const here = `topic.${randomUUID()}`
    const heard: string[] = []
    const join = () => bus.subscribe(here, (message) => void heard.push(textOf(message)), { group: 'g' })
    let member = await join()
    const texts = Array.from({ length: 40 }, (_, number) => String(number))
    for (const text of texts) {
      const leaving = member.end()
      // Sometimes before it has left, sometimes after.
      if (Number(text) % 2 === 0) await leaving
      await bus.publish(here, note(text))
      await leaving
      member = await join()
      await until(() => heard.includes(text), 5_000)
    }
    expect(heard).toEqual(texts)
    await bus.close()
  }, 60_000)

  it('loses nothing when the server is killed and comes again, and nothing comes twice', async () => {
    const here = `topic.${randomUUID()}`
    const [publisher, reader, worker] = await Promise.all([1, 2, 3].map(() => redisBus({ url: redis.url })))
    if (!publisher || !reader || !worker) throw new Error('no bus')
    const all: string[] = []
    const shared: string[] = []
    await reader.subscribe(here, (message) => void all.push(textOf(message)))
    await worker.subscribe(here, (message) => void shared.push(textOf(message)), { group: 'g' })
    const texts = Array.from({ length: 300 }, (_, number) => String(number))
    const publishing = (async () => {
      for (const text of texts) {
        await publisher.publish(here, note(text))
        if (text === '100') void redis.kill().then(() => redis.start())
      }
    })()
    await publishing
    await until(() => all.length >= 300 && shared.length >= 300, 20_000)
    expect(all).toEqual(texts)
    expect(new Set(shared)).toEqual(new Set(texts))
    await Promise.all([publisher.close(), reader.close(), worker.close()])
  }, 60_000)

  it('says so where there is no server', async () => {
    await expect(redisBus({ url: 'redis://127.0.0.1:1', patienceMilliseconds: 300 })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Redis'),
    })
  })
})
