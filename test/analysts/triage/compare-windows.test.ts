import { describe, expect, it } from 'vitest'
import { compareWindows } from '../../../src/analysts/triage/compare-windows.ts'
import { makeSeries, makeStep, START, STEP } from '../make-series.ts'

const ONSET = START + 40 * STEP
const extent = { from: START, to: START + 59 * STEP }
const incident = { id: 'i', title: 'i', services: [], candidates: [] }
const broken = makeSeries('cpu_usage_percent', { service: 'a' }, makeStep(5, 90))
const healthy = makeSeries('cpu_usage_percent', { service: 'b' }, makeStep(5, 5))

describe('the windows that are compared', () => {
  it('are those that the bundle gives', () => {
    const baseline = { from: START, to: START + 10 * STEP }
    expect(compareWindows({ ...incident, startedAt: ONSET, baseline }, [broken], extent)).toMatchObject({
      baseline,
      incident: { from: ONSET },
      origin: 'given',
    })
  })

  it('are found where nobody gave them', () => {
    const windows = compareWindows(incident, [broken, healthy], extent)
    expect(windows.origin).toBe('estimated')
    expect(Math.abs(windows.incident.from - ONSET)).toBeLessThanOrEqual(STEP)
    expect(windows.baseline.to).toBeLessThanOrEqual(ONSET)
  })

  it('begin at the change, not at the later time at which somebody noticed', () => {
    const windows = compareWindows({ ...incident, startedAt: ONSET + 180_000 }, [broken, healthy], extent)
    expect(Math.abs(windows.incident.from - ONSET)).toBeLessThanOrEqual(STEP)
  })

  it('do not take the minutes before a report for healthy where no change is plain', () => {
    const windows = compareWindows({ ...incident, startedAt: ONSET }, [healthy], extent)
    expect(windows.baseline.to).toBeLessThan(ONSET)
    expect(windows.incident.from).toBe(windows.baseline.to)
  })

  it('are not made up where nothing has a clock', () => {
    expect(compareWindows(incident, [], undefined).origin).toBe('none')
  })
})
