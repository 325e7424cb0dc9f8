import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dashboard, PANELS } from '../../scripts/build-dashboard.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { HAS_PROMETHEUS, PROMTOOL, startPrometheus } from '../needs/prometheus.ts'

/** Names of metrics in an expression of PromQL. */
const namesIn = (expr: string) =>
  [...expr.matchAll(/\b(?:agent_|active_|watchfloor_)\w+/g)]
    .map(([name]) => name.replace(/_bucket$/, ''))
    .filter((name) => name !== 'agent_id')

describe('what is deployed beside Watchfloor', () => {
  it('has a dashboard that is what the code builds, over metrics that there are', async () => {
    expect(JSON.parse(readFileSync('deploy/grafana/watchfloor.json', 'utf8'))).toEqual(dashboard())
    const text = await createMetrics().render()
    const rules = readFileSync('deploy/prometheus/watchfloor.rules.yml', 'utf8')
    for (const name of [
      ...PANELS.flatMap(({ queries }) => queries.flatMap(({ expr }) => namesIn(expr))),
      ...namesIn(rules.replace(/#.*/g, '')),
    ])
      expect(text, name).toContain(`# TYPE ${name} `)
  })

  it.skipIf(!HAS_PROMETHEUS)(
    'has alert rules that fire when they should, and a configuration that promtool takes',
    () => {
      const promtool = (...argv: string[]) =>
        execFileSync(PROMTOOL ?? '', argv, { cwd: 'deploy/prometheus', encoding: 'utf8', stdio: 'pipe' })
      expect(promtool('test', 'rules', 'watchfloor.rules.test.yml')).toContain('SUCCESS')
      expect(promtool('check', 'rules', 'watchfloor.rules.yml')).toContain('SUCCESS')
      expect(promtool('check', 'config', '--syntax-only', 'prometheus.yml')).toContain('SUCCESS')
    },
  )

  it.skipIf(!HAS_PROMETHEUS)(
    'asks a real Prometheus nothing that it does not understand',
    async () => {
      const prometheus = await startPrometheus('')
      for (const { expr } of PANELS.flatMap(({ queries }) => queries)) {
        const answer = await fetch(`${prometheus.url}/api/v1/query?query=${encodeURIComponent(expr)}`)
        expect(await answer.json(), expr).toMatchObject({ status: 'success' })
      }
      await prometheus.remove()
    },
    30_000,
  )
})
