/**
 * CPU of a durable run of five specialists with two calls each and one synthesis, beside that of bare `fetch` doing the same eleven
 * calls in the same measurement, against a server that answers at once. `npm run bench:models`
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openReasoner } from '../src/app/open-reasoner.ts'
import { run } from '../src/app/run-agent.ts'
import { databaseEngine } from '../src/engine/database-engine.ts'
import { sqliteDatabase } from '../src/engine/store/sqlite-database.ts'
import { agent, crew, tool } from '../src/reasoner/agent.ts'

const RUNS = 100
const AT_ONCE = 20
const ROUNDS = 5
const CALLS = 11

const SERVER = `
  import { modelServer } from ${JSON.stringify(new URL('../src/testing/model-server.ts', import.meta.url).href)}
  const server = await modelServer(({ messages, tools }) => tools.length > 1 && messages.length === 1
    ? { toolCalls: [{ name: 'look', input: { where: 'logs' } }] }
    : { toolCalls: [{ name: 'report', input: { says: 'It is the disk.' } }] })
  console.log(server.url)`

const child = spawn(process.execPath, ['--input-type=module', '-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
const [line] = (await once(child.stdout, 'data')) as [Buffer]
const url = line.toString().trim()

const report = z.object({ says: z.string() })
const look = tool({
  name: 'look',
  description: 'Looks.',
  input: z.object({ where: z.string() }),
  run: async ({ where }) => `Nothing in ${where}.`,
})
const specialists = ['one', 'two', 'three', 'four', 'five'].map((name) =>
  agent({ name, instructions: 'You look at one thing.', tools: [look], report }),
)
const five = crew({
  name: 'five',
  specialists,
  coordinator: agent({ name: 'lead', instructions: 'You decide.', report }),
})
const { model } = await openReasoner('fast', { ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url })

async function inTurns(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  let left = RUNS
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await work()
    }),
  )
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / RUNS
}

async function bare(): Promise<void> {
  for (let call = 0; call < CALLS; call++) {
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
      body: JSON.stringify({
        model: 'm',
        max_tokens: 100,
        stream: true,
        messages: [{ role: 'user', content: 'What broke?' }],
        tools: [],
      }),
    })
    await response.text()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-bench-'))
try {
  const engine = await databaseEngine({ database: sqliteDatabase(join(folder, 'watchfloor.db')) })
  const ours = async () => {
    const { status } = await run(five, 'What broke?', {
      model,
      engine,
      evidence: { 'app.log': 'No space left on device' },
    })
    if (status !== 'reported') throw new Error(status)
  }
  await inTurns(bare)
  await inTurns(ours)
  const ratios: number[] = []
  const costs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const theirs = await inTurns(bare)
    const own = await inTurns(ours)
    costs.push(own)
    ratios.push(own / theirs)
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  console.log(`CPU of a run ${median(costs).toFixed(1)} ms, ${median(ratios).toFixed(2)} times that of bare fetch`)
  await engine.close()
} finally {
  child.kill()
  rmSync(folder, { recursive: true, force: true })
}
