import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modelServer } from '../../src/testing/model-server.ts'
import { workplace } from './run-watchfloor.ts'

const { folder, watchfloor } = workplace()
const EXAMPLE = resolve('examples/incidents/payment-gateway')

describe('one agent beside the crew', () => {
  it('is compared in findings, tokens, money and time, each a run that is kept', async () => {
    const server = await modelServer(({ tools }) => ({
      toolCalls: [
        {
          name: 'report',
          input: JSON.stringify(tools).includes('assessment')
            ? { assessment: 'It fits.', evidence: ['E1'] }
            : { summary: 'The heap filled up.', connections: [] },
        },
      ],
      usage: { input: 1_000, output: 100 },
    }))
    Object.assign(process.env, { ANTHROPIC_BASE_URL: server.url, ANTHROPIC_API_KEY: 'k' })
    try {
      const { out, status } = await watchfloor('compare', EXAMPLE, '--model', 'fast', '--json', '--quiet')
      expect(status).toBe(0)
      const { ways, speedUp } = JSON.parse(out)
      const first = { component: 'payment-gateway', cause: 'oom-killed' }
      expect(ways).toMatchObject([
        { way: 'one', specialists: 1, tokens: 1_100, verdict: 'root-cause' },
        { way: 'crew', first, specialists: 7, milliseconds: expect.any(Number) },
        { way: 'crew in sequence', first, specialists: 7 },
      ])
      expect(ways[1].tokens).toBeGreaterThan(ways[0].tokens)
      expect(ways[1].dollars).toBeGreaterThan(ways[0].dollars)
      expect(ways[1].findings).toBe(ways[2].findings)
      expect(ways[1].findings).toBeGreaterThan(ways[0].findings)
      expect(speedUp).toBeCloseTo(ways[2].milliseconds / ways[1].milliseconds, 1)
      // Who works alone has every tool.
      expect(Math.max(...server.calls.map(({ tools }) => tools.length))).toBe(14)
      for (const { run } of ways) expect((await watchfloor('runs', 'show', run)).status).toBe(0)
    } finally {
      await server.close()
      delete process.env.ANTHROPIC_BASE_URL
      delete process.env.ANTHROPIC_API_KEY
    }
  }, 60_000)

  it('is a table for people', async () => {
    const { out } = await watchfloor('compare', EXAMPLE, '--quiet')
    expect(out).toMatch(/^ +one +crew +crew in sequence$/m)
    expect(out).toMatch(/^tokens +0 +0 +0$/m)
    expect(out).toMatch(/At once the crew took \d+\.\d times less/)
  }, 60_000)

  it('is chosen by the kind of question, with the reason', async () => {
    const { out, err } = await watchfloor('investigate', EXAMPLE, '--crew', 'auto')
    expect(out).toContain('The whole crew was sent: CheckoutPaymentFailureRateHigh is critical.')
    expect(err).toContain('log-analyst, metrics-analyst')
    const asked = join(folder, 'question')
    mkdirSync(asked)
    cpSync(join(EXAMPLE, 'runbooks'), join(asked, 'runbooks'), { recursive: true })
    writeFileSync(join(asked, 'incident.yaml'), 'title: How do I close an open circuit breaker?\n')
    const looked = await watchfloor('investigate', asked, '--crew', 'auto', '--quiet')
    expect(looked.out).toMatch(/^LOOKED UP\n"Circuit breaker open"/)
    expect(looked.out).toContain('Mend the dependency first')
    expect(looked.out).not.toMatch(/IMPACT|MISSING/)
  }, 60_000)
})
