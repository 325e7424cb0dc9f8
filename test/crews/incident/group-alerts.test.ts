import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeptAlert } from '../../../src/core/intake.ts'
import { groupAlerts, knownIncident, type OpenIncident } from '../../../src/crews/incident/group-alerts.ts'

const MINUTE = 60_000
let count = 0
const alert = (labels: Record<string, string>, minutes = 0, more: Partial<KeptAlert> = {}): KeptAlert => ({
  id: `a${++count}`,
  source: 'alertmanager',
  fingerprint: `f${count}`,
  status: 'firing',
  name: 'HighErrors',
  labels,
  annotations: {},
  startsAt: 1e12 + minutes * MINUTE,
  receivedAt: 0,
  ...more,
})
const sizes = (alerts: KeptAlert[], edges: { caller: string; callee: string }[] = []) =>
  groupAlerts(alerts, [], edges).map(({ alerts: members }) => members.length)

describe('alerts', () => {
  it('are one incident where they share a service, a place, a group, or a call, and begin near each other', () => {
    expect(sizes([alert({ service: 'cart' }), alert({ app: 'cart' }, 5)])).toEqual([2])
    expect(sizes([alert({ namespace: 'shop', service: 'a' }), alert({ namespace: 'shop', service: 'b' })])).toEqual([2])
    expect(sizes([alert({ service: 'a' }), alert({ service: 'b' })])).toEqual([1, 1])
    expect(sizes([alert({ service: 'a' }), alert({ service: 'b' })], [{ caller: 'b', callee: 'a' }])).toEqual([2])
    expect(sizes([alert({ service: 'a' }, 0, { group: 'g' }), alert({ service: 'b' }, 60, { group: 'g' })])).toEqual([
      2,
    ])
    expect(sizes([alert({ service: 'a' }), alert({ service: 'a' }, 30)])).toEqual([1, 1])
    // One that began in between holds a chain together.
    expect(sizes([alert({ service: 'a' }), alert({ service: 'a' }, 8), alert({ service: 'a' }, 16)])).toEqual([3])
  })

  it('are put into the same incidents in one block as one by one', () => {
    const some = fc.record({
      service: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      node: fc.option(fc.constantFrom('n1', 'n2'), { nil: undefined }),
      minutes: fc.integer({ min: 0, max: 90 }),
      fingerprint: fc.constantFrom('f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'),
    })
    const edges = [{ caller: 'a', callee: 'c' }]
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (drawn) => {
        const alerts = drawn
          .map(({ service, node, minutes, fingerprint }) =>
            alert({ service, ...(node !== undefined && { node }) }, minutes, { fingerprint }),
          )
          .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
        const block: OpenIncident[] = []
        groupAlerts(alerts, block, edges)
        const singly: OpenIncident[] = []
        for (const one of alerts) groupAlerts([one], singly, edges)
        expect(singly).toEqual(block)
      }),
    )
  })

  it('name the incident after the worst of them', () => {
    const [group] = groupAlerts(
      [
        alert({ service: 'a' }, 0, { severity: 'warning', annotations: { summary: 'slow' } }),
        alert({ service: 'a' }, 1, { severity: 'critical', annotations: { summary: 'down' } }),
      ],
      [],
      [],
    )
    expect(group?.incident).toMatchObject({ title: 'down', severity: 'critical', isNew: true })
  })

  it('each go into exactly one incident, whatever they are, and come to the same in one block or in many', () => {
    const some = fc.array(
      fc.record({
        service: fc.constantFrom('a', 'b', 'c', 'd'),
        minutes: fc.nat(40),
        namespace: fc.option(fc.constantFrom('x', 'y')),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(some, (rows) => {
        const alerts = rows
          .map(({ service, minutes, namespace }) => alert({ service, ...(namespace && { namespace }) }, minutes))
          .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
        const whole: OpenIncident[] = []
        const groups = groupAlerts(alerts, whole, [])
        expect(groups.flatMap(({ alerts: members }) => members.map(({ id }) => id)).sort()).toEqual(
          alerts.map(({ id }) => id).sort(),
        )
        const one: OpenIncident[] = []
        for (const single of alerts) groupAlerts([single], one, [])
        expect(one.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
        // Another process that takes over from the store knows the same.
        const [first] = groups
        if (first) {
          const { title, openedAt, id } = first.incident
          const known = knownIncident({ id, title, openedAt, status: 'open', alerts: 1 }, first.alerts)
          expect({ ...known, isNew: true, rank: 0 }).toEqual({ ...first.incident, rank: 0 })
        }
      }),
    )
  })
})
