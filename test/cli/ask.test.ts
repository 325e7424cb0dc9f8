import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/core/answer.ts'
import { type ModelServer, modelServer, type ServedCall, type ServedReply } from '../../src/testing/model-server.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const bundle = join(folder, 'bundle')
const runbooks = resolve('examples/incidents/payment-gateway/runbooks')
const asked = async (...words: string[]): Promise<Answer> =>
  JSON.parse((await watchfloor('ask', ...words, '--runbooks', runbooks, '--json')).out)

describe('watchfloor ask', () => {
  it('answers from the section that speaks of it, line by line as it stands there', async () => {
    const { passages } = await asked('how do I roll the payment gateway back?')
    expect(passages[0]).toMatchObject({ source: 'payment-gateway-oom.md', heading: 'Mitigation', score: 1 })
    for (const { lines } of passages)
      for (const { source, line, quote } of lines)
        expect(readFileSync(join(runbooks, source), 'utf8').split('\n')[(line ?? 0) - 1]).toContain(quote)
    const { out, status } = await watchfloor('ask', 'roll', 'payment-gateway', 'back', '--runbooks', runbooks)
    expect(status).toBe(0)
    expect(out).toContain('rollout undo')
  })

  it('says so where nothing speaks of it, and where there is nothing to look in', async () => {
    expect(await watchfloor('ask', 'quantum entanglement of yaks', '--runbooks', runbooks)).toMatchObject({
      status: 1,
      out: expect.stringContaining('No runbook and no earlier incident speaks of it'),
    })
    expect(await watchfloor('ask', 'x', '--runbooks', join(folder, 'none'))).toMatchObject({ status: 3 })
    expect(await watchfloor('ask', ' ')).toMatchObject({ status: 2 })
  })

  it('knows what was seen before, and what people said of it; a later investigation shows it as seen before', async () => {
    await watchfloor('investigate', resolve('examples/incidents/payment-gateway'), '--quiet')
    const [{ id }] = JSON.parse((await watchfloor('runs', 'list', '--workflow', 'incident.investigate', '--json')).out)
    expect((await asked('why did payments fail in checkout')).incidents).toMatchObject([
      { run: id, component: 'payment-gateway', confirmed: 'no' },
    ])
    await watchfloor(
      'verdict',
      id,
      'wrong',
      '--component',
      'payments-db',
      '--cause',
      'disk-full',
      '--note',
      'it was full',
    )
    const [past] = (await asked('why did payments fail in checkout')).incidents
    expect(past).toMatchObject({ component: 'payments-db', confirmed: 'corrected', note: 'it was full', remedies: [] })
    // The same evidence a day later is another incident like it.
    cpSync(resolve('examples/incidents/payment-gateway'), bundle, { recursive: true })
    const manifest = join(bundle, 'incident.yaml')
    const text = readFileSync(manifest, 'utf8').replace('id: payment-gateway', 'id: payment-gateway-again')
    writeFileSync(manifest, text)
    const { out } = await watchfloor('investigate', bundle, '--quiet', '--json')
    const analysis = JSON.parse(out)
    expect(analysis.similar).toMatchObject([{ run: id, component: 'payments-db', confirmed: 'corrected' }])
    // It proves nothing: the verdict rests on the evidence alone.
    expect(analysis.hypotheses[0].component).toBe('payment-gateway')
    expect(JSON.stringify(analysis.hypotheses)).not.toContain('payments-db')
  }, 30_000)
})

describe('watchfloor ask, with a model', () => {
  let server: ModelServer
  let reply: (call: ServedCall) => ServedReply
  beforeAll(async () => {
    server = await modelServer((call) => reply(call))
    Object.assign(process.env, { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: 'test' })
  })
  afterAll(async () => {
    delete process.env.ANTHROPIC_BASE_URL
    delete process.env.ANTHROPIC_API_KEY
    await server.close()
  })
  const question = ['how do I roll the payment gateway back?', '--model', 'fast']

  it('answers in its words, each paragraph with passages that there are; the others are struck out', async () => {
    const paragraph = (text: string, evidence: string[]) => ({ section: 'answer', text, evidence })
    reply = () => ({
      toolCalls: [
        {
          name: 'report',
          input: {
            paragraphs: [paragraph('Undo the rollout.', ['E1', 'E99']), paragraph('Or call the mayor.', ['E98'])],
          },
        },
      ],
    })
    const { prose } = await asked(...question)
    expect(prose).toMatchObject({ struck: 2, paragraphs: [{ text: 'Undo the rollout.' }] })
    expect(prose?.paragraphs).toHaveLength(1)
    expect(prose?.paragraphs[0]?.evidence).toMatchObject([{ passage: { source: 'payment-gateway-oom.md' } }])
  })

  it('leaves the passages where the model fails', async () => {
    reply = () => ({ fault: 'unauthorized' })
    const { prose, passages } = await asked(...question)
    expect(passages.length).toBeGreaterThan(0)
    expect(prose).toMatchObject({ paragraphs: [], problem: expect.any(String) })
  })
})
