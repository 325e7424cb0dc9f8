import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { traceRuns } from '../../src/app/trace-runs.ts'
import { busMember } from '../../src/bus/bus-member.ts'
import { redisBus } from '../../src/bus/redis/redis-bus.ts'
import {
  type ModelServer,
  memoryEngine,
  modelServer,
  type ServedCall,
  type ServedReply,
} from '../../src/testing/index.ts'
import { HAS_REDIS, startRedis } from '../needs/redis.ts'
import { ASSIGNMENT } from '../patterns/crew-of-tests.ts'
import { alert, webhook } from '../server/serve-here.ts'
import { above, distinct, wordsOf, wrongWith } from './check-tree.ts'
import { type OtlpReceiver, otlpReceiver, type ReceivedSpan } from './otlp-receiver.ts'

const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'
const CLIENT = 3
const folder = mkdtempSync(join(tmpdir(), 'watchfloor-traces-'))
const bundle = join(folder, 'bundle')
const processes: ChildProcess[] = []
let receiver: OtlpReceiver
let models: ModelServer
let script: (call: ServedCall) => ServedReply | Promise<ServedReply>

const isCoordinator = ({ tools }: ServedCall) => !JSON.stringify(tools).includes('assessment')
/** The log analyst searches first; everybody reports. */
const answer = (call: ServedCall): ServedReply => {
  if (isCoordinator(call))
    return { toolCalls: [{ name: 'report', input: { summary: 'A secret of the model.', connections: [] } }] }
  const searches = call.tools.some(({ name }) => name === 'count_errors') && call.messages.length === 1
  return searches
    ? { toolCalls: [{ name: 'search_logs', input: { text: 'OutOfMemoryError' } }], usage: { input: 700, output: 30 } }
    : { toolCalls: [{ name: 'report', input: { assessment: 'It fits.', evidence: ['E1'] } }] }
}

function environment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NO_COLOR: '1',
    WATCHFLOOR_HOME: join(folder, home),
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_SERVICE_NAME: 'watch',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=drill',
    ANTHROPIC_BASE_URL: models.url,
    ANTHROPIC_API_KEY: 'test',
  }
}

function begin(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [resolve(program), ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  processes.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += data
  })
  child.stderr.on('data', (data) => {
    said.err += data
  })
  const ended = new Promise<number | null>((done) => child.once('close', (status) => done(status)))
  return { child, said, ended }
}

