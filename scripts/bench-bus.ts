/** Messages a second through the bus of a process and through a real Redis that writes through, and a mesh of twenty peers: `npm run bench:bus`. */
import { randomUUID } from 'node:crypto'
import { runMember } from '../src/app/run-member.ts'
import { memoryBus } from '../src/bus/memory/memory-bus.ts'
import { redisBus } from '../src/bus/redis/redis-bus.ts'
import type { Bus } from '../src/core/bus.ts'
import type { Finding } from '../src/core/finding.ts'
import { analyst } from '../src/patterns/members.ts'
import { type MeshRecord, mesh } from '../src/patterns/mesh.ts'
import { HAS_REDIS, startRedis } from '../test/needs/redis.ts'

const COUNT = 20_000
const AT_ONCE = 200
const ROUNDS = 5

async function perSecond(bus: Bus, group?: string): Promise<number> {
  const topic = `bench.${randomUUID()}`
  let heard = 0
  let done: (() => void) | undefined
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  const subscription = await bus.subscribe(
    topic,
    () => {
      if (++heard === COUNT) done?.()
    },
    { ...(group && { group }), concurrency: 32 },
  )
  const begun = performance.now()
  let left = COUNT
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0)
        await bus.publish(topic, {
          id: randomUUID(),
          version: 1,
          type: 'notification',
          from: 'bench',
          at: 0,
          priority: 'normal',
          hops: 0,
          body: { text: 'The disk of node-1 is 91% full.' },
        })
    }),
  )
  await all
  const rate = COUNT / ((performance.now() - begun) / 1_000)
  await subscription.end()
  return rate
}

async function measure(name: string, bus: Bus, goal: number): Promise<void> {
  for (const group of [undefined, 'workers']) {
    const rates: number[] = []
    for (let round = 0; round < ROUNDS; round++) rates.push(await perSecond(bus, group))
    rates.sort((a, b) => a - b)
    console.log(
      `${name}${group ? ', a group' : ''}: ${Math.round(rates[2] ?? 0)} messages/s (${Math.round(rates[0] ?? 0)} to ${Math.round(rates.at(-1) ?? 0)}), goal ${goal}`,
    )
  }
  await bus.close()
}

await measure('in process', memoryBus(), 10_000)
if (HAS_REDIS) {
  const redis = await startRedis()
  await measure('Redis, appendfsync always', await redisBus({ url: redis.url }), 2_000)
  await redis.remove()
}

const start = Array.from(
  { length: 1_000 },
  (_, number): Finding => ({
    agent: `source-${number % 20}`,
    component: `component-${number}`,
    cause: 'unknown',
    signal: 'bench',
    role: 'cause',
    strength: 0.5,
    summary: `finding ${number}`,
    citations: [{ source: 'a.log', line: number + 1, quote: 'q' }],
  }),
)
const peers = Array.from({ length: 20 }, (_, number) =>
  analyst(`peer-${number}`, ({ findings }) => ({
    summary: 'looked',
    confidence: 0.5,
    findings: findings
      .filter((_, place) => place % 50 === number)
      .map((one) => ({ ...one, agent: `peer-${number}`, summary: `${one.summary}, seen by ${number}` })),
  })),
)
const begun = performance.now()
const { findings, data } = await runMember(mesh({ name: 'mesh', peers, hopLimit: 6 }), '?', { findings: start })
const { ended, hops } = data as MeshRecord
console.log(
  `mesh of 20 peers, 1,000 findings: ${findings.length} in the end, ${hops.length} hops, ${ended}, ${((performance.now() - begun) / 1_000).toFixed(1)} s`,
)
