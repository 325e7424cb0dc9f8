import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ModelServer, modelServer } from '../../src/testing/model-server.ts'
import { serveExample } from './serve-example.ts'
import { type Here, serveHere } from './serve-here.ts'

describe('money for models', () => {
  let models: ModelServer
  let example: Awaited<ReturnType<typeof serveExample>>
  let here: Here
  const HOUR_CENTS = 30
  beforeAll(async () => {
    models = await modelServer(({ tools }) => ({
      toolCalls: [
        {
          name: 'report',
          input: JSON.stringify(tools).includes('assessment')
            ? { assessment: 'It fits.', evidence: ['E1'] }
            : { summary: 'It is so.', connections: [] },
        },
      ],
      usage: { input: 1_500, output: 300 },
    }))
    example = await serveExample()
    here = await serveHere({
      model: 'balanced',
      dollarsAnHour: HOUR_CENTS / 100,
      environment: {
        ANTHROPIC_BASE_URL: models.url,
        ANTHROPIC_API_KEY: 'test',
        WATCHFLOOR_ALLOWED_PRIVATE_HOSTS: '127.0.0.1',
      },
    })
  })
  afterAll(async () => {
    await here.stop()
    await example.stop()
    await models.close()
  })

  it('is never more than the cap of the hour; incidents after that are investigated by code', async () => {
    for (let incident = 0; incident < 4; incident++)
      await here.ask('/webhooks/incident-alert', {
        method: 'POST',
        body: {
          ...example.alert,
          incident_id: `INC-${incident}`,
        },
      })
    let ended: { id: string }[] = []
    for (let look = 0; look < 1_200 && ended.length < 4; look++) {
      ended = (await here.ask('/api/runs?workflow=incident.alerted&status=completed')).body as { id: string }[]
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(ended).toHaveLength(4)
    const spend = (await here.ask('/api/activity/spend?hours=1')).body as { total: { dollars: number }; limits: object }
    expect(spend.total.dollars).toBeGreaterThan(0)
    expect(spend.total.dollars).toBeLessThanOrEqual(HOUR_CENTS / 100)
    expect(JSON.stringify(spend)).toContain(`"dollarsPerHour":${HOUR_CENTS / 100}`)
    const found = await Promise.all(
      ended.map(
        async ({ id }) =>
          (await here.ask(`/api/runs/${id}`)).body as {
            result: { analysis: { verdict: string; hypotheses: { component: string }[] } }
          },
      ),
    )
    for (const { result } of found) expect(result.analysis.hypotheses[0]?.component).toBe('payment-gateway')
  }, 90_000)
})
