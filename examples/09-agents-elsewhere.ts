/** Agents in other processes: over the bus (Redis, where WATCHFLOOR_REDIS_URL names one), and through a folder for agents that are not ours. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  analyst,
  busMember,
  coordinate,
  folderMember,
  manifestFolder,
  openBus,
  runMember,
  serveMember,
} from 'watchfloor'
import { memoryEngine } from 'watchfloor/testing'

const bus = await openBus()
const folder = mkdtempSync(join(tmpdir(), 'manifests-'))

// The other process: it serves an agent, each piece of work once, however often it is asked for.
const there = await memoryEngine()
await serveMember(
  bus,
  there,
  analyst('billing', () => ({ summary: 'Invoices are late.', confidence: 0.7, position: 'the queue' })),
)

// Somebody else's program: it finds its order in the folder, and leaves a manifest.
const watching = setInterval(async () => {
  const order = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((file) =>
    file.endsWith('legacy.order.json'),
  )
  if (!order) return
  clearInterval(watching)
  await manifestFolder(join(folder, order, '..')).write({
    version: 1,
    agent: 'legacy',
    status: 'completed',
    note: '',
    contribution: {
      summary: 'The queue is full.',
      confidence: 0.9,
      position: 'the queue',
      findings: [],
      recommendations: [],
      gaps: [],
    },
  })
}, 20)

const crew = coordinate({ name: 'crew', members: [busMember(bus, 'billing'), folderMember(folder, 'legacy')] })
const { summary } = await runMember(crew, 'Why are invoices late?')
console.log(summary)
await Promise.all([bus.close(), there.close()])
rmSync(folder, { recursive: true })
