import { randomUUID } from 'node:crypto'
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

  it('gives what a member took and did not end to another', async () => {
    const here = `topic.${randomUUID()}`
    const dying = await redisBus({ url: redis.url, claimAfterMilliseconds: 200 })
    let isTaken = false
    await dying.subscribe(
      here,
      () => {
        isTaken = true
        return new Promise(() => undefined)
      },
      { group: 'g' },
    )
    await dying.publish(here, note('orphan'))
    await until(() => isTaken)
    const heir = await redisBus({ url: redis.url, claimAfterMilliseconds: 200 })
    const heard: string[] = []
    await heir.subscribe(here, (message) => void heard.push(textOf(message)), { group: 'g' })
    await until(() => heard.length > 0)
    expect(heard).toEqual(['orphan'])
    await heir.close()
  })

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