async function watchfloor(home: string, ...args: string[]): Promise<string> {
  const { said, ended } = begin('bin/watchfloor.js', args, environment(home))
  const status = await ended
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${said.err}`)
  return said.out
}

async function until(holds: () => boolean): Promise<void> {
  for (let look = 0; look < 1_200 && !holds(); look++) await new Promise((done) => setTimeout(done, 25))
  if (!holds()) throw new Error('It did not come to hold.')
}

const named = (spans: readonly ReceivedSpan[], start: string) => spans.filter(({ name }) => name.startsWith(start))
const traceOf = (workflow: string) => {
  const root = receiver.spans.find(({ name, parent }) => name === `invoke_workflow ${workflow}` && parent === undefined)
  return receiver.spans.filter(({ trace }) => trace === root?.trace)
}

/** Every message of the logs of the bundle, and more of what stands there. */
function evidence(): string[] {
  const logs = readdirSync(join(bundle, 'logs')).flatMap((file) =>
    readFileSync(join(bundle, 'logs', file), 'utf8').split('\n'),
  )
  const messages = logs.filter((line) => line !== '').map((line) => String(JSON.parse(line).message))
  return [...new Set([...messages, SECRET, 'OutOfMemory', 'secret of the model', 'It fits', bundle])]
}

function expectConventions(spans: readonly ReceivedSpan[]): void {
  for (const { name, kind, attributes } of spans) {
    const operation = attributes['gen_ai.operation.name']
    const subject = {
      invoke_workflow: 'gen_ai.workflow.name',
      invoke_agent: 'gen_ai.agent.name',
      chat: 'gen_ai.request.model',
      execute_tool: 'gen_ai.tool.name',
    }[String(operation)]
    if (subject === undefined) expect(name).toBe(`step ${attributes['watchfloor.step.name']}`)
    else expect(name).toBe(`${operation} ${attributes[subject]}`)
    if (operation === 'chat')
      expect({ kind, attributes }).toMatchObject({
        kind: CLIENT,
        attributes: {
          'gen_ai.provider.name': 'anthropic',
          'gen_ai.usage.input_tokens': expect.any(Number),
          'gen_ai.usage.output_tokens': expect.any(Number),
        },
      })
  }
}

function expectNoEvidence(spans: readonly ReceivedSpan[]): void {
  const words = wordsOf(spans)
  expect(evidence().filter((text) => words.includes(text))).toEqual([])
}

beforeAll(async () => {
  cpSync(resolve('examples/incidents/payment-gateway'), bundle, { recursive: true })
  const log = join(bundle, 'logs', 'payment-gateway.jsonl')
  writeFileSync(log, readFileSync(log, 'utf8').replaceAll('Java heap space', `Java heap space api_key=${SECRET}`))
  receiver = await otlpReceiver()
  models = await modelServer((call) => script(call))
  script = answer
})
afterEach(() => {
  script = answer
  receiver.spans.length = 0
})
afterAll(async () => {
  for (const child of processes) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await Promise.all([receiver.close(), models.close()])
  rmSync(folder, { recursive: true, force: true })
})

describe('traces', () => {
  it('of an investigation are one tree, named by the conventions, with nothing of the evidence in it', async () => {
    await watchfloor('alone', 'investigate', bundle, '--quiet')
    const { spans } = receiver
    expect(wrongWith(spans)).toEqual([])
    expectConventions(spans)
    expectNoEvidence(spans)
    expect(spans.find(({ parent }) => parent === undefined)).toMatchObject({
      name: 'invoke_workflow incident.investigate',
      attributes: { 'watchfloor.run.status': 'completed' },
      service: { 'service.name': 'watch', 'deployment.environment.name': 'drill' },
    })
    const agents = named(spans, 'invoke_agent').map(({ name }) => name)
    expect(agents).toContain('invoke_agent log-analyst')
    expect(agents.length).toBeGreaterThanOrEqual(5)
    const analysis = named(spans, 'step analyse').find((one) => above(one, spans)[0] === 'invoke_agent log-analyst')
    expect(above(analysis, spans)).toEqual(['invoke_agent log-analyst', 'invoke_workflow incident.investigate'])
    expect(receiver.requests[0]).toEqual({ path: '/v1/traces', type: 'application/json' })
  })

  it('are not made, and nothing is sent, where they are switched off', async () => {
    const env = { ...environment('off'), OTEL_SDK_DISABLED: 'true' }
    const before = receiver.requests.length
    expect(await begin('bin/watchfloor.js', ['investigate', bundle, '--quiet'], env).ended).toBe(0)
    expect(receiver.requests.length).toBe(before)
  })

  it('hold up no investigation, and fail none, where nobody receives them: that is said', async () => {
    const env = { ...environment('away'), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }
    const { said, ended } = begin('bin/watchfloor.js', ['investigate', bundle, '--quiet', '--json'], env)
    expect(await ended).toBe(0)
    expect(JSON.parse(said.out)).toMatchObject({ verdict: 'root-cause' })
    expect(said.err).toMatch(/Traces do not arrive: .*\nTraces: \d+ spans did not arrive/)
  })

  it('of a service show what its agents ask of models and tools, and what alerts began', async () => {
    const { child, said, ended } = begin(
      'bin/watchfloor.js',
      ['serve', '--port', '0', '--quiet'],
      environment('served'),
    )
    await until(() => said.out.includes('\n'))
    await watchfloor('served', 'investigate', bundle, '--detach', '--model', 'fast', '--quiet')
    await fetch(`${said.out.trim()}/webhooks/alertmanager`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(webhook(alert({ service: 'checkout' }))),
    })
    await until(() => traceOf('incident.investigate').length > 0 && traceOf('incident.alerted').length > 0)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const spans = traceOf('incident.investigate')
    expect(wrongWith(spans)).toEqual([])
    expectConventions(spans)
    expectNoEvidence(receiver.spans)
    const chats = named(spans, 'chat ')
    expect(chats.length).toBeGreaterThanOrEqual(7)
    const first = chats.find(({ attributes }) => attributes['gen_ai.usage.input_tokens'] === 700)
    expect(first).toMatchObject({
      name: 'chat claude-haiku-5-5',
      attributes: { 'gen_ai.agent.name': 'log-analyst', 'gen_ai.usage.output_tokens': 30 },
    })
    expect(above(first, spans)).toEqual([
      'step log-analyst asks the model 1',
      'invoke_agent log-analyst',
      'invoke_workflow incident.investigate',
    ])
    const [tool] = named(spans, 'execute_tool')
    expect(tool).toMatchObject({ name: 'execute_tool search_logs', hasFailed: false })
    expect(above(tool, spans)[1]).toBe('invoke_agent log-analyst')
    const alerted = traceOf('incident.alerted')
    expect(wrongWith(alerted)).toEqual([])
    expect(above(named(alerted, 'step triage')[0], alerted)).toEqual([
      'invoke_workflow incident.investigate',
      'invoke_workflow incident.alerted',
    ])
  }, 60_000)

  it('of a run that was killed and resumed are one whole tree, and what is told again is told the same', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((open) => {
      release = open
    })
    script = async (call) => {
      await gate
      return answer(call)
    }
    const { child, ended } = begin(
      'bin/watchfloor.js',
      ['investigate', bundle, '--quiet', '--model', 'fast'],
      environment('killed'),
    )
    // Its specialists have been told of; the models have not answered.
    await until(() => named(receiver.spans, 'invoke_agent').length >= 7 && models.calls.length > 0)
    child.kill('SIGKILL')
    await ended
    const before = [...receiver.spans]
    expect(before.filter(({ parent }) => parent === undefined)).toEqual([])
    release()
    const [run] = JSON.parse(await watchfloor('killed', 'runs', 'list', '--json')) as { id: string }[]
    await watchfloor('killed', 'runs', 'resume', run?.id ?? '', '--quiet')
    const { spans } = receiver
    expect(wrongWith(spans)).toEqual([])
    expectConventions(spans)
    expectNoEvidence(spans)
    expect(spans.length).toBeGreaterThan(distinct(spans).length)
    const all = distinct(spans).map(({ id }) => id)
    expect(before.filter(({ id }) => !all.includes(id))).toEqual([])
    const root = spans.find(({ parent }) => parent === undefined)
    expect(root?.events.map(({ name }) => name)).toContain('run_resumed')
    expect(named(distinct(spans), 'chat ').length).toBeGreaterThanOrEqual(7)
  }, 60_000)
})

describe.skipIf(!HAS_REDIS)('the trace of a member in another process', () => {
  it('is part of the trace of whoever asked it', async () => {
    const redis = await startRedis()
    const { child, said, ended } = begin('test/telemetry/member-process.ts', [redis.url], environment('member'))
    await until(() => said.out.includes('ready'))
    const bus = await redisBus({ url: redis.url })
    const engine = await memoryEngine()
    const tracing = await traceRuns(engine, { environment: environment('asker') })
    const member = busMember(bus, 'relay')
    const handle = await engine.start(
      { name: 'asking', run: (run, given: typeof ASSIGNMENT) => member.work(run, given) },
      ASSIGNMENT,
    )
    expect(await handle.result()).toMatchObject({ summary: 'looked' })
    await tracing.settled()
    await Promise.all([bus.close(), engine.close()])
    await tracing.close()
    child.stdin.end()
    expect(await ended).toBe(0)
    await redis.remove()
    const { spans } = receiver
    expect(wrongWith(spans)).toEqual([])
    const deepest = named(spans, 'step look')[0]
    expect(above(deepest, spans)).toEqual([
      'invoke_agent looker',
      'step ask over the bus',
      'invoke_agent relay',
      'step ask over the bus',
      'invoke_workflow asking',
    ])
    expect(new Set(spans.map(({ service }) => service['service.instance.id'])).size).toBe(2)
  }, 60_000)
})
