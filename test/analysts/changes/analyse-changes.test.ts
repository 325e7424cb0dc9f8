import { describe, expect, it } from 'vitest'
import { analyseChanges } from '../../../src/analysts/changes/analyse-changes.ts'
import type { Change, Series } from '../../../src/core/evidence.ts'
import { makeContext, makeSeries, makeStep, START, STEP, WINDOWS } from '../make-series.ts'

const RELEASED = START + 30 * STEP

function change(service: string, at: number, more: Partial<Change> = {}): Change {
  return {
    id: service,
    kind: 'deploy',
    service,
    at,
    version: 'v2',
    citation: { source: 'changes/c.json', line: 1, quote: service },
    ...more,
  }
}

/** Pods of the old version over the whole time, and of the new one from the release on where `after` is given. */
function pods(service: string, name: string, before: number, after?: number): Series[] {
  const old = makeSeries(name, { service, pod: `${service}-v1-0`, version: 'v1' }, makeStep(before, before))
  const late = Array.from({ length: 60 }, (_, index) => (index < 32 ? Number.NaN : (after ?? 0)))
  return after === undefined ? [old] : [old, makeSeries(name, { service, pod: `${service}-v2-0`, version: 'v2' }, late)]
}

const canaries = (changes: Change[], series: Series[]) =>
  analyseChanges(changes, series, makeContext())
    .filter(({ signal }) => signal === 'canary')
    .sort((a, b) => b.strength - a.strength)

describe('change analyst', () => {
  it('blames the release whose new pods do worse than the old ones, not the latest', () => {
    const series = [...pods('pay', 'success_rate_percent', 100, 60), ...pods('cart', 'success_rate_percent', 100, 100)]
    const [first, second] = canaries([change('pay', RELEASED), change('cart', RELEASED + STEP)], series)
    expect(first).toMatchObject({ component: 'pay', cause: 'bad-deploy', role: 'cause' })
    expect(second).toMatchObject({ component: 'cart', role: 'context' })
  })

  it('blames a release that never reports while the old version does', () => {
    const series = [...pods('pay', 'cpu_usage_percent', 10), ...pods('cart', 'cpu_usage_percent', 10, 10)]
    expect(canaries([change('pay', RELEASED), change('cart', RELEASED)], series)[0]).toMatchObject({
      component: 'pay',
      role: 'cause',
    })
  })

  it('does not blame what came after the first symptom', () => {
    const findings = analyseChanges([change('pay', WINDOWS.incident.from + 600_000)], [], makeContext())
    expect(findings).toMatchObject([{ role: 'context', strength: 0 }])
  })

  it('suspects a change the more, the closer it came before the first symptom', () => {
    const findings = analyseChanges(
      [change('pay', WINDOWS.incident.from - 120_000), change('cart', WINDOWS.incident.from - 7_200_000)],
      [],
      makeContext(),
    )
    const [pay, cart] = ['pay', 'cart'].map(
      (name) => findings.find(({ component }) => component === name)?.strength ?? 0,
    )
    expect(pay).toBeGreaterThan((cart ?? 0) * 4)
  })

  it('keeps a change without a time, as a weak suspect', () => {
    const { at: _, ...timeless } = change('pay', 0)
    expect(analyseChanges([timeless], [], makeContext())[0]).toMatchObject({ component: 'pay', role: 'cause' })
  })
})
