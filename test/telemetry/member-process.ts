/**
 * A process that serves two members over Redis until its standard input ends: `looker`, and `relay`, which asks `looker` over the bus.
 * Argument: the URL of the Redis.
 */
import { once } from 'node:events'
import { traceRuns } from '../../src/app/trace-runs.ts'
import { busMember, serveMember } from '../../src/bus/bus-member.ts'
import { redisBus } from '../../src/bus/redis/redis-bus.ts'
import { memoryEngine } from '../../src/engine/memory/memory-engine.ts'
import { analyst } from '../../src/patterns/members.ts'

const [url = ''] = process.argv.slice(2)
const bus = await redisBus({ url })
const engine = await memoryEngine()
const tracing = await traceRuns(engine)
await serveMember(
  bus,
  engine,
  analyst('looker', () => ({ summary: 'looked', confidence: 0.5 })),
)
await serveMember(bus, engine, { ...busMember(bus, 'looker'), name: 'relay' })
process.stdout.write('ready\n')
process.stdin.resume()
await once(process.stdin, 'end')
await bus.close()
await tracing.settled()
await engine.close()
await tracing.close()
